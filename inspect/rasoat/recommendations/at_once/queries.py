"""Which recommendations answer a danger on the spot, and which of them a letter asked before the result notice."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.dangers.models import Danger
from rasoat.recommendations import queries
from rasoat.recommendations.models import DRAFTING, ENDED, Obligation, Recommendation
from rasoat.recommendations.queries import Told


def of_danger(session: Session, danger: Danger, actor: Actor | None = None) -> list[Told]:
    """The recommendations that answer a danger, in their order; with `actor`, only what this person may see."""
    rows = queries.recommendations_of(session, danger.inspection_id, actor)
    return [one for one in rows if one.recommendation.danger_id == danger.id]


def drafted(session: Session, danger_id: UUID) -> list[tuple[Recommendation, Obligation]]:
    """What a letter about a danger would ask now: nothing has sent it yet."""
    found = of_danger(session, session.get_one(Danger, danger_id))
    return [(one.recommendation, row) for one in found for row in one.obligations if DRAFTING.of(row)]


def asked_by_letter(session: Session, danger_id: UUID) -> list[UUID]:
    """The obligations that a letter about a danger asked and that have not ended, in the order of their numbers."""
    its = col(Obligation.danger_id) == danger_id, ~ENDED.condition
    query = select(Obligation.id).where(*its).order_by(col(Obligation.source_number), col(Obligation.id))
    return list(session.exec(query))


def linkable(rows: Sequence[Told]) -> list[Told]:
    """The drafted recommendations that answer no danger yet, from those of one inspection."""
    return [
        one
        for one in rows
        if one.recommendation.danger_id is None and one.obligations and all(map(DRAFTING.of, one.obligations))
    ]
