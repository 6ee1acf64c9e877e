"""The only way of tablets' records into visits: `land` locks the visits, lands the records and writes the outcomes."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session

from rasoat.checklists.answers import validate
from rasoat.db import row_seals, table_of
from rasoat.db.bulk import Insert, Update, write_rows
from rasoat.files.models import Attachment
from rasoat.problems import Problem, Reason
from rasoat.visits.conflicts import close_agreed, raise_conflicts
from rasoat.visits.locking import (
    ADMIT,
    RECEIVE,
    SET_APART,
    LockedVisit,
    journal_changes,
    lock_visits,
    site_kinds,
    why_late,
)
from rasoat.visits.membership import took_along
from rasoat.visits.merging import merge
from rasoat.visits.records import JudgedRecord, LandedRecord, LateRecord, Outcome, RecordAnswers, ResponseKey
from rasoat.visits.response_rows import ChangingResponse, begin_response, find_responses, response_changes
from rasoat.visits.revisions import JudgedAnswers, judge, references

LATE = frozenset({"inspection.not_editable", "forbidden", "visit.not_open", "visit.not_in_team"})
"""Refusals of other rooms that mean: the record came too late, not that it is wrong."""
FOREIGN = "Có ảnh chưa được gửi lên cùng bảng kiểm này; chọn lại ảnh."
R = TypeVar("R", bound=JudgedRecord)
PhotoOwners = Mapping[str, UUID | None]
"""Photographs that have no attachment yet, by id, with the response each is for; None: for whichever names it."""
_attachment = table_of(Attachment)


class RecordGroup(ABC, Generic[R]):
    """Records that are to be landed together, with what only the room that received them knows about them."""

    records: Sequence[R]

    @abstractmethod
    def choose(self, session: Session) -> Sequence[R]:
        """Choose the records to be landed, each id once. It is called after the visits are locked, so that what it
        reads cannot change.
        """

    @abstractmethod
    def refusal(self, record: R) -> Problem | None:
        """Why a record may not announce its photographs; None when it may."""

    @abstractmethod
    def photo_owners(self, record: R) -> PhotoOwners:
        """The responses to which the photographs belong that a record's answers name, as far as tablets announced
        them.
        """

    @abstractmethod
    def carry_out(self, session: Session, record: R) -> LandedRecord:
        """Do what a record without answers asks for, and say what became of it. A Problem that this raises refuses the
        record, or sets it apart as late (LATE).
        """

    @abstractmethod
    def changes(self, outcomes: Mapping[UUID, Outcome]) -> Sequence[Insert | Update]:
        """What the room that received the records writes about their outcomes, given by the records' ids."""


def land(session: Session, group: RecordGroup[R]) -> dict[UUID, Outcome]:
    """Lock the visits of a group's records, land each record by itself, and write the outcomes.

    Returns the outcome of each record that the group chose, by its id. A record that is landed or late leaves an entry
    in its visit's journal; a record that is refused leaves nothing.
    """
    visits = lock_visits(session, {record.visit_id for record in group.records})
    landing = _Landing(session, group, visits)
    # Records on which answers may depend, such as a site that was added on the spot, come first.
    answered = [record for record in group.choose(session) if not landing.refuses(record) and not landing.acts(record)]
    if answered:
        landing.answer(answered)
    responses = landing.responses.values()
    added = group.changes(landing.outcomes)
    for change in added:
        row_seals.add(session, change.model, change.rows)
    write_rows(
        session,
        *response_changes(session, responses),
        *journal_changes(session, visits.values()),
        *added,
        row_seals.added(session),
    )
    session.add_all([conflict for response in responses for conflict in response.conflicts])
    return landing.outcomes


@dataclass(slots=True)
class _Landing(Generic[R]):
    """One group while it is landed: its visits are locked, and `outcomes` gets an entry for each record."""

    session: Session
    group: RecordGroup[R]
    visits: Mapping[UUID, LockedVisit]
    outcomes: dict[UUID, Outcome] = field(default_factory=dict)
    responses: dict[ResponseKey, ChangingResponse] = field(default_factory=dict)
    kinds: Mapping[tuple[UUID, UUID], str] = field(default_factory=dict)
    attached: Mapping[str, set[UUID]] = field(default_factory=dict)

    def refuses(self, record: R) -> bool:
        """Refuse a record that does not belong to its visit, is invalid in itself or announces photographs that it may
        not.
        """
        visit = self.visits.get(record.visit_id)
        mine = visit and (record.admitted_by or not visit.team.isdisjoint(record.actor.people))
        if visit is None or not (mine or took_along(self.session, visit.id, record.actor.user_id)):
            self.outcomes[record.id] = Problem("not_found")
        elif problem := record.wrong or self.group.refusal(record):
            self.outcomes[record.id] = problem
        return record.id in self.outcomes

    def acts(self, record: R) -> bool:
        """Carry out a record without answers."""
        if record.answers is not None:
            return False
        visit = self.visits[record.visit_id]
        # A report of a danger is taken in whatever the state of the visit.
        why = None if record.kind == "danger" else why_late(self.session, visit, record.taken_by)
        landed = LandedRecord("applied")
        if why is None:
            try:
                with self.session.begin_nested():
                    landed = self.group.carry_out(self.session, record)
            except Problem as problem:
                if problem.key not in LATE:
                    self.outcomes[record.id] = problem
                    return True
                why = problem
        self._conclude(visit, record, LateRecord(why) if why else landed, {})
        return True

    def answer(self, records: Sequence[R]) -> None:
        """Make the answers of records part of their responses, in the records' order."""
        given = [(record, record.answers) for record in records if record.answers is not None]
        self.kinds = site_kinds(self.session, {answers.site_id for _, answers in given if answers.site_id})
        self.responses = find_responses(self.session, {key for record, _ in given if (key := record.response_key)})
        self.attached = self._attached(given)
        for record, answers in given:
            self._land(self.visits[record.visit_id], record, answers)

    def _land(self, visit: LockedVisit, record: R, answers: RecordAnswers) -> None:
        key = record.visit_id, answers.definition.id, answers.scope, answers.site_id
        why = why_late(self.session, visit, record.taken_by)
        if why is None and not self._uses(visit, answers):
            why = Problem("answers.not_used")
        if why:
            self._conclude(visit, record, LateRecord(why), {})
            return
        response = self.responses.get(key)
        reasons = list(self._foreign(record, answers, response.row.id if response else None))
        if reasons:
            self.outcomes[record.id] = Problem("answers.invalid", reasons=reasons)
            return
        if response is None:
            response = begin_response(visit.id, visit.inspection_id, answers, record.actor.user_id)
            self.responses[key] = response
        judged = _in_its_version(self.session, response, answers)
        if isinstance(judged, LateRecord):
            self._conclude(visit, record, judged, {})
            return
        outcome, conflicts = _bring_in(self.session, response, record, answers.based_on, judged)
        row = response.row
        facts = {"checklist": row.checklist, "scope": row.scope, "site": str(row.site_id or ""),
                 "revision": row.revision, "answers": response.digest, "outcome": outcome}  # fmt: skip
        self._conclude(visit, record, LandedRecord(outcome, row.id, row.revision, row.answers, conflicts), facts)

    def _conclude(self, visit: LockedVisit, record: JudgedRecord, outcome: Outcome, more: Mapping[str, Any]) -> None:
        """Keep the outcome and add an entry to the visit's journal."""
        facts = {"kind": record.kind, "submission": str(record.id), "tablet": str(record.tablet_id or ""), **more}
        if isinstance(outcome, LateRecord):
            visit.note(SET_APART, record.actor, {**facts, "reason": outcome.why.key})
        else:
            visit.note(ADMIT if record.admitted_by else RECEIVE, record.taken_by, facts)
        self.outcomes[record.id] = outcome

    def _uses(self, visit: LockedVisit, answers: RecordAnswers) -> bool:
        """Whether the inspection uses this checklist at this site, or for the unit."""
        definition = answers.definition
        if definition.id not in visit.checklists or not definition.has(answers.scope):
            return False
        if answers.site_id is None:
            return answers.scope == "unit"
        kind = self.kinds.get((visit.inspection_id, answers.site_id), "")
        return answers.scope == "site" and kind in definition.site_kinds

    def _attached(self, given: Sequence[tuple[R, RecordAnswers]]) -> dict[str, set[UUID]]:
        """Which responses have the named files, of those files that no tablet announced."""
        named = {
            key
            for record, answers in given
            for _, key in references(answers.section, answers.judged.answers)
            if key not in self.group.photo_owners(record)
        }
        if not named:
            return {}
        ids, digests = [UUID(key) for key in named if len(key) == 36], [key for key in named if len(key) == 64]
        query = select(_attachment.c.id, _attachment.c.sha256, _attachment.c.owner_id).where(
            _attachment.c.owner_kind == "response", or_(_attachment.c.id.in_(ids), _attachment.c.sha256.in_(digests))
        )
        found: dict[str, set[UUID]] = {}
        for attachment_id, sha256, owner_id in self.session.connection().execute(query):
            for key in (str(attachment_id), sha256):
                found.setdefault(key, set()).add(owner_id)
        return found

    def _foreign(self, record: R, answers: RecordAnswers, response_id: UUID | None) -> Iterator[Reason]:
        """Whether the answers name a file that is not the response's own and was not announced. Knowing an id or a
        hash must not open a file.
        """
        owners, told = self.group.photo_owners(record), set()
        for item, key in references(answers.section, answers.judged.answers):
            known = owners[key] in (None, response_id) if key in owners else response_id in self.attached.get(key, ())
            if not known and item not in told:
                told.add(item)
                yield Reason(item, FOREIGN)


def _in_its_version(session: Session, response: ChangingResponse, answers: RecordAnswers) -> JudgedAnswers | LateRecord:
    """Judge the answers by the version of the checklist with which the response began; the response keeps that
    version.
    """
    theirs, yours = response.row.checklist_version, answers.definition.version
    if theirs == yours:
        return answers.judged
    definition = response.definition(session)
    if not validate(definition, answers.scope, answers.judged.answers, partial=True).ok:
        return LateRecord(Problem("answers.other_version", theirs=theirs, yours=yours))
    return judge(definition, answers.scope, answers.judged.answers)


def _bring_in(
    session: Session, response: ChangingResponse, record: JudgedRecord, based_on: int, judged: JudgedAnswers
) -> tuple[str, list[str]]:
    """Merge the answers into the response. Returns the outcome, and the fields that the lead must decide."""
    if response.row.revision in (0, based_on):
        response.save(judged, record.actor.user_id, record.made_at)
        close_agreed(session, response, record.actor)
        return "applied", []
    base, theirs = response.answers_of(session, based_on), response.row.answers
    definition = response.definition(session)
    merged = merge(base, theirs, judged.answers, definition.section(response.scope))
    raise_conflicts(session, response, record, merged.conflicts)
    if merged.answers != theirs:
        response.save(judge(definition, response.scope, merged.answers), record.actor.user_id, record.made_at)
    close_agreed(session, response, record.actor)
    if merged.conflicts:
        return "conflict", [conflict.item for conflict in merged.conflicts]
    return ("applied" if merged.answers == judged.answers else "merged"), []
