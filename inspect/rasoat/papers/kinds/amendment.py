"""The letter that changes or withdraws one obligation. It says what was asked and what is asked now; issuing it does it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.documents.paper import Block, EvidenceRef
from rasoat.papers import blocks, chain, checks, citing, queries, wording
from rasoat.papers.kinds import founded, letters, reminder
from rasoat.papers.models import OUT, ObligationFate, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations.answering.queries import has_answer
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import DRAFTING, SETTLED, VERDICTS, Obligation
from rasoat.recommendations.retelling import as_seen
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units

NAME = "amendment"
NOW = "amendment.now"
"""The block that says what is asked now."""


class AmendmentWording(wording.Strict):
    """Sentences of the letter. `unit` is the short name of the drafting unit, which is part of the letter's symbol. Without `again`
    (as in a file of before) what was verified is told of as what was only answered.
    """

    unit: Words
    subject: Words
    lead: Words
    asked: dict[str, str]
    measure: Words
    changed: Words
    withdrawn: Words
    undecided: Words
    keeps: Words
    again: str = ""
    closing: Words


def _words() -> AmendmentWording:
    return wording.load("amendment.yaml", AmendmentWording)


def _subject(session: Session, obligation_id: UUID) -> str:
    obligation = session.get_one(Obligation, obligation_id)
    return say(_words().subject, what=source_of(obligation).title.lower(), source=reminder.cited(session, obligation))


def _nothing(_session: Session, _obligation_id: UUID) -> list[Block]:
    return []


def _retell(session: Session, case: PaperCase, _composed: list[Block]) -> list[Block]:
    words, obligation = _words(), session.get_one(Obligation, case.about_id)
    row = _fate(session, case)
    known = {
        "issuer": units.agency(session, obligation.lead_agency_id).name,
        "addressee": units.agency(session, obligation.addressee_id).name,
    }
    seen = EvidenceRef(kind="obligation", id=str(obligation.id), label="Nội dung phải theo dõi")
    told = [
        letters.paragraph("amendment.before", _before(session, words, row, obligation, known), seen),
        letters.paragraph(NOW, _now(words, row, known), seen),
    ]
    if has_answer(session, obligation.id) and row.fate != "withdrawn":
        # What was verified is not verified again: it goes on, and is answered anew.
        verdict = VERDICTS[obligation.verdict].lower() if SETTLED.of(obligation) else ""
        said = say(words.again if verdict and words.again else words.keeps, verdict=verdict, **known)
        told.append(letters.paragraph("amendment.keeps", said, seen))
    return [*told, letters.paragraph("amendment.closing", say(words.closing, **known))]


def _before(
    session: Session, words: AmendmentWording, row: ObligationFate, obligation: Obligation, known: dict[str, str]
) -> str:
    founding = founded.paper(session, obligation)
    # What was asked stands in the row since somebody decided: when the letter is issued the obligation says it no more.
    text, due_on, measure = row.before or [obligation.source_text, _iso(obligation.due_on), obligation.measure]
    return say(
        words.lead,
        asked=words.asked[obligation.force],
        paper=f" tại {founded.in_full(session, obligation, founding)}" if founding else "",
        text=citing.inside(text.rstrip(" .;")),
        due=citing.day(date.fromisoformat(due_on)) if due_on else "…",
        measure=say(words.measure, measure=citing.measured(measure)) if measure else "",
        **known,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _now(words: AmendmentWording, row: ObligationFate, known: dict[str, str]) -> str:
    if row.fate == "withdrawn":
        return say(words.withdrawn, reason=citing.inside(row.reason.rstrip(" .;")), **known)
    if row.fate != "changed":
        return words.undecided
    measure = "; ".join(one.strip() for one in row.measures.splitlines() if one.strip())
    return say(
        words.changed,
        text=citing.inside(row.text.rstrip(" .;")),
        due=_due(row),
        measure=say(words.measure, measure=citing.measured(measure)) if measure else "",
        **known,
    )


def _due(row: ObligationFate) -> str:
    return citing.day(row.due_on) if row.due_on else "…"


def _fate(session: Session, case: PaperCase) -> ObligationFate:
    found = chain.fates(session, case.id)
    return found[0] if found else ObligationFate(paper_id=case.id, obligation_id=case.about_id)


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    addressee = units.agency(session, session.get_one(Obligation, case.about_id).addressee_id)
    return letters.head(session, case, _words().unit, (addressee.name,))


def _against(session: Session, obligation_id: UUID) -> list[Reason]:
    reasons = _settled(session.get_one(Obligation, obligation_id))
    if any(not OUT.of(row) for row in queries.papers_about(session, "obligation", obligation_id, NAME)):
        reasons.append(Reason("", "Đã có công văn thay đổi nội dung này đang soạn; mở công văn đó để làm tiếp."))
    return reasons


def _settled(obligation: Obligation) -> list[Reason]:
    if DRAFTING.of(obligation):
        return [Reason("obligation", "Nội dung này chưa gửi đơn vị; sửa ngay trong kiến nghị đang soạn.")]
    if not is_open(obligation):
        return [Reason("obligation", "Nội dung này đã kết thúc nên không thay đổi hay rút được nữa.")]
    if obligation.suspended_on:
        return [Reason("obligation", obligation.suspended_because)]
    return []


def _checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    obligation, row = session.get_one(Obligation, case.about_id), _fate(session, case)
    yield from _settled(obligation)
    if row.fate not in ("changed", "withdrawn"):
        yield Reason("fates", "Chưa chọn thay đổi hay rút nội dung này.")
        return
    if row.based_on != as_seen(session, obligation):
        told = "Nội dung đã khác so với lúc soạn công văn (gia hạn, báo cáo, xác minh hoặc thay đổi khác); xem và chọn lại."
        yield Reason("fates", told)
    if row.fate == "changed" and row.due_on and row.due_on <= (day or clock.today()):
        yield Reason("fates", f"Hạn {clock.date_text(row.due_on)} không sau ngày ban hành; sửa lại hạn.")
    said = next((blocks.text_of(one) for one in shown if one.id == NOW), "")
    if not said or (row.fate == "changed" and _due(row) not in said):
        yield Reason("blocks", "Đoạn nêu nội dung mới đang bị ẩn hoặc không còn ghi đúng hạn; lấy lại đoạn soạn sẵn.")
    yield from checks.day_too_early(day, obligation.issued_on, "ngày gửi nội dung này")


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn thay đổi, rút nội dung",
    about="obligation",
    series="CV",
    workflow="paper",
    subject=_subject,
    compose=_nothing,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    retell=_retell,
    amends=True,
    help="Đổi lời, hạn, kết quả phải đạt, hoặc rút nội dung này. Có hiệu lực khi công văn được ban hành.",
)
