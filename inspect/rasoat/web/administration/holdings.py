"""What lies in the hands of one account, before it is closed or moved. The administrator sees numbers and no cases."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.absences import drafts
from rasoat.absences.queries import LEADERS
from rasoat.accounts import queries as accounts
from rasoat.accounts import signing
from rasoat.accounts.models import Absence, User
from rasoat.inspections.models import WORKING, Inspection, TeamMember
from rasoat.web import nobody


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many inspections under way the person leads, and in how many teams the person has another assignment; how many
    plans and papers the person is drafting; in how many absences of others, present and coming, the person stands in; and
    how many things the person was given to sign. `unsigned`: how much waits for a leader of the agency, when the person is
    its only one.
    """

    leads: int
    takes_part: int
    drafts: int = 0
    stands_in: int = 0
    signs: int = 0
    unsigned: int = 0


def of(session: Session, user_id: UUID) -> Holdings:
    """What the account holds now."""
    query = (
        select(TeamMember.assignment, func.count())
        .join(Inspection, col(Inspection.id) == col(TeamMember.inspection_id))
        .where(TeamMember.user_id == user_id, WORKING.condition)
        .group_by(col(TeamMember.assignment))
    )
    counts = dict(session.exec(query).all())
    leads = counts.pop("lead", 0)
    signs = sum(row.ended_at is None for row in signing.given_to(session, user_id))
    return Holdings(
        leads,
        sum(counts.values()),
        drafts.held(session, user_id),
        _stands_in(session, user_id),
        signs,
        _unsigned(session, user_id),
    )


def _unsigned(session: Session, user_id: UUID) -> int:
    """What would wait for nobody: the person is the only leader of the agency who uses an account."""
    user = session.get_one(User, user_id)
    leaders = accounts.people(session, agency_id=user.agency_id, roles=LEADERS)
    return nobody.waiting_for_leader(session, user.agency_id) if [row.id for row in leaders] == [user_id] else 0


def _stands_in(session: Session, user_id: UUID) -> int:
    query = select(func.count()).select_from(Absence)
    left = (col(Absence.ended_at).is_(None), col(Absence.last_day) >= clock.today())
    return session.exec(query.where(Absence.stand_in_id == user_id, *left)).one()
