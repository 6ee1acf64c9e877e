"""Receiving what tablets send: many records in one transaction, each of them once and judged by itself.

A record that comes again with the same id and content gets the same result; with other content it is refused. A record
that belongs here but cannot be landed as things stand is set apart for the lead. No record that was acknowledged is
ever lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from rasoat.db.bulk import Insert, among, new_row
from rasoat.problems import Problem
from rasoat.tablets import queries as tablets
from rasoat.tablets.operations import require_trusted
from rasoat.tablets.receiving import other_kinds
from rasoat.tablets.receiving.announced_photos import APART, AnnouncedPhotos, find_photos
from rasoat.tablets.receiving.judging import ReceivedRecord
from rasoat.tablets.receiving.models import Record
from rasoat.visits.landing import RecordGroup, land
from rasoat.visits.models import ResponseRevision
from rasoat.visits.records import LandedRecord, LateRecord, Outcome

_CAME = sql_select(col(Record.id)).where(among(col(Record.id), "ids"))


@dataclass(slots=True)
class KeptRecord:
    """A record that has been written. `told` is what the tablet is told of it, `states` how much of its photographs
    has arrived.
    """

    id: UUID
    told: dict[str, Any]
    answers: dict[str, Any] | None
    repeated: bool = False
    states: dict[UUID, str] = field(default_factory=dict)


Result: TypeAlias = KeptRecord | Problem


class LandingGroup(RecordGroup[ReceivedRecord]):
    """Records to be landed, with what is known of their photographs."""

    def __init__(self, records: Sequence[ReceivedRecord]) -> None:
        self.records: Sequence[ReceivedRecord] = records
        self.photos = AnnouncedPhotos()

    def choose(self, session: Session) -> Sequence[ReceivedRecord]:
        """Choose all of them."""
        self.photos = find_photos(session, self.records)
        return self.records

    def refusal(self, record: ReceivedRecord) -> Problem | None:
        """Refuse a record that announces a photograph of somebody else, or the id of another file."""
        return self.photos.refusal(record)

    def photo_owners(self, record: ReceivedRecord) -> dict[str, UUID | None]:
        """The responses to which the named photographs belong, as far as tablets announced them."""
        return self.photos.owners(record)

    def carry_out(self, session: Session, record: ReceivedRecord) -> LandedRecord:
        """Carry out a record without answers, by its kind."""
        return other_kinds.carry_out(session, record)

    def changes(self, outcomes: Mapping[UUID, Outcome]) -> Sequence[Insert]:
        """Nothing: the records have been written before."""
        return ()

    def give_photos(self, record: ReceivedRecord, outcome: LandedRecord | LateRecord) -> None:
        """Give the photographs of a record to what the record became."""
        if isinstance(outcome, LateRecord):
            self.photos.give(record, APART, record.id)
        elif outcome.response_id:
            self.photos.give(record, "response", outcome.response_id)
        else:
            self.photos.give(record, other_kinds.photo_owner(record, outcome), record.id)


class _SentGroup(LandingGroup):
    """Records as tablets sent them. Those that had come before get their earlier result; those of tablets that may not
    write are refused.
    """

    def __init__(self, records: Sequence[ReceivedRecord], imported_by: UUID | None) -> None:
        super().__init__(records)
        self._imported_by = imported_by
        self.results: dict[UUID, Result] = {}

    def choose(self, session: Session) -> Sequence[ReceivedRecord]:
        """Choose the records that are new and come from a tablet that is still trusted."""
        trusted = tablets.still_trusted(session, {each.tablet_id for each in self.records if each.tablet_id})
        came = session.connection().execute(_CAME, {"ids": [each.id for each in self.records]}).scalars().all()
        earlier = {record_id: session.get_one(Record, record_id) for record_id in came}
        self.photos = find_photos(session, self.records)
        for record in self.records:
            if record.tablet_id and record.tablet_id not in trusted:
                self.results[record.id] = _untrusted(session, record.tablet_id)
            elif record.id in earlier:
                self.results[record.id] = self._repeated(session, record, earlier[record.id])
        return [record for record in self.records if record.id not in self.results]

    def _repeated(self, session: Session, record: ReceivedRecord, row: Record) -> Result:
        if (row.digest, row.account_id) != (record.digest, record.actor.user_id):
            return Problem("submission.differs")
        answers: dict[str, Any] | None = None
        if row.response_id is not None and row.answer.get("revision"):
            query = select(ResponseRevision.answers).where(
                ResponseRevision.response_id == row.response_id, ResponseRevision.number == row.answer["revision"]
            )
            answers = dict(session.exec(query).one())
        return KeptRecord(record.id, row.answer, answers, True, self._states(record))

    def changes(self, outcomes: Mapping[UUID, Outcome]) -> Sequence[Insert]:
        """The rows of the new records, except those that were refused."""
        rows = []
        for record in self.records:
            outcome = outcomes.get(record.id)
            if isinstance(outcome, Problem):
                self.results[record.id] = outcome
            elif outcome is not None:
                rows.append(self._keep(record, outcome))
        return [Insert(Record, rows)]

    def _keep(self, record: ReceivedRecord, outcome: LandedRecord | LateRecord) -> dict[str, Any]:
        """Make the row of a new record, and its result."""
        self.give_photos(record, outcome)
        told, answers = _told(outcome)
        self.results[record.id] = KeptRecord(record.id, told, answers, False, self._states(record))
        landed = outcome if isinstance(outcome, LandedRecord) else LandedRecord("quarantined")
        return new_row(
            Record,
            id=record.id,
            kind=record.kind,
            visit_id=record.visit_id,
            account_id=record.actor.user_id,
            tablet_id=record.tablet_id,
            digest=record.digest,
            body=record.body,
            made_at=record.made_at,
            clock_skew_s=record.skew,
            outcome=told["outcome"],
            reason=outcome.why.key if outcome.why else "",
            answer=told,
            response_id=landed.response_id,
            revision=landed.revision,
            imported_by=self._imported_by,
        )

    def _states(self, record: ReceivedRecord) -> dict[UUID, str]:
        return self.photos.states(photo.id for photo in record.sent.photos)


def receive(session: Session, records: Sequence[ReceivedRecord], *, imported_by: UUID | None = None) -> list[Result]:
    """Receive records and return a result for each, in their order. This is the operation of a grouped write.

    `imported_by` is the account that brought the records in from a tablet's file.
    """
    first = {record.id: record for record in reversed(records)}
    group = _SentGroup([record for record in records if first[record.id] is record], imported_by)
    land(session, group)
    group.photos.write(session)
    # A group may have the same id twice: a tablet tried again, and the second request overtook the first.
    again = [record for record in records if first[record.id] is not record]
    repeated = iter(receive(session, again, imported_by=imported_by) if again else ())
    return [group.results[each.id] if first[each.id] is each else next(repeated) for each in records]


def _told(outcome: LandedRecord | LateRecord) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What the tablet is told now and at every repetition, and the answers of the response, which a repetition reads
    anew.
    """
    if isinstance(outcome, LateRecord):
        return {"outcome": "quarantined", "revision": None, "conflicts": [], "reason": outcome.why.as_json()}, None
    why = outcome.why.as_json() if outcome.why else None
    told = {"outcome": outcome.outcome, "revision": outcome.revision, "conflicts": outcome.conflicts, "reason": why}
    return told, outcome.answers


def _untrusted(session: Session, tablet_id: UUID) -> Problem:
    try:
        require_trusted(session, tablet_id)
    except Problem as problem:
        return problem
    return Problem("login.required")
