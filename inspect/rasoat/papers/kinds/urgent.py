"""The urgent letter about an obligation that an earlier letter already reminded of, and that is overdue still. It bears the
mark KHẨN (NĐ 30/2020, Phụ lục I, III.3), and is else a reminder.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, EvidenceRef
from rasoat.papers import checks, citing, wording
from rasoat.papers.kinds import letters, reminder
from rasoat.papers.kinds.reminded import last_letter, on_its_way, overdue_with
from rasoat.papers.models import PaperCase
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units

NAME = reminder.URGENT


class UrgentWording(wording.Strict):
    """Sentences of the urgent letter besides those of the reminder."""

    subject: Words
    earlier: Words


def _words() -> UrgentWording:
    return wording.load("urgent.yaml", UrgentWording)


def _subject(session: Session, obligation_id: UUID) -> str:
    obligation = session.get_one(Obligation, obligation_id)
    others = overdue_with(session, obligation)
    if len(others) > 1:
        return say(reminder.several_words().urgent_subject, count=str(len(others)))
    source, where = source_of(obligation), reminder.cited(session, obligation)
    return say(_words().subject, what=source.title.lower(), source=where, number=source.number)


def _compose(session: Session, obligation_id: UUID) -> list[Block]:
    """The reminder, with the earlier letter named before what came of it."""
    found = reminder.KIND.compose(session, obligation_id)
    obligation = session.get_one(Obligation, obligation_id)
    earlier = last_letter(session, obligation)
    if earlier is None or earlier.issued_on is None:
        return found
    issuer = units.agency(session, obligation.lead_agency_id).name
    text = say(_words().earlier, letter=citing.briefly(earlier), day=citing.day(earlier.issued_on), issuer=issuer)
    seen = EvidenceRef(kind="paper", id=str(earlier.id), label=f"Công văn {earlier.reference}")
    at = next((place for place, block in enumerate(found) if block.id == "reminder.state"), len(found))
    return [*found[:at], letters.paragraph("urgent.earlier", text, seen), *found[at:]]


def _against(session: Session, obligation_id: UUID) -> list[Reason]:
    if on_its_way(session, session.get_one(Obligation, obligation_id)):
        return [Reason("", "Đã có công văn đôn đốc đang soạn; mở công văn đó để làm tiếp.")]
    return list(_late(session, obligation_id))


def _late(session: Session, obligation_id: UUID) -> Iterator[Reason]:
    obligation = session.get_one(Obligation, obligation_id)
    yield from reminder.settled(obligation)
    if last_letter(session, obligation) is None:
        yield Reason("", "Công văn khẩn chỉ gửi sau khi đã đôn đốc bằng công văn mà đơn vị vẫn chưa làm.")


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    yield from _late(session, case.about_id)
    earlier = last_letter(session, session.get_one(Obligation, case.about_id))
    yield from checks.day_too_early(day, earlier.issued_on if earlier else None, "ngày của công văn đôn đốc trước")


def _shape(_session: Session, _case: PaperCase) -> Mapping[str, Any]:
    return {"urgency": "KHẨN"}


KIND = replace(
    reminder.KIND,
    name=NAME,
    label="Công văn đôn đốc khẩn",
    subject=_subject,
    compose=_compose,
    against=_against,
    checks=_checks,
    shape=_shape,
    help="Đơn vị đã được đôn đốc bằng công văn mà vẫn chưa làm. Công văn có dấu KHẨN và dẫn công văn trước.",
)
