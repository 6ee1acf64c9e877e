"""Which visits a person may take along, and noting that one was: whole, ready for work without a network."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.tablets.taking.bundle import require_companion
from rasoat.tablets.taking.models import Taking
from rasoat.tablets.taking.schemas import Trip
from rasoat.visits.models import Visit
from rasoat.visits.operations import state_title

MOST = 100
"""Visits offered, the newest: what lies years back is read at the desk."""


def trips_of(session: Session, actor: Actor, tablet_id: UUID | None) -> list[Trip]:
    """The visits of the person's teams that were not called off, the newest first."""
    query = (
        select(Visit, Inspection, TeamMember.duty)
        .join(Inspection, col(Inspection.id) == col(Visit.inspection_id))
        .join(TeamMember, col(TeamMember.inspection_id) == col(Inspection.id))
        .where(TeamMember.user_id == actor.user_id, Visit.status != "cancelled")
        .order_by(col(Visit.happens_on).desc(), col(Visit.ordinal).desc(), col(Visit.id))
        .limit(MOST)
    )
    taken = _taken(session, actor, tablet_id)
    return [
        Trip(
            visit_id=visit.id,
            inspection_id=inspection.id,
            unit=inspection.unit_name,
            title=inspection.title,
            happens_on=visit.happens_on,
            place=visit.place,
            status=visit.status,
            status_title=state_title(session, visit),
            duty=duty,
            taken=visit.id in taken,
        )
        for visit, inspection, duty in session.exec(query)
    ]


def take(session: Session, actor: Actor, tablet_id: UUID, visit_id: UUID, etag: str, size: int) -> Taking:
    """Note that a tablet holds the bundle `etag` of a visit and its papers, `size` bytes together; again: the newer one.

    Raises Problem `not_found` for who is not in the team.
    """
    require_companion(session, actor, visit_id)
    session.get_one(Visit, visit_id, with_for_update=True, populate_existing=True)
    row = session.exec(select(Taking).where(Taking.tablet_id == tablet_id, Taking.visit_id == visit_id)).first()
    if row is None:
        row = Taking(tablet_id=tablet_id, visit_id=visit_id, account_id=actor.user_id, taken_at=clock.now(),
                     bundle=etag, size=size)  # fmt: skip
        session.add(row)
    else:
        row.account_id, row.taken_at, row.bundle, row.size = actor.user_id, clock.now(), etag, size
        row.version += 1
    session.flush()
    return row


def took(session: Session, visit_id: UUID, account_id: UUID) -> bool:
    """Whether an account ever took this visit along."""
    query = select(Taking.id).where(Taking.visit_id == visit_id, Taking.account_id == account_id)
    return session.exec(query).first() is not None


def _taken(session: Session, actor: Actor, tablet_id: UUID | None) -> set[UUID]:
    query = select(Taking.visit_id).where(Taking.account_id == actor.user_id)
    if tablet_id is not None:
        query = query.where(Taking.tablet_id == tablet_id)
    return set(session.exec(query))
