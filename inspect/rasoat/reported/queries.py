"""Reading what units reported."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.reported.models import ReportedFigures


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure that a unit reported."""

    value: int | float
    note: str
    source: str


def is_of_unit(inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor belongs to the inspected unit or its office: whose report it is."""
    return actor.role != Role.ADMINISTRATOR and actor.agency_id in (inspection.unit_id, inspection.office_id)


def reads(session: Session, inspection_id: UUID, actor: Actor) -> bool:
    """Whether the actor may read what was sent: the unit and its office, which sent it, and the inspecting side."""
    inspection = session.get(Inspection, inspection_id)
    if inspection is None or not inspections.visible(session, inspection_id, actor):
        return False
    if is_of_unit(inspection, actor):
        return True
    inspecting = exists().where(col(Inspection.id) == inspection_id, inspections.inspected_by(actor))
    return bool(session.exec(select(inspecting)).one())


def require_readable(session: Session, inspection_id: UUID, actor: Actor) -> Inspection:
    """The inspection. Raises Problem `not_found` for a person who may not read what its unit reported."""
    if not reads(session, inspection_id, actor):
        raise Problem("not_found")
    return session.get_one(Inspection, inspection_id)


def visible(session: Session, row_id: UUID, actor: Actor) -> bool:
    """Whether the actor may see one report and its files: a draft is the unit's alone."""
    row = session.get(ReportedFigures, row_id)
    if row is None or not reads(session, row.inspection_id, actor):
        return False
    return row.sent_at is not None or is_of_unit(session.get_one(Inspection, row.inspection_id), actor)


def reports_of(session: Session, inspection_id: UUID) -> list[ReportedFigures]:
    """The reports that were sent, the newest first."""
    query = select(ReportedFigures).where(
        ReportedFigures.inspection_id == inspection_id, col(ReportedFigures.sent_at).is_not(None)
    )
    return list(session.exec(query.order_by(col(ReportedFigures.ordinal).desc())))


def last_sent(session: Session, inspection_id: UUID) -> ReportedFigures | None:
    """What the unit reports: the last that was sent."""
    return next(iter(reports_of(session, inspection_id)), None)


def draft_of(session: Session, inspection_id: UUID) -> ReportedFigures | None:
    """What the unit has typed and not sent."""
    query = select(ReportedFigures).where(
        ReportedFigures.inspection_id == inspection_id, col(ReportedFigures.sent_at).is_(None)
    )
    return session.exec(query).first()


def figures_in(session: Session, inspection_id: UUID) -> dict[str, dict[str, Reported]]:
    """By checklist and item, what the unit reported; empty before it did."""
    row = last_sent(session, inspection_id)
    if row is None:
        return {}
    return {
        checklist: {
            item: Reported(value, row.notes.get(checklist, {}).get(item, ""), row.source)
            for item, value in given.items()
        }
        for checklist, given in row.figures.items()
    }
