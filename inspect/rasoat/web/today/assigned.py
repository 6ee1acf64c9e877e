"""What people of a team were given to fill, on their first page: one line for each visit that is open or near."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.asking import for_each
from rasoat.inspections.models import AssignedSlot, Inspection, InspectionChecklist, Site
from rasoat.visits import queries as visits
from rasoat.visits.models import FILLING, Response, Visit
from rasoat.web.today.parts import Item, Waiting, first_rows
from rasoat.web.today.visits import NEAR, when
from rasoat.workflows import CaseRef

NAMED = 3
"""So many parts of one visit are named, the others counted."""


def parts(db: Session, actor: Actor, today: date) -> Waiting:
    """Visits that are open or near in which the actor was given something that is not filled in yet."""
    mine = for_each(AssignedSlot, col(AssignedSlot.inspection_id) == col(Visit.inspection_id), *_to_fill(actor))
    near = or_(FILLING.condition, col(Visit.happens_on) <= today + NEAR)
    query = (
        select(Visit, Inspection.unit_name)
        .join(Inspection, col(Inspection.id) == col(Visit.inspection_id))
        .where(mine, near, col(Visit.open))
        .order_by(~FILLING.condition, col(Visit.happens_on), col(Visit.id))
    )
    rows, count = first_rows(db, query)
    named = _named(db, actor, [visit.inspection_id for visit, _ in rows])
    items = [
        Item(
            unit_name,
            CaseRef("visit", visit.id),
            f"Ngày {clock.date_text(visit.happens_on)} · {_told(named.get(visit.inspection_id, []))}",
            badge=when(visit, today),
        )
        for visit, unit_name in rows
    ]
    return Waiting(items, count)


def _to_fill(actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What the actor was given and what no complete response answers yet."""
    whole = for_each(
        Response,
        col(Response.inspection_id) == col(AssignedSlot.inspection_id),
        col(Response.checklist) == col(AssignedSlot.checklist),
        or_(
            col(Response.site_id) == col(AssignedSlot.site_id),
            and_(col(Response.site_id).is_(None), col(AssignedSlot.site_id).is_(None)),
        ),
        col(Response.complete).is_(True),
    )
    return col(AssignedSlot.user_id).in_(actor.people), ~whole


def _named(db: Session, actor: Actor, inspection_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """By inspection, the checklists and places that are still to be filled."""
    if not inspection_ids:
        return {}
    query = (
        select(AssignedSlot, InspectionChecklist, Site.name)
        .join(
            InspectionChecklist,
            and_(
                col(InspectionChecklist.inspection_id) == col(AssignedSlot.inspection_id),
                col(InspectionChecklist.checklist) == col(AssignedSlot.checklist),
            ),
        )
        .outerjoin(Site, col(Site.id) == col(AssignedSlot.site_id))
        .where(col(AssignedSlot.inspection_id).in_(set(inspection_ids)), *_to_fill(actor))
        .order_by(col(AssignedSlot.created_at), col(AssignedSlot.id))
    )
    rows = db.exec(query).all()
    titles = visits.definitions_of(db, [used for _, used, _ in rows])
    found: dict[UUID, dict[str, None]] = {}
    for slot, used, site in rows:
        words = f"{titles[visits.version_of(used)].title} tại {site or 'đơn vị'}"
        found.setdefault(slot.inspection_id, {})[words] = None
    return {inspection_id: list(words) for inspection_id, words in found.items()}


def _told(words: list[str]) -> str:
    more = f" và {len(words) - NAMED} phần khác" if len(words) > NAMED else ""
    return f"{'; '.join(words[:NAMED])}{more}"
