"""What an addressee and the department do about one obligation, told as facts: progress, answers, stances, verdicts."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from rasoat.example.facts import Facts
from rasoat.example.teller import Teller
from rasoat.recommendations import rounds, stances
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import STANCES
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.models import VERDICTS


class PartFact(Facts):
    """What is said of one part: a figure, a paper, a photograph, or a verdict with its reason."""

    reached: int | None = None
    paper: str = ""
    dated: date | None = None
    photo: bool = False
    say: str = ""
    why: str = ""


class RoundFact(Facts):
    """One step about the obligation `key`: who does it, on which day, what is said in which words."""

    day: date
    who: str
    do: Literal[
        "stance", "decide", "progress", "answer", "supplement", "take_back", "send_back", "begin", "verify", "reopen"
    ]
    key: str
    say: str = ""
    text: str = ""
    picture: str = ""
    due_on: date | None = None
    parts: tuple[PartFact, ...] = ()


def tell(teller: Teller, facts: Sequence[RoundFact]) -> None:
    """Do each step, in the order in which they stand."""
    for fact in facts:
        teller.on(f"{fact.day:%d/%m/%Y}")
        _WAYS[fact.do](teller, fact)


def _reports(fact: RoundFact) -> list[PartReport]:
    return [
        PartReport(place, one.reached, one.paper, one.dated, one.photo) for place, one in enumerate(fact.parts, start=1)
    ]


def _verdicts(fact: RoundFact) -> list[PartVerdict]:
    return [PartVerdict(place, one.say, one.why, one.reached) for place, one in enumerate(fact.parts, start=1)]


def _given(teller: Teller, fact: RoundFact) -> dict[str, Any]:
    files = [teller.picture(fact.picture, "VI DU")] if fact.picture else []
    return {"claim": fact.say, "text": fact.text, "files": files, "parts": _reports(fact)}


def _obligation(teller: Teller, fact: RoundFact) -> UUID:
    return teller.ids[f"obligation.{fact.key}"]


def _answer(teller: Teller, fact: RoundFact) -> None:
    given, obligation = _given(teller, fact), _obligation(teller, fact)
    teller.do(fact.who, f"báo cáo: {fact.text}", lambda s, a: answering.answer(s, a, obligation, **given))


def _supplement(teller: Teller, fact: RoundFact) -> None:
    given, obligation = _given(teller, fact), _obligation(teller, fact)
    teller.do(fact.who, f"bổ sung báo cáo: {fact.text}", lambda s, a: rounds.supplement(s, a, obligation, **given))


def _progress(teller: Teller, fact: RoundFact) -> None:
    files = [teller.picture(fact.picture, "VI DU")] if fact.picture else []
    parts, obligation = _reports(fact), _obligation(teller, fact)
    teller.do(
        fact.who,
        f"báo tiến độ: {fact.text}",
        lambda s, a: rounds.report_progress(s, a, obligation, text=fact.text, files=files, parts=parts),
    )


def _verify(teller: Teller, fact: RoundFact) -> None:
    given, obligation = {"evidence": fact.text, "parts": _verdicts(fact)}, _obligation(teller, fact)
    title = "; ".join(dict.fromkeys(VERDICTS[one.say].lower() for one in fact.parts))
    teller.do(
        fact.who,
        f"xác minh “{title}”: {fact.text}",
        lambda s, a: answering.verify(s, a, obligation, **given),  # type: ignore[arg-type]  # a dict of keywords
    )


def _stance(teller: Teller, fact: RoundFact) -> None:
    obligation = _obligation(teller, fact)
    teller.do(
        fact.who,
        f"nêu ý kiến “{STANCES[fact.say].lower()}”: {fact.text}",
        lambda s, a: stances.state(s, a, obligation, stance=fact.say, reason=fact.text),
    )


def _decide(teller: Teller, fact: RoundFact) -> None:
    _fire(teller, fact, "quyết định về ý kiến của đơn vị", "decide_stance", decision=fact.say, note=fact.text)


def _take_back(teller: Teller, fact: RoundFact) -> None:
    _fire(teller, fact, "rút lại báo cáo", "take_back", reason=fact.text)


def _send_back(teller: Teller, fact: RoundFact) -> None:
    _fire(teller, fact, "yêu cầu báo cáo bổ sung", "send_back", reason=fact.text)


def _begin(teller: Teller, fact: RoundFact) -> None:
    _fire(teller, fact, "bắt đầu xác minh", "begin_verification")


def _reopen(teller: Teller, fact: RoundFact) -> None:
    _fire(teller, fact, "yêu cầu làm tiếp với hạn mới", "reopen", reason=fact.text, due_on=fact.due_on)


def _fire(teller: Teller, fact: RoundFact, what: str, trigger: str, **payload: Any) -> None:
    said = f"{what}: {fact.text}" if fact.text else what
    teller.fire(fact.who, said, "obligation", f"obligation.{fact.key}", trigger, **payload)


_WAYS: dict[str, Callable[[Teller, RoundFact], None]] = {
    "stance": _stance,
    "decide": _decide,
    "progress": _progress,
    "answer": _answer,
    "supplement": _supplement,
    "take_back": _take_back,
    "send_back": _send_back,
    "begin": _begin,
    "verify": _verify,
    "reopen": _reopen,
}
