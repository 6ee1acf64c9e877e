"""Receiving what a unit asks of those above it. What becomes of it goes through the workflow."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.plans.freshness import begin_edit, mark
from rasoat.problems import Problem, Reason
from rasoat.proposals import queries
from rasoat.proposals.models import Proposal
from rasoat.workflows import CaseRef, pins, start

ENDED = ("planned", "postponed", "cancelled", "closed")
"""States of an inspection in which nothing is proposed: before the unit knows of it, and after it is over."""


def receive(session: Session, actor: Actor, inspection_id: UUID, text: str, received_on: date) -> Proposal:
    """Record a proposal sent by the inspected authority, or noted for it by an officer or the team at the session.

    Raises Problem `not_found`, `forbidden`, `proposal.closed` or `form.invalid`.
    """
    inspection = inspections.require_visible(session, inspection_id, actor)
    from_id = _proposer(session, inspection, actor)
    if inspection.status in ENDED:
        definition = pins.runtime(session, inspection.workflow, inspection.workflow_version).definition
        raise Problem("proposal.closed", state=definition.states[inspection.status].title)
    reasons = _wrong_text(text)
    if received_on > clock.today():
        reasons.append(Reason("received_on", "Ngày nhận không thể sau hôm nay."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    last = session.exec(select(func.max(Proposal.ordinal)).where(Proposal.inspection_id == inspection_id)).one()
    row = Proposal(
        inspection_id=inspection_id,
        lead_agency_id=inspection.lead_agency_id,
        from_id=from_id,
        ordinal=(last or 0) + 1,
        text=text.strip(),
        received_on=received_on,
    )
    mark(row, actor)
    start(session, row, "proposal", "proposal", actor, received_on)
    return row


def edit_proposal(session: Session, actor: Actor, proposal_id: UUID, version: int | None, text: str) -> Proposal:
    """Correct the text while nobody has decided on it. Raises Problem `not_found`, `proposal.settled`, `row.stale`."""
    row = queries.require_visible(session, proposal_id, actor)
    if not queries.may_edit(session, row, actor):
        raise Problem("forbidden")
    if row.status != "received":
        raise Problem("proposal.settled")
    begin_edit(session, row, version, actor, case=CaseRef("proposal", row.id))
    reasons = _wrong_text(text)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    row.text = text.strip()
    session.flush()
    return row


def _proposer(session: Session, inspection: Inspection, actor: Actor) -> UUID:
    if actor.is_authority and actor.agency_id in (inspection.unit_id, inspection.office_id):
        return actor.agency_id
    if not actor.is_authority and inspections.may_edit(session, inspection, actor):
        return inspection.unit_id
    raise Problem("forbidden")


def _wrong_text(text: str) -> list[Reason]:
    return [] if text.strip() else [Reason("text", "Nhập nội dung đề xuất.")]
