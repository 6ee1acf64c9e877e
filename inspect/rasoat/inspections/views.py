"""Pages of inspections: the list, the calendar, one inspection with its schedule, team, sites and checklists."""

from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.inspections import overview, presenters, queries
from rasoat.inspections.editing import SEEING, room
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.inspections.quarters import Quarter, nearest, of_month, undated
from rasoat.pages import actor, paginate, render, search, session
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.plans.presenters import weekday

room.blueprint.add_app_template_global(presenters.tabs, "inspection_tabs")
room.blueprint.add_app_template_global(presenters.of_plan, "inspections_of_plan")

T = TypeVar("T")
SORTS = {
    "day": col(Inspection.scheduled_on),
    "unit": col(Inspection.order_text),
    "changed": col(Inspection.last_event_at),
}


@room.get("/", allow=SEEING)
def index() -> str:
    """List the inspections that this person may see."""
    page = paginate(*in_order())
    return render(
        "inspections/index.html",
        page=page,
        states={row.id: state_of(row) for row in page.items},
        leads=leads_of([row.id for row in page.items]),
        selects=selects(),
        sort=lambda name: sort_link(name, "-changed"),
        weekday=weekday,
        may_plan=actor().role == Role.OFFICER,
    )


def in_order() -> tuple[SelectOfScalar[Inspection], list[By]]:
    """The inspections of the list, and their order, as the request asks for them."""
    return filtered(select(Inspection)), ordered(SORTS, "-changed", col(Inspection.id))


def filtered(query: SelectOfScalar[T]) -> SelectOfScalar[T]:
    """A query that reads inspections too, narrowed to those of the list."""
    query = query.where(queries.listed(session(), actor()), search(Inspection))
    status, plan_id = request.args.get("status", ""), parse_uuid(request.args.get("plan"))
    month = presenters.month_bounds(request.args.get("month", ""))
    if status:
        query = query.where(Inspection.status == status)
    if plan_id:
        query = query.where(Inspection.plan_id == plan_id)
    if month:
        query = query.where(col(Inspection.scheduled_on) >= month[0], col(Inspection.scheduled_on) < month[1])
    if member := _asked_member():
        query = query.where(queries.with_member(member.id))
    if request.args.get("mine"):
        query = query.where(queries.in_team(actor(), col(Inspection.id)))
    return query


def _asked_member() -> User | None:
    """The person of ?member=, in whose teams' inspections the list is narrowed down; inspected authorities ask for nobody."""
    member_id = None if actor().is_authority else parse_uuid(request.args.get("member"))
    return accounts.names(session(), [member_id]).get(member_id) if member_id else None


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    seen = queries.listed(session(), actor())
    plans = [(str(plan.id), plan.reference or plan.title) for plan in queries.plans_of(session(), seen)]
    states = [(name, state.title) for name, state in queries.states(session()).items()]
    offered: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("status", "Trạng thái", "Mọi trạng thái", states),
        ("month", "Tháng", "Mọi tháng", presenters.month_options(session(), seen)),
    ]
    if not actor().is_authority:
        offered += [
            ("plan", "Kế hoạch", "Mọi kế hoạch", plans),
            ("mine", "Đoàn", "Mọi đoàn", [("1", "Tôi trong đoàn")]),
        ]
        if member := _asked_member():
            offered.append(("member", "Có trong đoàn", "Mọi người", [(str(member.id), member.full_name)]))
    return [
        {"name": name, "label": label, "value": request.args.get(name, ""), "options": [("", every), *options]}
        for name, label, every, options in offered
    ]


def leads_of(inspection_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those who lead the teams, by inspection."""
    query = select(TeamMember).where(col(TeamMember.inspection_id).in_(inspection_ids), TeamMember.assignment == "lead")
    found = {row.inspection_id: row.user_id for row in session().exec(query)}
    people = accounts.names(session(), found.values())
    return {inspection_id: people[user_id].full_name for inspection_id, user_id in found.items()}


@room.get("/calendar", allow=SEEING)
def calendar() -> str:
    """Show the inspections of one quarter, month by month: of that with ?month=2024-07, or the present one."""
    given = presenters.month_bounds(request.args.get("month", ""))
    quarter = Quarter.of(given[0] if given else clock.today())
    seen = queries.listed(session(), actor())
    months = [part for first in quarter.months() if (part := of_month(session(), seen, first)).rows]
    without_day = undated(session(), seen)
    shown = [row for part in (*months, without_day) for row in part.rows]
    return render(
        "inspections/calendar.html",
        quarter=quarter,
        nearest=[] if months else nearest(session(), seen, quarter),
        months=months,
        undated=without_day,
        states={row.id: state_of(row) for row in shown},
        leads=leads_of([row.id for row in shown]),
        weekday=weekday,
        today=clock.today(),
    )


@room.get("/<uuid:inspection_id>", allow=SEEING)
def show(inspection_id: UUID) -> str:
    """Show the overview of one inspection."""
    return overview.page(queries.require_visible(session(), inspection_id, actor()))
