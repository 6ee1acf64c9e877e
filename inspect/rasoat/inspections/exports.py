"""The list of inspections, taken out."""

from collections.abc import Iterator, Sequence

from flask import request

from rasoat.db.reading import rows_by_id
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.inspections import queries, views
from rasoat.inspections.models import Inspection
from rasoat.pages import actor, session
from rasoat.pages.case import parse_uuid, state_of
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units import queries as units

_HEADS = (
    "Đơn vị", "Cuộc kiểm tra", "Kế hoạch", "Ngày", "Giờ", "Địa điểm", "Trưởng đoàn", "Cơ quan chủ trì", "Trạng thái",
    "Thay đổi gần nhất",
)  # fmt: skip


def asked_inspection() -> Inspection:
    """The inspection of ?inspection=. Raises Problem `not_found` when there is none or this person may not see it."""
    if (inspection_id := parse_uuid(request.args.get("inspection"))) is None:
        raise Problem("not_found")
    return queries.require_visible(session(), inspection_id, actor())


def asked_title() -> str:
    """Its title; empty when the address names none."""
    return asked_inspection().title if request.args.get("inspection") else ""


def _cells(rows: Sequence[Inspection]) -> Iterator[Sequence[Cell]]:
    leads = views.leads_of([row.id for row in rows])
    agencies = units.names(session(), {row.lead_agency_id for row in rows})
    plans = rows_by_id(session(), Plan, (row.plan_id for row in rows))
    for row in rows:
        # An authority sees its inspection and not the plan that it is part of.
        plan = plans.get(row.plan_id) if row.plan_id and not actor().is_authority else None
        when = (row.scheduled_on, row.scheduled_time, row.place)
        lead = leads.get(row.id, ""), agencies[row.lead_agency_id].listed_name
        named = row.unit_name, row.title, plan.reference or plan.title if plan else ""
        yield *named, *when, *lead, state_of(row).title, row.last_event_at


register_export(
    Listing(
        "inspections", "Cuộc kiểm tra", "inspections.index", _HEADS, lambda: of_query(*views.in_order()), _cells,
        views.selects, widths=(30, 50, 24, 12, 8, 30),
    )
)  # fmt: skip
