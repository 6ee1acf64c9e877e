"""What waits for the desk: late records, and photographs that records announced and that have not arrived."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.tablets.receiving.models import Photo, Record

APART = ("quarantined", "admitted", "set_aside")
"""Outcomes of records that came too late."""


def late_of(session: Session, visit_id: UUID) -> list[Record]:
    """Every record of a visit that came too late, decided or not, in the order in which they came."""
    query = select(Record).where(Record.visit_id == visit_id, col(Record.outcome).in_(APART))
    return list(session.exec(query.order_by(col(Record.received_at), col(Record.id))))


def awaited(session: Session, visit_id: UUID) -> list[Photo]:
    """The photographs that the visit waits for: those of its answers, dangers and observations, but not those of late
    records.
    """
    query = select(Photo).where(Photo.visit_id == visit_id, Photo.state == "expected", Photo.owner_kind != "submission")
    return list(session.exec(query.order_by(col(Photo.id))))


def may_give_up(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor may give up photographs: the team's lead may, and officers of the agency that leads the
    inspection.
    """
    leads = inspections.is_team_lead(session, inspection.id, actor)
    return leads or inspections.is_lead_officer(inspection, actor)
