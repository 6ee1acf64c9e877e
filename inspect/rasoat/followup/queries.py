"""Reading for the follow-up: the board of obligations, the final table, the reminders of one obligation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, text, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.db.asking import for_each
from rasoat.followup.models import EVENT, REMINDERS, LadderStep, Reminder
from rasoat.inspections.models import Inspection
from rasoat.inspections.months import between
from rasoat.notifying import queries as notifying
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.answering.models import Answer, Verification
from rasoat.recommendations.conditions import open_condition, overdue_condition, stage_condition
from rasoat.recommendations.models import ORDINARY, PLACES, RAISED, UNSENT, Obligation
from rasoat.search import Through, matching
from rasoat.units.models import Agency

T = TypeVar("T", Agency, Inspection)
NAMED = (Through(Agency, col(Obligation.addressee_id)), Through(Inspection, col(Obligation.inspection_id)))
"""An obligation is also found by its addressee's names and by its inspection."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person filters the board by; empty values filter nothing. `stage`: see recommendations.STAGES; `priority`:
    see PRIORITIES.
    """

    stage: str = ""
    priority: str = ""
    addressee_id: UUID | None = None
    inspection_id: UUID | None = None
    due_from: date | None = None
    due_before: date | None = None
    words: str = ""


def board(session: Session, seen: ColumnElement[bool], filters: Filters) -> SelectOfScalar[Obligation]:
    """Issued obligations that fulfil `seen`, narrowed by the filters; the caller orders and pages them."""
    query = select(Obligation).where(seen, ~UNSENT.condition)
    if filters.words:
        query = with_named(query).where(matching(session, Obligation, filters.words, *NAMED))
    if filters.stage:
        query = query.where(stage_condition(filters.stage, clock.today()))
    if filters.priority:
        query = query.where(_of_priority(filters))
    if filters.addressee_id:
        query = query.where(Obligation.addressee_id == filters.addressee_id)
    if filters.inspection_id:
        query = query.where(Obligation.inspection_id == filters.inspection_id)
    if filters.due_from:
        query = query.where(col(Obligation.due_on) >= filters.due_from)
    if filters.due_before:
        query = query.where(col(Obligation.due_on) < filters.due_before)
    return query


def with_named(query: SelectOfScalar[Obligation]) -> SelectOfScalar[Obligation]:
    """The query with the tables of NAMED, by which it may be searched."""
    query = query.join(Agency, col(Agency.id) == col(Obligation.addressee_id))
    return query.join(Inspection, col(Inspection.id) == col(Obligation.inspection_id), isouter=True)


def _of_priority(filters: Filters) -> ColumnElement[bool]:
    """Written so that an index answers it in the order of the board: that of what is open, or that of what was not ordinary."""
    if filters.priority not in PLACES:
        return false()
    place = PLACES[filters.priority]
    if in_queue(filters.stage):
        return and_(col(Obligation.queue) >= str(place), col(Obligation.queue) < str(place + 1))
    raised = true() if filters.priority == ORDINARY else text(f"obligation.{RAISED}")
    return and_(col(Obligation.priority) == filters.priority, raised)


def in_queue(stage: str) -> bool:
    """Whether the board of this stage begins with the urgent: among what is done nothing is urgent any more."""
    return stage not in ("", "done")


def due_months(session: Session, seen: ColumnElement[bool]) -> list[date]:
    """First days of the months from the first to the last day on which something is due, the latest first, among the
    open obligations that fulfil `seen`.
    """
    return between(session, col(Obligation.due_on), seen, open_condition())[::-1]


@dataclass(frozen=True, slots=True)
class Line:
    """One obligation with what a list shows beside it."""

    obligation: Obligation
    addressee: Agency
    inspection: Inspection | None
    answer: Answer | None
    verification: Verification | None


def lines(session: Session, obligations: Iterable[Obligation]) -> list[Line]:
    """The obligations with what belongs to them; the number of queries is small however many obligations there are."""
    rows = list(obligations)
    ids = [row.id for row in rows]
    agencies = _by_id(session, Agency, {row.addressee_id for row in rows})
    inspections = _by_id(session, Inspection, {row.inspection_id for row in rows if row.inspection_id})
    # They are in order, so the last one of each obligation remains.
    answered = select(Answer).where(col(Answer.obligation_id).in_(ids), Answer.ended == "")
    answers = {row.obligation_id: row for row in session.exec(answered.order_by(col(Answer.ordinal)))}
    seen = select(Verification).where(col(Verification.obligation_id).in_(ids)).order_by(col(Verification.ordinal))
    verdicts = {row.obligation_id: row for row in session.exec(seen)}
    return [
        Line(
            row,
            agencies[row.addressee_id],
            inspections[row.inspection_id] if row.inspection_id else None,
            answers.get(row.id),
            verdicts.get(row.id),
        )
        for row in rows
    ]


def _by_id(session: Session, model: type[T], ids: set[UUID]) -> dict[UUID, T]:
    return {row.id: row for row in session.exec(select(model).where(col(model.id).in_(ids)))}


def table(session: Session, actor: Actor, inspection_ids: Iterable[UUID]) -> list[Line]:
    """The final follow-up table: every obligation of the inspections, by inspection, addressee and number."""
    query = select(Obligation).where(
        col(Obligation.inspection_id).in_(list(inspection_ids)), recommendations.visible_to(actor)
    )
    found = lines(session, session.exec(query))
    return sorted(
        found,
        key=lambda line: (
            line.inspection.order_text if line.inspection else "",
            str(line.obligation.inspection_id),
            line.obligation.source_kind,
            line.obligation.source_number,
            line.obligation.created_at,
        ),
    )


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder as people read it; `mailed_at` is when its first mail was sent."""

    title: str
    day: date
    who: str
    mailed_at: datetime | None


def reminders_of(session: Session, obligation_id: UUID) -> list[Reminded]:
    """The reminders of one obligation, oldest first."""
    query = select(Reminder).where(Reminder.obligation_id == obligation_id).order_by(col(Reminder.created_at))
    rows = list(session.exec(query))
    people = accounts.names(session, {row.by for row in rows if row.by})
    mailed = notifying.mailed_at(session, EVENT, [row.id for row in rows])
    return [
        Reminded(REMINDERS[row.kind], row.for_day, people[row.by].full_name if row.by else "", mailed.get(row.id))
        for row in rows
    ]


def on_leaders_list(today: date) -> ColumnElement[bool]:
    """Overdue obligations that have climbed to the list of the leaders, and were not given another due date since."""
    return and_(
        overdue_condition(today),
        for_each(
            LadderStep,
            and_(col(LadderStep.leaders)),
            col(LadderStep.case_id) == col(Obligation.id),
            col(LadderStep.due_on) == col(Obligation.due_on),
        ),
    )


def in_report(today: date, until: datetime | None) -> ColumnElement[bool]:
    """Overdue obligations that had climbed to the report to the province by a day, with steps recorded until a moment: what an
    approved report says of its day stays the same when more has climbed since.
    """
    return and_(
        overdue_condition(today),
        for_each(
            LadderStep,
            _climbed(today, until),
            col(LadderStep.case_id) == col(Obligation.id),
            col(LadderStep.due_on) == col(Obligation.due_on),
        ),
    )


def _climbed(today: date, until: datetime | None) -> ColumnElement[bool]:
    by_day = and_(col(LadderStep.province), col(LadderStep.day) <= today)
    return by_day if until is None else and_(by_day, col(LadderStep.created_at) <= until)


def proposals_in_report(today: date, until: datetime | None) -> ColumnElement[bool]:
    """Proposals on which the agency decides late, or late promises, that had climbed to the report to the province by a day,
    with steps recorded until a moment.
    """
    return and_(
        proposals.late(today),
        for_each(
            LadderStep,
            _climbed(today, until),
            col(LadderStep.case_id) == col(Proposal.id),
            col(LadderStep.due_on) == col(Proposal.due_on),
        ),
    )
