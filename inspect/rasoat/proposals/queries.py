"""Reading proposals."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.accounts.scope import Scoped
from rasoat.db.bulk import among_these
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.inspections.near import any_of, near
from rasoat.proposals.models import RECEIVERS_TURN, Proposal


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who may see a proposal: the agency that made it, the one to which it was forwarded, and the inspecting side; no
    other authority.
    """
    own = or_(col(Proposal.from_id) == actor.agency_id, col(Proposal.forwarded_to_id) == actor.agency_id)
    if actor.is_authority:
        return own
    return or_(own, inspections.of_inspected(col(Proposal.inspection_id), actor, col(Proposal.lead_agency_id)))


def listed(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see inspections/near.py)."""
    few = near(session, actor)
    if few is None:
        return visible_to(actor)
    own = col(Proposal.from_id) == actor.agency_id, col(Proposal.forwarded_to_id) == actor.agency_id
    return and_(any_of(session, Proposal, *own, among_these(col(Proposal.inspection_id), few)), visible_to(actor))


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
