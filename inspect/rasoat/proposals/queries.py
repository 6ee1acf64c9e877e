"""Reading proposals."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.accounts.scope import Scoped
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.proposals.models import RECEIVERS_TURN, Proposal


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who may see a proposal: the agency that made it, the one to which it was forwarded, and the inspecting side; no
    other authority.
    """
    own = or_(col(Proposal.from_id) == actor.agency_id, col(Proposal.forwarded_to_id) == actor.agency_id)
    if actor.is_authority:
        return own
    return or_(own, col(Proposal.inspection_id).in_(select(Inspection.id).where(inspections.inspected_by(actor))))


_scope = Scoped(Proposal, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def proposals_of(session: Session, inspection_id: UUID, actor: Actor | None = None) -> list[Proposal]:
    """The proposals of one inspection in their order; with `actor`, only those that this person may see."""
    query = select(Proposal).where(Proposal.inspection_id == inspection_id)
    if actor is not None:
        query = query.where(visible_to(actor))
    return list(session.exec(query.order_by(col(Proposal.ordinal))))


def forwarded_to(session: Session, actor: Actor) -> list[Proposal]:
    """Proposals that wait for a reply from the person's agency."""
    query = select(Proposal).where(Proposal.forwarded_to_id == actor.agency_id, RECEIVERS_TURN.condition)
    return list(session.exec(query.order_by(col(Proposal.forwarded_on))))


def may_edit(session: Session, proposal: Proposal, actor: Actor) -> bool:
    """Whether a person may correct the text: people of the proposing agency may, and those who record for it."""
    if actor.is_authority:
        return actor.agency_id == proposal.from_id
    return inspections.may_edit(session, session.get_one(Inspection, proposal.inspection_id), actor)
