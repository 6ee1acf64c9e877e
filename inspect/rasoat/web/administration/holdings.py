"""What lies in the hands of one account, before it is closed or moved. The administrator sees numbers and no cases."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat.inspections.models import WORKING, Inspection, TeamMember


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many inspections under way the person leads, and in how many teams the person has another assignment."""

    leads: int
    takes_part: int


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
    return Holdings(leads, sum(counts.values()))
