"""What of one addressee is still open, and may be asked again."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.findings.models import Finding
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import DRAFTING, UNSENT, Obligation, RecommendationFinding
from rasoat.recommendations.queries import visible_to
from rasoat.units.heirs import Heirs
from rasoat.visits.models import Response

MOST = 60
"""So many are offered, the urgent and those that are due first before the others."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that may be asked again; `alike`: a shortcoming of the same question of a checklist led to both."""

    obligation: Obligation
    alike: bool


def candidates(session: Session, drafted: Obligation, actor: Actor) -> list[Candidate]:
    """What the addressee, or an ended agency for which it goes on, still owes the same lead agency, as far as the actor sees
    it: what the same question of a checklist led to stands first. What another draft of the same inspection asks again is
    left out: it would be counted twice.
    """
    query = select(Obligation).where(
        col(Obligation.addressee_id).in_(_owing(session, drafted)),
        Obligation.lead_agency_id == drafted.lead_agency_id,
        Obligation.workflow == drafted.workflow,
        open_condition(),
        ~UNSENT.condition,
        col(Obligation.id).not_in(taken(session, drafted)),
        visible_to(actor),
    )
    rows = session.exec(query.order_by(col(Obligation.queue), col(Obligation.id)).limit(MOST)).all()
    asked = _questions(session, [drafted, *rows])
    mine = asked.get(drafted.source_id, set())
    found = [Candidate(row, bool(mine & asked.get(row.source_id, set()))) for row in rows]
    return sorted(found, key=lambda one: not one.alike)


def _owing(session: Session, drafted: Obligation) -> set[UUID]:
    return {drafted.addressee_id, *Heirs(session, clock.today()).ended_before(drafted.addressee_id)}


def taken_of_addressee(session: Session, drafted: Obligation, actor: Actor) -> bool:
    """Whether another draft of the same inspection asks something again that this addressee still owes."""
    its = col(Obligation.id).in_(taken(session, drafted)), col(Obligation.addressee_id).in_(_owing(session, drafted))
    return session.exec(select(Obligation.id).where(*its, open_condition(), visible_to(actor))).first() is not None


def taken(session: Session, drafted: Obligation) -> set[UUID]:
    """What the other drafts of the same inspection ask again."""
    query = select(Obligation.repeats_id).where(
        Obligation.inspection_id == drafted.inspection_id,
        Obligation.id != drafted.id,
        col(Obligation.repeats_id).is_not(None),
        DRAFTING.condition,
    )
    return {one for one in session.exec(query) if one is not None}


def _questions(session: Session, rows: list[Obligation]) -> dict[UUID, set[tuple[str, str]]]:
    """By source, the questions of checklists whose shortcomings it answers."""
    query = (
        select(RecommendationFinding.recommendation_id, Response.checklist, Finding.item)
        .join(Finding, col(Finding.id) == col(RecommendationFinding.finding_id))
        .join(Response, col(Response.id) == col(Finding.response_id))
        .where(col(RecommendationFinding.recommendation_id).in_({row.source_id for row in rows}))
    )
    found: dict[UUID, set[tuple[str, str]]] = {}
    for source_id, checklist, item in session.exec(query):
        found.setdefault(source_id, set()).add((checklist, item))
    return found
