"""What the inspection's pages show besides its rows: steps, tabs, calendar."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, request, url_for
from sqlalchemy import ColumnElement
from sqlmodel import Session

from rasoat.inspections import queries
from rasoat.inspections.months import following
from rasoat.numbers import YEARS
from rasoat.pages import actor, session
from rasoat.pages.case import state_of
from rasoat.plans import route
from rasoat.plans.presenters import month_title
from rasoat.procedures.definition import Workflow

TABS = [
    ("Tổng quan", "inspections.show"),
    ("Buổi làm việc", "visits.of_inspection"),
    ("Phát hiện", "findings.of_inspection"),
    ("Kiến nghị", "recommendations.of_inspection"),
    ("Đề xuất của đơn vị", "proposals.of_inspection"),
    ("Văn bản", "papers.of_inspection"),
]


def tabs(inspection_id: UUID) -> list[dict[str, Any]]:
    """The parts of an inspection that this person may open; the part of the present page is marked."""
    views = current_app.view_functions
    return [
        {
            "title": title,
            "url": url_for(endpoint, inspection_id=inspection_id),
            "active": request.blueprint == endpoint.partition(".")[0],
        }
        for title, endpoint in TABS
        if endpoint in views and actor().role in (getattr(views[endpoint], "rasoat_allow", None) or ())
    ]


def of_plan(plan_id: UUID) -> dict[UUID, dict[str, Any]]:
    """The inspections made for a plan, by unit, with state and address, for the plan's page."""
    return {
        row.unit_id: {
            "state": state_of(row),
            "scheduled_on": row.scheduled_on,
            "url": url_for("inspections.show", inspection_id=row.id),
        }
        for row in queries.inspections_of(session(), plan_id)
    }


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path. `reached` and `present` say how far the inspection is."""

    title: str
    reached: bool
    present: bool


def steps(definition: Workflow, status: str) -> list[Step]:
    """The path from the first state to the good end, as far as the inspection has come. States off this path are not
    steps.
    """
    path = route.to_the_end(definition)
    here = path.index(status) if status in path else -1
    return [Step(definition.states[name].title, at < here, at == here) for at, name in enumerate(path)]


def month_bounds(value: str) -> tuple[date, date] | None:
    """First day of a month given as 2024-07, and of the month after it; None for anything else."""
    try:
        first = date.fromisoformat(f"{value}-01")
        if not YEARS[0] <= first.year <= YEARS[1]:
            return None
        return first, following(first)
    except ValueError:
        return None


def month_options(db: Session, seen: ColumnElement[bool]) -> list[tuple[str, str]]:
    """The months in which the inspections are that fulfil `seen`, for the filter."""
    return [(f"{first:%Y-%m}", month_title(first)) for first in queries.months(db, seen)]
