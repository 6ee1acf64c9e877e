"""Reading meetings: who sees which, their members and tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.meetings.models import TOLD, Meeting, MeetingMember, MeetingTask, TaskAddressee
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import DROPPED, ENDED, Obligation

SOURCE = "task"
"""The kind of source of the obligations that follow from tasks."""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The meetings that an actor may see: those of the own agency and of those below it, those that its people chair, and,
    once the notice was issued, those of which the agency is a member or which gave it a task.

    Inspected authorities get the notice and their tasks; administrators see no cases.
    """
    if actor.is_authority or actor.role == Role.ADMINISTRATOR:
        return false()
    return or_(inside(actor), and_(TOLD.condition, told_to(actor.agency_id)))


def inside(actor: Actor) -> ColumnElement[bool]:
    """The meetings whose minutes the actor reads: of the standing agency, of whoever chairs, and of those above."""
    return or_(col(Meeting.lead_agency_id).in_(below(actor)), col(Meeting.chair_agency_id) == actor.agency_id)


def told_to(agency_id: UUID) -> ColumnElement[bool]:
    """The meetings whose conclusions are for an agency: as a member, or because of a task."""
    member = select(MeetingMember.meeting_id).where(MeetingMember.agency_id == agency_id)
    asked = select(MeetingTask.meeting_id).join(TaskAddressee, col(TaskAddressee.task_id) == col(MeetingTask.id))
    return or_(col(Meeting.id).in_(member), col(Meeting.id).in_(asked.where(TaskAddressee.agency_id == agency_id)))


_scope = Scoped(Meeting, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def reads_minutes(session: Session, meeting: Meeting, actor: Actor) -> bool:
    """Whether the actor reads what was said, and not only what was concluded."""
    return session.exec(select(Meeting.id).where(Meeting.id == meeting.id, inside(actor))).first() is not None


def members(session: Session, meeting_id: UUID) -> list[MeetingMember]:
    """The member agencies in their order."""
    query = select(MeetingMember).where(MeetingMember.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(MeetingMember.ordinal))))


@dataclass(frozen=True, slots=True)
class Told:
    """A task with the agencies that owe it: all members, in their order, or those that were named."""

    task: MeetingTask
    addressees: list[UUID]


def tasks(session: Session, meeting_id: UUID) -> list[Told]:
    """The tasks of a meeting in their order."""
    rows = session.exec(
        select(MeetingTask).where(MeetingTask.meeting_id == meeting_id).order_by(col(MeetingTask.ordinal))
    ).all()
    named: dict[UUID, list[UUID]] = {}
    query = select(TaskAddressee).where(col(TaskAddressee.task_id).in_([row.id for row in rows]))
    for one in session.exec(query.order_by(col(TaskAddressee.id))):
        named.setdefault(one.task_id, []).append(one.agency_id)
    everybody = [row.agency_id for row in members(session, meeting_id)]
    return [Told(row, everybody if row.to_all else named.get(row.id, [])) for row in rows]


def by_addressee(told: Iterable[Told]) -> dict[UUID | None, list[MeetingTask]]:
    """Tasks by the agency that owes them, in the order in which agencies are first named; None: what all members owe, at
    the end.
    """
    found: dict[UUID | None, list[MeetingTask]] = {}
    common: list[MeetingTask] = []
    for one in told:
        if one.task.to_all:
            common.append(one.task)
            continue
        for agency_id in one.addressees:
            found.setdefault(agency_id, []).append(one.task)
    return {**found, None: common} if common else found


def obligations_of(session: Session, meeting_id: UUID, actor: Actor | None = None) -> list[Obligation]:
    """What follows from the tasks of a meeting, in the tasks' order; with `actor`, only what this person may see."""
    own = select(MeetingTask.id).where(MeetingTask.meeting_id == meeting_id)
    query = select(Obligation).where(
        Obligation.source_kind == SOURCE, col(Obligation.source_id).in_(own), ~DROPPED.condition
    )
    if actor is not None:
        query = query.where(recommendations.visible_to(actor))
    return list(session.exec(query.order_by(col(Obligation.source_number), col(Obligation.id))))


def owed(session: Session, meeting_id: UUID) -> list[UUID]:
    """The ids of those that have not ended."""
    return [row.id for row in obligations_of(session, meeting_id) if not ENDED.of(row)]


def meeting_of(session: Session, task_id: UUID) -> Meeting | None:
    """The meeting that a task is of."""
    query = select(Meeting).join(MeetingTask, col(MeetingTask.meeting_id) == col(Meeting.id))
    return session.exec(query.where(MeetingTask.id == task_id)).first()


def latest(session: Session, actor: Actor) -> Meeting | None:
    """The last meeting of the actor's agency: the next one begins with its body, chair and members."""
    query = select(Meeting).where(Meeting.lead_agency_id == actor.agency_id)
    return session.exec(query.order_by(col(Meeting.held_on).desc(), col(Meeting.id).desc())).first()


def data_of(session: Session, meeting: Meeting) -> MeetingData:
    """A meeting as its form shows it."""
    return MeetingData(
        matter=meeting.matter,
        body_name=meeting.body_name,
        body_sign=meeting.body_sign,
        chair_name=meeting.chair_name,
        chair_position=meeting.chair_position,
        chair_office=meeting.chair_office,
        chair_agency_id=meeting.chair_agency_id,
        secretary=meeting.secretary,
        held_on=meeting.held_on,
        place=meeting.place,
        guests=meeting.guests,
        minutes=meeting.minutes,
        conclusions=meeting.conclusions,
        members=[(row.agency_id, row.people) for row in members(session, meeting.id)],
    )


def task_data(told: Told) -> TaskData:
    """A task as its form shows it."""
    row = told.task
    return TaskData(row.text, row.to_all, [] if row.to_all else told.addressees, row.due_on)
