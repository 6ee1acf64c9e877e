"""The list of plans, taken out."""

from collections.abc import Iterator, Sequence

from flask import request

from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, of_rows, register_export
from rasoat.pages import actor, session
from rasoat.pages.case import parse_uuid, state_of
from rasoat.plans import presenters, queries, views
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units import queries as units


def _cells(rows: Sequence[Plan]) -> Iterator[Sequence[Cell]]:
    agencies = units.names(session(), {plan.lead_agency_id for plan in rows})
    for plan in rows:
        lead, state = agencies[plan.lead_agency_id].listed_name, state_of(plan).title
        yield plan.title, plan.reference, plan.signed_on, plan.year, lead, state, plan.last_event_at


def asked_plan() -> Plan:
    """The plan of ?plan=. Raises Problem `not_found` when there is none or this person may not see it."""
    if (plan_id := parse_uuid(request.args.get("plan"))) is None:
        raise Problem("not_found")
    return queries.require_visible(session(), plan_id, actor())


def _targets() -> list[presenters.TargetRow]:
    months = presenters.calendar(session(), queries.targets(session(), asked_plan().id))
    return [row for _, rows in months for row in rows]


def _target_cells(rows: Sequence[presenters.TargetRow]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        office = row.office.listed_name if row.office else ""
        yield row.target.planned_on, row.agency.listed_name, office, row.target.place


register_export(
    Listing(
        "plans", "Kế hoạch", "plans.index",
        ("Kế hoạch", "Số, ký hiệu", "Ngày ký", "Năm", "Cơ quan chủ trì", "Trạng thái", "Thay đổi gần nhất"),
        lambda: of_query(*views.in_order()), _cells, views.selects, widths=(60, 24, 12, 8),
    ),
    Listing(
        "plan_targets", "Lịch kiểm tra của kế hoạch", "plans.show",
        ("Ngày dự kiến", "Đơn vị được kiểm tra", "Phòng chuyên môn", "Địa điểm"),
        lambda: of_rows(_targets()), _target_cells, about=lambda: asked_plan().title, widths=(14, 40, 40, 40),
    ),
)  # fmt: skip
