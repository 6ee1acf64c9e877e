"""What the pages show of meetings: tasks by agency with what became of them, and how two versions differ."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.meetings import queries
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.meetings.models import Meeting, MeetingTask
from rasoat.pages.case import state_of
from rasoat.pages.saving import Difference
from rasoat.procedures.definition import State
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units


@dataclass(frozen=True, slots=True)
class Line:
    """One task of a group, with the obligations that follow from it and that this person may see."""

    task: MeetingTask
    owed: list[tuple[Obligation, State, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one agency, or of all members."""

    title: str
    lines: list[Line]


def groups(session: Session, meeting: Meeting, actor: Actor) -> list[Group]:
    """The tasks by the agency that owes them, what all members owe at the end."""
    found = queries.by_addressee(queries.tasks(session, meeting.id))
    rows = queries.obligations_of(session, meeting.id, actor)
    names = units.names(session, {*(one for one in found if one), *(row.addressee_id for row in rows)})
    owed: dict[UUID, list[Obligation]] = {}
    for row in rows:
        owed.setdefault(row.source_id, []).append(row)

    def line(task: MeetingTask, agency_id: UUID | None) -> Line:
        its = [row for row in owed.get(task.id, []) if agency_id in (None, row.addressee_id)]
        return Line(task, [(row, state_of(row), names[row.addressee_id].listed_name) for row in its])

    return [
        Group(names[key].listed_name if key else "Mọi cơ quan thành viên", [line(task, key) for task in tasks])
        for key, tasks in found.items()
    ]


def next_after(session: Session, before: Meeting | None) -> MeetingData:
    """A new meeting: body, chair, secretary and members are those of the last one; who came is not known yet."""
    if before is None:
        return MeetingData("", "", "", "", "", clock.today())
    data = queries.data_of(session, before)
    serving = units.names(session, [one for one, _ in data.members])
    members = [(one, "") for one, _ in data.members if serving[one].serves_on(clock.today())]
    return replace(data, matter="", held_on=clock.today(), guests="", minutes="", conclusions="", members=members)


def differences(session: Session, form: Any, stored: MeetingData) -> list[Difference]:
    """Where what was typed differs from what is stored now."""
    typed = form.to_data()
    told = [
        (form[name].label.text, _said(getattr(typed, name)), _said(getattr(stored, name)))
        for name in MeetingData.__dataclass_fields__
        if name not in ("members", "chair_agency_id")
    ]
    names = units.names(session, {one for one, _ in (*typed.members, *stored.members)})

    def listed(members: list[tuple[UUID, str]]) -> str:
        return "\n".join(f"{names[one].listed_name}: {people}" for one, people in members if one in names)

    told.append((form.members.label.text, listed(typed.members), listed(stored.members)))
    return [one for one in told if one[1] != one[2]]


def task_differences(session: Session, typed: TaskData, stored: queries.Told) -> list[Difference]:
    """The same of a task."""
    now = queries.task_data(stored)
    names = units.names(session, {*typed.addressee_ids, *now.addressee_ids})

    def whom(data: TaskData) -> str:
        if data.to_all:
            return "Mọi cơ quan thành viên"
        return ", ".join(names[one].listed_name for one in data.addressee_ids if one in names)

    told = [
        ("Nhiệm vụ", typed.text, now.text),
        ("Hạn thực hiện", _said(typed.due_on), _said(now.due_on)),
        ("Cơ quan thực hiện", whom(typed), whom(now)),
    ]
    return [one for one in told if one[1] != one[2]]


def _said(value: Any) -> str:
    return clock.date_text(value) if hasattr(value, "isoformat") else str(value or "")
