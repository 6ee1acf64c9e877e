"""Which visits a person may take along, and who took a visit along."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.problems import Problem
from rasoat.tablets.taking.models import Taking
from rasoat.tablets.taking.schemas import Trip
from rasoat.visits.models import CALLED_OFF, Visit
from rasoat.visits.queries import state_title

MOST = 100
"""Visits offered, the newest: what lies years back is read at the desk."""


def trips_of(session: Session, actor: Actor, tablet_id: UUID | None) -> list[Trip]:
    """The visits of the person's teams, without those that were called off, the newest first."""
    others = col(TeamMember.user_id) != actor.user_id
    query = (
        select(Visit, Inspection, TeamMember.assignment)
        .join(Inspection, col(Inspection.id) == col(Visit.inspection_id))
        .join(TeamMember, col(TeamMember.inspection_id) == col(Inspection.id))
        .where(col(TeamMember.user_id).in_(actor.people), ~CALLED_OFF.condition)
        .order_by(col(Visit.happens_on).desc(), col(Visit.ordinal).desc(), col(Visit.id), others)
        .limit(MOST)
    )
    # A member of a team who also stands in for another member goes with the own assignment, which comes last here.
    found = {visit.id: (visit, inspection, held) for visit, inspection, held in reversed(session.exec(query).all())}
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
            means=visit.means.split(),
            duty=assignment,
            taken=visit.id in taken,
        )
        for visit, inspection, assignment in reversed(found.values())
    ]


def require_team_member(session: Session, actor: Actor, visit_id: UUID) -> Visit:
    """Return the visit, if the person is in its team now. Raises Problem `not_found`."""
    visit = session.get(Visit, visit_id)
    if visit is None or not inspections.is_team_member(session, visit.inspection_id, actor):
        raise Problem("not_found")
    return visit


def took(session: Session, visit_id: UUID, account_id: UUID) -> bool:
    """Whether an account has ever taken this visit along."""
    query = select(Taking.id).where(Taking.visit_id == visit_id, Taking.account_id == account_id)
    return session.exec(query).first() is not None


def _taken(session: Session, actor: Actor, tablet_id: UUID | None) -> set[UUID]:
    query = select(Taking.visit_id).where(Taking.account_id == actor.user_id)
    if tablet_id is not None:
        query = query.where(Taking.tablet_id == tablet_id)
    return set(session.exec(query))
