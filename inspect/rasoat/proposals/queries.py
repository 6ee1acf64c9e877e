"""Reading proposals."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.proposals.models import Proposal


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who sees a proposal: who made it, whom it was forwarded to, and the inspecting side; no other authority."""
    own = or_(col(Proposal.from_id) == actor.agency_id, col(Proposal.forwarded_to_id) == actor.agency_id)
    if actor.is_authority:
        return own
    return or_(own, col(Proposal.inspection_id).in_(select(Inspection.id).where(inspections.inspected_by(actor))))


def visible(session: Session, proposal_id: UUID, actor: Actor) -> bool:
    """Whether a person may see one proposal."""
    return session.exec(select(Proposal.id).where(Proposal.id == proposal_id, visible_to(actor))).first() is not None


def require_visible(session: Session, proposal_id: UUID, actor: Actor) -> Proposal:
    """The proposal, or Problem `not_found`."""
    found = session.exec(select(Proposal).where(Proposal.id == proposal_id, visible_to(actor))).first()
    if found is None:
        raise Problem("not_found")
    return found


def proposals_of(session: Session, inspection_id: UUID, actor: Actor | None = None) -> list[Proposal]:
    """The proposals of one inspection in their order; with `actor`, those that person may see."""
    query = select(Proposal).where(Proposal.inspection_id == inspection_id)
    if actor is not None:
        query = query.where(visible_to(actor))
    return list(session.exec(query.order_by(col(Proposal.ordinal))))


def forwarded_to(session: Session, actor: Actor) -> list[Proposal]:
    """Proposals that wait for a reply of the person's agency."""
    query = select(Proposal).where(Proposal.forwarded_to_id == actor.agency_id, Proposal.status == "forwarded")
    return list(session.exec(query.order_by(col(Proposal.forwarded_on))))


def may_edit(session: Session, proposal: Proposal, actor: Actor) -> bool:
    """Whether a person may correct the text: of the proposing agency, or who records for it."""
    if actor.is_authority:
        return actor.agency_id == proposal.from_id
    return inspections.may_edit(session, session.get_one(Inspection, proposal.inspection_id), actor)
