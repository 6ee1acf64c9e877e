"""What an official report can be made of: the answers that an agency has drafted and not sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.recommendations import prepared
from rasoat.recommendations.answering.models import IN_PREPARATION, PreparedAnswer
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation

MOST = 60
"""So many are offered, those that are due first."""
ALLOWED = prepared.OFFICERS | prepared.LEADERS


@dataclass(frozen=True, slots=True)
class Drafted:
    """An answer that says how far it is done and what was done, and the obligation that it answers."""

    answer: PreparedAnswer
    obligation: Obligation


def ready(session: Session, actor: Actor) -> list[Drafted]:
    """The drafted answers of the actor's agency that a report can be made of, those that are due first."""
    if actor.role not in ALLOWED:
        return []
    query = (
        select(PreparedAnswer, Obligation)
        .join(Obligation, col(Obligation.id) == col(PreparedAnswer.obligation_id))
        .where(
            PreparedAnswer.agency_id == actor.agency_id,
            Obligation.addressee_id == actor.agency_id,
            col(PreparedAnswer.outcome).in_(IN_PREPARATION),
            PreparedAnswer.claim != "",
            PreparedAnswer.text != "",
            open_condition(),
            ADDRESSEES_TURN.condition,
        )
    )
    order = col(Obligation.due_on).asc().nulls_last(), col(Obligation.source_number), col(Obligation.id)
    return [Drafted(*pair) for pair in session.exec(query.order_by(*order).limit(MOST))]


def chosen(session: Session, actor: Actor, ids: Collection[UUID]) -> Sequence[Drafted]:
    """Those among them whose drafts were chosen: what was sent, or worded anew, meanwhile is not."""
    return [one for one in ready(session, actor) if one.answer.id in ids]
