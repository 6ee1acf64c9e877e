"""What lies in the hands of one account, before it is closed or moved. The administrator sees numbers and no cases."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts import signing
from rasoat.accounts.models import Absence
from rasoat.inspections.models import WORKING, Inspection, TeamMember
from rasoat.papers import models as paper_states
from rasoat.papers.models import PaperCase
from rasoat.plans import models as plan_states
from rasoat.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many inspections under way the person leads, and in how many teams the person has another assignment; how many
    plans and papers the person is drafting; in how many absences of others, present and coming, the person stands in; and
    how many things the person was given to sign.
    """

    leads: int
    takes_part: int
    drafts: int = 0
    stands_in: int = 0
    signs: int = 0


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
    return Holdings(leads, sum(counts.values()), _drafts(session, user_id), _stands_in(session, user_id), signs)


def _drafts(session: Session, user_id: UUID) -> int:
    plans = select(func.count()).select_from(Plan).where(Plan.drafted_by == user_id, plan_states.DRAFTING.condition)
    papers = select(func.count()).select_from(PaperCase)
    papers = papers.where(PaperCase.drafted_by == user_id, col(PaperCase.open), paper_states.DRAFTING.condition)
    return session.exec(plans).one() + session.exec(papers).one()


def _stands_in(session: Session, user_id: UUID) -> int:
    query = select(func.count()).select_from(Absence)
    left = (col(Absence.ended_at).is_(None), col(Absence.last_day) >= clock.today())
    return session.exec(query.where(Absence.stand_in_id == user_id, *left)).one()
