"""The words of what is told of a proposal. They name it by number, unit and link: no free text leaves the system."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Inspection
from rasoat.notifying.models import DIGEST
from rasoat.notifying.registry import Event, Words, register_event
from rasoat.procedures.ladder import Waits
from rasoat.proposals import queries, telling
from rasoat.proposals.models import Proposal
from rasoat.units.models import Agency
from rasoat.workflows.models import JournalEntry

Say = Callable[[Session, Proposal, JournalEntry | None], str]
"""Says what happened, by the entry that is the event. Proposals that the unit sent have none, nor has what was told before entries were
the events."""


def reads(session: Session, ids: Collection[UUID]) -> Any:
    """Reads ahead what the words about many proposals need."""
    query = select(JournalEntry).where(col(JournalEntry.id).in_(ids))
    entries = {entry.id: entry for entry in session.exec(query)}
    rows = rows_by_id(session, Proposal, [*ids, *(entry.case_id for entry in entries.values())])
    inspections = rows_by_id(session, Inspection, (row.inspection_id for row in rows.values()))
    agencies = (one for row in rows.values() for one in (row.from_id, row.lead_agency_id, row.forwarded_to_id))
    return entries, rows, inspections, rows_by_id(session, Agency, agencies)


def named(session: Session, row: Proposal) -> str:
    """A proposal as mails name it: đề xuất số 3 của UBND huyện Chi Lăng."""
    return f"đề xuất số {row.ordinal} của {_agency(session, row.from_id)}"


def _agency(session: Session, agency_id: UUID | None) -> str:
    return session.get_one(Agency, agency_id).listed_name


def _words(subject: str, todo: str, say: Say) -> Callable[[Session, UUID, str], Words | None]:
    def words(session: Session, event_id: UUID, public_url: str) -> Words | None:
        entry = session.get(JournalEntry, event_id)
        row = session.get_one(Proposal, entry.case_id if entry else event_id)
        after = f" (đợt kiểm tra tại {session.get_one(Inspection, row.inspection_id).unit_name})"
        body = [f"{say(session, row, entry)}{after}.", "", f"{todo}:", f"{public_url}/proposals/{row.id}"]
        return Words(subject=f"{subject}: {named(session, row)}", body="\n".join(body))

    return words


def _day(row: Proposal, entry: JournalEntry | None, waits_for: Waits) -> date | None:
    """Until when: the day that the entry names, or else the present one while the proposal still waits for the same."""
    still = row.due_on if queries.is_owed(row) and queries.waits_for(row) == waits_for else None
    return _named_in(entry) or still


def _named_in(entry: JournalEntry | None) -> date | None:
    day = entry.facts.get("due_on") if entry else None
    return date.fromisoformat(day) if day else None


def _until(words: str, day: date | None) -> str:
    return f"{words} {clock.date_text(day)}" if day else ""


def _received(session: Session, row: Proposal, _entry: JournalEntry | None) -> str:
    return f"{_agency(session, row.from_id)} gửi đề xuất số {row.ordinal}"


def _accepted(session: Session, row: Proposal, entry: JournalEntry | None) -> str:
    until = _until(", hẹn xong trước ngày", _day(row, entry, "promise"))
    return f"{_agency(session, row.lead_agency_id)} tiếp thu {named(session, row)}{until}"


def _forwarded(session: Session, row: Proposal, _entry: JournalEntry | None) -> str:
    lead, receiver = _agency(session, row.lead_agency_id), _agency(session, row.forwarded_to_id)
    return f"{lead} chuyển {named(session, row)} đến {receiver}"


def _replied(session: Session, row: Proposal, _entry: JournalEntry | None) -> str:
    by = f": {row.reply_paper}" if row.reply_paper else ""
    return f"Đã có trả lời về {named(session, row)}{by}"


def _letter_asked(session: Session, row: Proposal, entry: JournalEntry | None) -> str:
    until = _until(" trước ngày", _day(row, entry, "letter"))
    return f"{_agency(session, row.lead_agency_id)} đề nghị đơn vị gửi văn bản về {named(session, row)}{until}"


def _letter_came(session: Session, row: Proposal, _entry: JournalEntry | None) -> str:
    return f"Văn bản của đơn vị về {named(session, row)} đã vào sổ"


def _given(session: Session, row: Proposal, entry: JournalEntry | None) -> str:
    until = _until(", hạn", _named_in(entry) or (None if entry else row.due_on))
    return f"Bạn được giao theo dõi {named(session, row)}{until}"


_OFFICERS = frozenset({Role.OFFICER, Role.LEADER})
_EVERYBODY = telling.PROPOSER_ROLES
_KINDS: list[tuple[str, str, str, Say, frozenset[Role]]] = [
    (telling.RECEIVED, "Đề xuất mới của đơn vị", "Xem và xử lý tại", _received, _OFFICERS),
    (telling.ACCEPTED, "Đề xuất được tiếp thu", "Xem hướng giải quyết tại", _accepted, _EVERYBODY),
    (telling.LETTER_ASKED, "Cần văn bản về đề xuất", "Xem cần gửi gì tại", _letter_asked, _EVERYBODY),
    (telling.LETTER_CAME, "Văn bản của đơn vị đã đến", "Xem và xử lý đề xuất tại", _letter_came, _OFFICERS),
    (telling.FORWARDED, "Đề xuất được chuyển cấp trên", "Xem tại", _forwarded, _EVERYBODY),
    (telling.REPLIED, "Đề xuất có trả lời", "Xem trả lời tại", _replied, _EVERYBODY),
    (telling.ASKED_OF, "Đề xuất gửi đến cơ quan bạn", "Xem và trả lời tại", _forwarded, telling.RECEIVER_ROLES),
    (telling.GIVEN_TO, "Đề xuất được giao theo dõi", "Xem tại", _given, _OFFICERS),
]
for name, title, todo, say, roles in _KINDS:
    register_event(Event(name, title, _words(title, todo, say), usual=DIGEST, reads=reads, roles=roles))
