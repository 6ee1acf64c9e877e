"""Who may give an obligation another priority, and which it had."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.priorities.models import PriorityChange
from rasoat.workflows import pins

TRIGGER = "change_priority"


def may_change(session: Session, obligation: Obligation, actor: Actor) -> bool:
    """Whether the actor may: an officer of the agency that follows it up, while it is open, where its procedure knows
    priorities. Whichever version of the procedure it began on: `operations.change` moves it on.
    """
    follows = actor.role == Role.OFFICER and actor.agency_id == obligation.lead_agency_id
    steps = pins.newest(session, obligation.workflow).transitions
    return follows and is_open(obligation) and (TRIGGER, obligation.status) in steps


def changes_of(session: Session, obligation_id: UUID) -> list[PriorityChange]:
    """What became of its priority after it was sent, oldest first."""
    query = select(PriorityChange).where(PriorityChange.obligation_id == obligation_id)
    return list(session.exec(query.order_by(col(PriorityChange.id))))
