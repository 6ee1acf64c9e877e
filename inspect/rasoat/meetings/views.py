"""Pages of meetings: the list, the form, one meeting with its tasks."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat.accounts.actor import Role
from rasoat.meetings import operations, presenters, queries
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.meetings.forms import MeetingForm, TaskForm, task_values, values_of
from rasoat.meetings.models import RECALLED, Meeting, MeetingTask
from rasoat.pages import (
    OFFICE,
    Room,
    actor,
    case_panel,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    search,
    session,
)
from rasoat.pages.case import state_of
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.pages.request import write
from rasoat.pages.saving import Difference
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, pins

room = Room("meetings", __name__, url_prefix="/meetings")
DRAFTERS = frozenset({Role.OFFICER})
SORTS = {"held": col(Meeting.held_on), "changed": col(Meeting.last_event_at)}


@room.get("/", allow=OFFICE)
def index() -> str:
    """List the meetings that this person may see."""
    page = paginate(*in_order())
    return render(
        "meetings/index.html",
        page=page,
        agencies=units.names(session(), {row.lead_agency_id for row in page.items}),
        states={row.id: state_of(row) for row in page.items},
        selects=selects(),
        sort=lambda name: sort_link(name, "-held"),
        may_draft=actor().role in DRAFTERS,
    )


def in_order() -> tuple[SelectOfScalar[Meeting], list[By]]:
    """The meetings of the list, and their order, as the request asks for them."""
    query = select(Meeting).where(queries.visible_to(actor()), search(Meeting))
    if status := request.args.get("status", ""):
        query = query.where(Meeting.status == status)
    return query, ordered(SORTS, "-held", col(Meeting.id))


def selects() -> list[dict[str, Any]]:
    """The filter above the list."""
    known = pins.newest(session(), "meeting").definition.states
    options = [("", "Mọi trạng thái"), *((name, state.title) for name, state in known.items())]
    return [{"name": "status", "label": "Trạng thái", "value": request.args.get("status", ""), "options": options}]


@room.form("/new", allow=DRAFTERS)
def new() -> Any:
    """Begin a meeting; body, chair and members are those of the last one."""
    before = queries.latest(session(), actor())
    return _edit(None, presenters.next_after(session(), before))


@room.form("/<uuid:meeting_id>/edit", allow=DRAFTERS)
def edit(meeting_id: UUID) -> Any:
    """Edit what is written of a meeting."""
    meeting = _writable(meeting_id)
    return _edit(meeting, queries.data_of(session(), meeting))


def _edit(meeting: Meeting | None, stored: MeetingData) -> Any:
    form = MeetingForm(data={**values_of(stored), "version": meeting.version if meeting else ""})
    if "all" in request.form:
        form.offer(session())
    who, meeting_id = actor(), meeting.id if meeting else None

    def save(db: Session) -> Meeting:
        if meeting_id is None:
            return operations.draft_meeting(db, who, form.to_data())
        return operations.edit_meeting(db, who, meeting_id, form.seen_version, form.to_data())

    def saved(row: Meeting) -> Response:
        done("Đã lưu cuộc họp.")
        return redirect_to(".show", meeting_id=row.id)

    def differences() -> list[Difference]:
        return presenters.differences(session(), form, queries.data_of(session(), meeting)) if meeting else []

    return save_form(form, save, partial(_form_page, form, meeting), saved, row=meeting, differences=differences)


def _form_page(form: MeetingForm, meeting: Meeting | None, **context: Any) -> str:
    form.offer(session())
    back = url_for(".show", meeting_id=meeting.id) if meeting else url_for(".index")
    return render("meetings/form.html", form=form, meeting=meeting, back_url=back, **context)


@room.get("/<uuid:meeting_id>", allow=OFFICE)
def show(meeting_id: UUID) -> str:
    """Show one meeting with its conclusions, its tasks by agency, and what became of them."""
    meeting = queries.require_visible(session(), meeting_id, actor())
    members = queries.members(session(), meeting_id)
    return render(
        "meetings/show.html",
        meeting=meeting,
        panel=case_panel(CaseRef("meeting", meeting_id)),
        lead=units.agency(session(), meeting.lead_agency_id),
        members=members,
        agencies=units.names(session(), [row.agency_id for row in members]),
        groups=presenters.groups(session(), meeting, actor()),
        reads_minutes=queries.reads_minutes(session(), meeting, actor()),
        may_edit=operations.may_edit(meeting, actor()),
        recalled=RECALLED.of(meeting),
    )


@room.form("/<uuid:meeting_id>/tasks/new", allow=DRAFTERS)
def new_task(meeting_id: UUID) -> Any:
    """Add a task."""
    meeting, who = _writable(meeting_id), actor()
    return _save_task(
        meeting, None, TaskData(""), lambda db, _seen, data: operations.add_task(db, who, meeting_id, data)
    )


@room.form("/tasks/<uuid:task_id>", allow=DRAFTERS)
def edit_task(task_id: UUID) -> Any:
    """Edit a task."""
    meeting, told, who = *_told(task_id), actor()
    return _save_task(
        meeting,
        told.task,
        queries.task_data(told),
        lambda db, seen, data: operations.edit_task(db, who, task_id, seen, data),
    )


def _save_task(meeting: Meeting, row: MeetingTask | None, stored: TaskData, operation: Any) -> Any:
    form = TaskForm(data={**task_values(stored), "version": row.version if row else ""})
    if "all" in request.form:
        form.offer(session())

    def saved(_row: MeetingTask) -> Response:
        done("Đã lưu nhiệm vụ.")
        return redirect_to(".show", meeting_id=meeting.id)

    def page(**context: Any) -> str:
        form.offer(session())
        back = url_for(".show", meeting_id=meeting.id)
        return render("meetings/task.html", form=form, meeting=meeting, row=row, back_url=back, **context)

    def differences() -> list[Difference]:
        return presenters.task_differences(session(), form.to_data(), _told(row.id)[1]) if row else []

    return save_form(
        form, lambda db: operation(db, form.seen_version, form.to_data()), page, saved, row=row, differences=differences
    )


@room.post("/tasks/<uuid:task_id>/remove", allow=DRAFTERS)
def remove_task(task_id: UUID) -> Response:
    """Remove a task."""
    (meeting, _told_task), who = _told(task_id), actor()
    write(lambda db: operations.remove_task(db, who, task_id))
    done("Đã xóa nhiệm vụ.")
    return redirect_to(".show", meeting_id=meeting.id)


def _writable(meeting_id: UUID) -> Meeting:
    meeting = queries.require_visible(session(), meeting_id, actor())
    operations.require_editable(session(), meeting, actor())
    return meeting


def _told(task_id: UUID) -> tuple[Meeting, queries.Told]:
    found = queries.meeting_of(session(), task_id)
    if found is None:
        raise Problem("not_found")
    meeting = _writable(found.id)
    told = next(one for one in queries.tasks(session(), meeting.id) if one.task.id == task_id)
    return meeting, told
