"""The reminder letter (công văn đôn đốc) about everything that one addressee has overdue. It is a công văn and therefore has
V/v and Kính gửi (NĐ 30/2020, Phụ lục I, II.5b và II.9; Phụ lục III, mẫu 1.5)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Paragraph, Table
from rasoat.papers import checks, citing, letterhead, wording
from rasoat.papers.kinds import founded
from rasoat.papers.kinds.reminded import LETTERS, NAME, URGENT, begun_under, naming, on_its_way, overdue_with
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import PaperKind, kind_of
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations.conditions import is_overdue
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units

__all__ = ["LETTERS", "NAME", "URGENT", "on_its_way"]


class ReminderWording(wording.Strict):
    """Sentences of the reminder letter. `unit` is the short name of the drafting unit, which is part of the letter's
    symbol.
    """

    unit: Words
    subject: Words
    asked: dict[str, str]
    founded: Words
    unfounded: Words
    uninspected: Words
    unanswered: Words
    unmet: Words
    request: Words
    requests: tuple[Words, ...]
    measure: Words
    closing: Words


class SeveralWording(wording.Strict):
    """Sentences of a letter about several obligations, which stand in a table."""

    subject: Words
    urgent_subject: Words
    lead: Words
    headers: tuple[Words, Words, Words, Words, Words]
    unfounded: Words
    unanswered: Words
    unmet: Words
    state: Words
    requests: tuple[Words, ...]


def _words() -> ReminderWording:
    return wording.load("reminder.yaml", ReminderWording)


def several_words() -> SeveralWording:
    """The sentences of a letter about several obligations."""
    return wording.load("reminder_several.yaml", SeveralWording)


def cited(session: Session, obligation: Obligation) -> str:
    """Where the obligation was asked, as a subject line says it: by the paper that asked it. The number that a recommendation has here
    stands in no paper that its addressee knows.
    """
    founding = founded.paper(session, obligation)
    if founding:
        return f"tại {citing.briefly(founding)}"
    return "sau kiểm tra" if obligation.inspection_id else f"số {source_of(obligation).number}"


def _subject(session: Session, obligation_id: UUID) -> str:
    rows = _reminded(session, obligation_id)
    if len(rows) > 1:
        return say(several_words().subject, count=str(len(rows)))
    [obligation] = rows
    return say(_words().subject, what=source_of(obligation).title.lower(), source=cited(session, obligation))


def _reminded(session: Session, obligation_id: UUID) -> list[Obligation]:
    """What the letter names: everything overdue; what it was begun from, once nothing is overdue any more."""
    begun_from = session.get_one(Obligation, obligation_id)
    return overdue_with(session, begun_from) or [begun_from]


def _compose(session: Session, obligation_id: UUID) -> list[Block]:
    rows = _reminded(session, obligation_id)
    return _about_one(session, rows[0]) if len(rows) == 1 else _about_several(session, rows)


def _about_several(session: Session, rows: Sequence[Obligation]) -> list[Block]:
    words, several = _words(), several_words()
    issuer = units.agency(session, rows[0].lead_agency_id).name
    values = {
        "issuer": issuer,
        "addressee": units.agency(session, rows[0].addressee_id).name,
        "count": str(len(rows)),
    }
    seen = tuple(EvidenceRef(kind="obligation", id=str(row.id), label=_label(row)) for row in rows)
    lines = tuple(_line(session, several, number, row) for number, row in enumerate(rows, 1))
    items = tuple(closed(tuple(say(one, **values) for one in several.requests)))
    return [
        _paragraph("lead", say(several.lead, **values), ()),
        Table(
            id="reminder.items",
            headers=several.headers,
            rows=lines,
            align=("center", "left", "left", "center", "left"),
            visibility="public",
            evidence=seen,
        ),
        _paragraph("state", say(several.state, **values), ()),
        _paragraph("request", say(words.request, **values), ()),
        Bullets(id="reminder.requests", items=items, visibility="public"),
        _paragraph("closing", say(words.closing, **values), ()),
    ]


def _line(session: Session, words: SeveralWording, number: int, row: Obligation) -> tuple[str, str, str, str, str]:
    founding = founded.paper(session, row)
    by = founded.briefly(session, row, founding) if founding else say(words.unfounded, what=_label(row))
    measure = f" ({citing.measured(row.measure)})" if row.measure else ""
    due = citing.day(row.due_on) if row.due_on else "…"
    return (
        str(number),
        f"{row.source_text.rstrip(' .;')}{measure}",
        by,
        due,
        words.unmet if row.verdict else words.unanswered,
    )


def _label(row: Obligation) -> str:
    source = source_of(row)
    return f"{source.title} số {source.number}"


def _about_one(session: Session, obligation: Obligation) -> list[Block]:
    words = _words()
    text = obligation.source_text.rstrip(" .;")
    founding = founded.paper(session, obligation)
    issuer = units.agency(session, obligation.lead_agency_id).name
    values = {
        "issuer": issuer,
        "asker": kind_of(founding).issued_by(session, founding) if founding else issuer,
        "asked": words.asked[obligation.force],
        "addressee": units.agency(session, obligation.addressee_id).name,
        "source": founded.in_full(session, obligation, founding) if founding else "",
        "text": citing.inside(text),
        "due": citing.day(obligation.due_on) if obligation.due_on else "…",
        "measure": say(words.measure, measure=citing.measured(obligation.measure)) if obligation.measure else "",
    }
    seen: list[EvidenceRef] = [EvidenceRef(kind="obligation", id=str(obligation.id), label="Nội dung phải theo dõi")]
    if founding:
        label = f"{kind_of(founding).type_name} {founding.reference}"
        seen.append(EvidenceRef(kind="paper", id=str(founding.id), label=label))
    told = [
        ("lead", words.founded if founding else words.unfounded if obligation.inspection_id else words.uninspected),
        ("state", words.unmet if obligation.verdict else words.unanswered),
        ("request", words.request),
    ]
    items = tuple(closed(tuple(say(one, **values) for one in words.requests)))
    return [
        *(_paragraph(name, say(sentence, **values), tuple(seen)) for name, sentence in told),
        Bullets(id="reminder.requests", items=items, visibility="public"),
        _paragraph("closing", say(words.closing, **values), ()),
    ]


def _paragraph(name: str, text: str, evidence: tuple[EvidenceRef, ...]) -> Paragraph:
    return Paragraph(id=f"reminder.{name}", text=text, visibility="public", evidence=evidence)


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """The letter's symbol names the issuer and the unit that drafts it (NĐ 30/2020, Phụ lục I, II.3b)."""
    agency, unit = units.agency(session, case.lead_agency_id), _words().unit
    addressee = units.agency(session, session.get_one(Obligation, case.about_id).addressee_id)
    return {
        "symbol": f"{agency.symbol}-{unit}",
        "addressed_to": (addressee.name,),
        "recipients": ("Như trên", *letterhead.above(session, agency), f"Lãnh đạo {agency.short_name}"),
        "archive": f"VT, {unit}",
    }


def _against(session: Session, obligation_id: UUID) -> list[Reason]:
    reasons = settled(session.get_one(Obligation, obligation_id))
    if on_its_way(session, session.get_one(Obligation, obligation_id)):
        reasons.append(Reason("", "Đã có công văn đôn đốc đang soạn; mở công văn đó để làm tiếp."))
    return reasons


def settled(obligation: Obligation) -> list[Reason]:
    """Why nobody is reminded of it: it is not overdue, or somebody answered, or it is the issuer's own."""
    if obligation.addressee_id == obligation.lead_agency_id:
        return [Reason("obligation", "Việc của chính cơ quan mình thì không gửi công văn đôn đốc.")]
    if is_overdue(obligation, clock.today()):
        return []
    return [Reason("obligation", "Chỉ đôn đốc bằng công văn khi đã quá hạn mà đơn vị chưa báo cáo hoặc chưa làm xong.")]


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    rows = _reminded(session, case.about_id)
    yield from settled(rows[0])
    last = max((row.due_on for row in rows if row.due_on), default=None)
    yield from checks.day_too_early(day, last, "hạn thực hiện của đơn vị")


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn đôn đốc",
    about="obligation",
    series="CV",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    begun_under=begun_under,
    naming=naming,
)
