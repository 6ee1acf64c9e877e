"""Writing down a meeting and its tasks. What follows are steps of its workflow, and the issue of its notice."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat.accounts.actor import Actor, Role
from rasoat.db import row_seals
from rasoat.db.locking import lock
from rasoat.meetings import checks, queries
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.meetings.models import DRAFTING, Meeting, MeetingMember, MeetingTask, TaskAddressee
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, pins, start
from rasoat.workflows.editing import begin_edit, mark


def draft_meeting(session: Session, actor: Actor, data: MeetingData) -> Meeting:
    """Begin a meeting whose standing agency is the actor's.

    Raises Problem `forbidden` for anybody but an officer, `form.invalid` with every fault of the data.
    """
    if actor.role != Role.OFFICER:
        raise Problem("forbidden")
    _refuse(checks.faults(session, data))
    meeting = Meeting(
        lead_agency_id=actor.agency_id,
        drafted_by=actor.user_id,
        matter="",
        body_name="",
        body_sign="",
        chair_name="",
        chair_position="",
        held_on=data.held_on,
    )
    _fill(meeting, data)
    mark(meeting, actor)
    start(session, meeting, "meeting", "meeting", actor)
    _put_members(session, meeting.id, data)
    return meeting


def edit_meeting(session: Session, actor: Actor, meeting_id: UUID, version: int | None, data: MeetingData) -> Meeting:
    """Replace what is written of a meeting, as the person sees it at `version`; its tasks stay.

    Raises Problem `not_found`, `forbidden`, `meeting.concluded` once the conclusions stand, `row.stale`, `form.invalid`.
    """
    meeting = _held(session, actor, meeting_id)
    begin_edit(session, meeting, version, actor, case=CaseRef("meeting", meeting.id))
    _refuse(checks.faults(session, data))
    _fill(meeting, data)
    _put_members(session, meeting.id, data)
    return meeting


def add_task(session: Session, actor: Actor, meeting_id: UUID, data: TaskData) -> MeetingTask:
    """Add a task at the end. Raises Problem `not_found`, `forbidden`, `meeting.concluded`, `form.invalid`."""
    meeting = _held(session, actor, meeting_id)
    _refuse(checks.task_faults(session, meeting, data))
    last = session.exec(select(func.max(MeetingTask.ordinal)).where(MeetingTask.meeting_id == meeting_id)).one()
    row = MeetingTask(meeting_id=meeting_id, ordinal=(last or 0) + 1, text=data.text.strip())
    mark(row, actor)
    session.add(row)
    session.flush()
    _assign(session, row, data)
    return row


def edit_task(session: Session, actor: Actor, task_id: UUID, version: int | None, data: TaskData) -> MeetingTask:
    """Replace a task, as the person sees it at `version`.

    Raises Problem `not_found`, `forbidden`, `meeting.concluded`, `row.stale`, `form.invalid`.
    """
    meeting, row = _task(session, actor, task_id)
    begin_edit(session, row, version, actor)
    _refuse(checks.task_faults(session, meeting, data))
    row.text = data.text.strip()
    row_seals.remove(session, TaskAddressee, col(TaskAddressee.task_id) == row.id)
    _assign(session, row, data)
    return row


def remove_task(session: Session, actor: Actor, task_id: UUID) -> None:
    """Remove a task and close the gap in the numbers. Raises Problem `not_found`, `forbidden`, `meeting.concluded`."""
    meeting, row = _task(session, actor, task_id)
    later = select(MeetingTask).where(MeetingTask.meeting_id == meeting.id, MeetingTask.ordinal > row.ordinal)
    row_seals.remove(session, TaskAddressee, col(TaskAddressee.task_id) == row.id)
    row_seals.remove(session, MeetingTask, col(MeetingTask.id) == row.id)
    for one in session.exec(later.order_by(col(MeetingTask.ordinal))).all():
        one.ordinal -= 1
        session.flush()


def may_edit(meeting: Meeting, actor: Actor) -> bool:
    """Whether this person may write of the meeting now."""
    return DRAFTING.of(meeting) and _writes(meeting, actor)


def require_editable(session: Session, meeting: Meeting, actor: Actor) -> None:
    """Raise Problem `forbidden` or `meeting.concluded` when this person may not write of the meeting now."""
    if not _writes(meeting, actor):
        raise Problem("forbidden")
    if not DRAFTING.of(meeting):
        states = pins.runtime(session, meeting.workflow, meeting.workflow_version).definition.states
        raise Problem("meeting.concluded", state=states[meeting.status].title)


def _writes(meeting: Meeting, actor: Actor) -> bool:
    return actor.role == Role.OFFICER and actor.agency_id == meeting.lead_agency_id


def _held(session: Session, actor: Actor, meeting_id: UUID) -> Meeting:
    """The meeting, locked: whoever writes of it or of its tasks waits for the others."""
    queries.require_visible(session, meeting_id, actor)
    meeting = lock(session, Meeting, meeting_id)
    require_editable(session, meeting, actor)
    return meeting


def _task(session: Session, actor: Actor, task_id: UUID) -> tuple[Meeting, MeetingTask]:
    found = queries.meeting_of(session, task_id)
    if found is None:
        raise Problem("not_found")
    meeting = _held(session, actor, found.id)
    # It may have been removed while this writer waited.
    row = session.exec(select(MeetingTask).where(MeetingTask.id == task_id)).first()
    if row is None:
        raise Problem("not_found")
    session.refresh(row)
    return meeting, row


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _fill(meeting: Meeting, data: MeetingData) -> None:
    meeting.held_on, meeting.chair_agency_id = data.held_on, data.chair_agency_id
    for name in (
        "matter",
        "body_name",
        "body_sign",
        "chair_name",
        "chair_position",
        "chair_office",
        "secretary",
        "place",
    ):
        setattr(meeting, name, " ".join(getattr(data, name).split()))
    for name in ("guests", "minutes", "conclusions"):
        setattr(meeting, name, getattr(data, name).strip())


def _put_members(session: Session, meeting_id: UUID, data: MeetingData) -> None:
    wanted = [(agency_id, " ".join(people.split())) for agency_id, people in data.members]
    if [(row.agency_id, row.people) for row in queries.members(session, meeting_id)] == wanted:
        return
    row_seals.remove(session, MeetingMember, col(MeetingMember.meeting_id) == meeting_id)
    session.add_all(
        MeetingMember(meeting_id=meeting_id, agency_id=agency_id, ordinal=number, people=people)
        for number, (agency_id, people) in enumerate(wanted, 1)
    )
    session.flush()


def _assign(session: Session, row: MeetingTask, data: TaskData) -> None:
    row.to_all, row.due_on = data.to_all, data.due_on
    session.add_all(TaskAddressee(task_id=row.id, agency_id=one) for one in data.addressee_ids)
    session.flush()
