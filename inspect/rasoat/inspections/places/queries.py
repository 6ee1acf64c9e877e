"""Finding a place by its code."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections import queries
from rasoat.inspections.models import Inspection, Site
from rasoat.inspections.place_codes import has_code, normal
from rasoat.problems import Problem

MOST = 20
"""Inspections of one place that are told, the newest."""


def require_place(session: Session, code: str, actor: Actor) -> list[tuple[Site, Inspection]]:
    """The sites with this code in inspections that the actor may see, the newest first, at most MOST.

    Raises Problem `place.no_code` for what is no code, `place.unknown` when there is no such site, or none that the actor
    may see.
    """
    if not (known := normal(code)):
        raise Problem("place.no_code")
    query = (
        select(Site, Inspection)
        .join(Inspection, col(Inspection.id) == col(Site.inspection_id))
        .where(Site.place_code == known, queries.visible_to(actor))
        .order_by(col(Site.created_at).desc(), col(Site.id).desc())
        .limit(MOST)
    )
    found = [(site, inspection) for site, inspection in session.exec(query)]
    if not found:
        raise Problem("place.unknown")
    return found


def printable(session: Session, inspection_id: UUID) -> tuple[list[Site], list[Site]]:
    """The sites of an inspection for which a code is printed, and the homes, for which none is."""
    sites = queries.sites(session, inspection_id)
    return [one for one in sites if has_code(one.kind)], [one for one in sites if not has_code(one.kind)]
