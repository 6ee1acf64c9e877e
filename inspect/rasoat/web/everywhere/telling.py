"""Telling what was found: each thing in one line with where it belongs, however many kinds there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db.bulk import among_these
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages.everywhere import Hit, Kind
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.text import shortened
from rasoat.units import queries as units
from rasoat.web.everywhere.kinds import page_of

LONGEST = 200
"""Characters of a title: what is asked of a unit may be a whole page."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found, before what it belongs to is read."""

    kind: Kind
    row_id: UUID
    hit: Hit


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as the page shows it. `thing`: as the browser keeps what was opened."""

    thing: str
    kind: Kind
    url: str
    title: str
    reference: str
    notes: tuple[str, ...]
    state: tuple[str, str] | None
    due_on: date | None


def found_of(kind: Kind, rows: Iterable[Any]) -> list[Found]:
    """Rows of one kind as things that were found."""
    return [Found(kind, row.id, kind.tell(row)) for row in rows]


def lines(session: Session, actor: Actor, found: Sequence[Found]) -> list[Line]:
    """The things with the names of what they belong to, which are read for all of them at once. What the person may not see of
    it is not named.
    """
    agencies = units.names(session, {one.hit.agency_id for one in found if one.hit.agency_id})
    inspected = _names(session, Inspection, inspections.visible_to(actor), {one.hit.inspection_id for one in found})
    planned = _names(session, Plan, plans.visible_to(actor), {one.hit.plan_id for one in found})

    def belongs(hit: Hit) -> tuple[str, ...]:
        agency = agencies.get(hit.agency_id) if hit.agency_id else None
        inspection = inspected.get(hit.inspection_id) if hit.inspection_id else None
        plan = planned.get(hit.plan_id) if hit.plan_id else None
        named = (
            agency.listed_name if agency else "",
            f"Kiểm tra {inspection.unit_name}" if inspection else "",
            f"Kế hoạch {plan.reference or shortened(plan.title, 60)}" if plan else "",
        )
        # An obligation's unit is as a rule the inspected one as well.
        return tuple(filter(None, named))

    return [
        Line(
            thing=f"{one.kind.name}:{one.row_id}",
            kind=one.kind,
            url=page_of(one.kind, one.row_id, one.hit),
            title=shortened(" ".join(one.hit.title.split()), LONGEST),
            reference=one.hit.reference,
            notes=(*filter(None, one.hit.notes), *belongs(one.hit)),
            state=one.hit.state,
            due_on=one.hit.due_on,
        )
        for one in found
    ]


def _names(session: Session, model: Any, seen: Any, ids: set[UUID | None]) -> dict[UUID, Any]:
    wanted = ids - {None}
    query = select(model).where(among_these(col(model.id), wanted), seen)
    return {row.id: row for row in session.exec(query)} if wanted else {}
