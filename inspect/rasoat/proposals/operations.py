"""Receiving what a unit asks of the agencies above it. What follows goes through the workflow."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import HEARS_PROPOSALS, Inspection
from rasoat.problems import Problem, Reason
from rasoat.proposals import due, queries, telling
from rasoat.proposals.models import UNDECIDED, Proposal
from rasoat.workflows import CaseRef, noting, start
from rasoat.workflows.editing import begin_edit, mark

APPOINT = "proposal_appointed"
"""Entry in a proposal's journal: somebody was named to see to it, or another last day was set."""


def receive(session: Session, actor: Actor, inspection_id: UUID, text: str, received_on: date) -> Proposal:
    """Record a proposal sent by the inspected authority, or noted for it by an officer or the team at the session.

    Raises Problem `not_found`, `forbidden`, `proposal.closed` or `form.invalid`.
    """
    inspections.require_visible(session, inspection_id, actor)
    inspection = lock(session, Inspection, inspection_id)
    from_id = require_open(session, inspection, actor)
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
        due_on=due.default(session, due.DECIDE),
    )
    mark(row, actor)
    start(session, row, "proposal", "proposal", actor, received_on)
    if actor.is_authority:
        telling.tell_of_new(session, row, actor)
    return row


def edit_proposal(session: Session, actor: Actor, proposal_id: UUID, version: int | None, text: str) -> Proposal:
    """Correct the text as long as nobody has decided on it. Raises Problem `not_found`, `proposal.settled`,
    `row.stale`.
    """
    queries.require_visible(session, proposal_id, actor)
    row = lock(session, Proposal, proposal_id)
    if not queries.may_edit(session, row, actor):
        raise Problem("forbidden")
    if not UNDECIDED.of(row):
        raise Problem("proposal.settled")
    begin_edit(session, row, version, actor, case=CaseRef("proposal", row.id))
    reasons = _wrong_text(text)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    row.text = text.strip()
    session.flush()
    return row


def appoint(
    session: Session, actor: Actor, proposal_id: UUID, version: int | None, owner_id: UUID | None, due_on: date | None
) -> Proposal:
    """Say who of the lead agency sees to a proposal, and until when the next thing is to be done.

    Raises Problem `not_found`, `forbidden`, `proposal.settled` once it was replied to, `row.stale`, `form.invalid`.
    """
    queries.require_visible(session, proposal_id, actor)
    row = lock(session, Proposal, proposal_id)
    if not queries.is_owed(row):
        raise Problem("proposal.settled")
    if not queries.may_appoint(row, actor):
        raise Problem("forbidden")
    begin_edit(session, row, version, actor, case=CaseRef("proposal", row.id))
    reasons = [] if due_on is None or due_on == row.due_on else queries.against_due(due_on)
    if due_on is None:
        reasons.append(Reason("due_on", "Nhập hạn."))
    if owner_id is not None and owner_id not in {one.id for one in queries.owners(session, row.lead_agency_id)}:
        reasons.append(Reason("owner", "Chọn một chuyên viên hoặc lãnh đạo đang dùng tài khoản của cơ quan."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    is_new = owner_id is not None and owner_id != row.owner_id
    row.owner_id, row.due_on = owner_id, due_on
    facts = {"owner": str(owner_id or ""), "due_on": str(due_on)}
    entry_id = noting.note(session, CaseRef("proposal", row.id), APPOINT, actor, facts, {})
    # The session has forgotten the row: the entry changed it.
    row = session.get_one(Proposal, proposal_id)
    if is_new:
        telling.tell_owner(session, row, actor, entry_id)
    session.refresh(row)
    return row


def require_open(session: Session, inspection: Inspection, actor: Actor) -> UUID:
    """The agency a person may propose for in this inspection. Raises Problem `forbidden` or `proposal.closed`."""
    from_id = _proposer(session, inspection, actor)
    if from_id is None:
        raise Problem("forbidden")
    if not HEARS_PROPOSALS.of(inspection):
        raise Problem(
            "proposal.closed", state=inspections.definition_of(session, inspection).states[inspection.status].title
        )
    return from_id


def may_send(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether a person may propose something in this inspection now."""
    return HEARS_PROPOSALS.of(inspection) and _proposer(session, inspection, actor) is not None


def _proposer(session: Session, inspection: Inspection, actor: Actor) -> UUID | None:
    if actor.is_authority:
        return actor.agency_id if actor.agency_id in (inspection.unit_id, inspection.office_id) else None
    return inspection.unit_id if inspections.may_edit(session, inspection, actor) else None


def _wrong_text(text: str) -> list[Reason]:
    return [] if text.strip() else [Reason("text", "Nhập nội dung đề xuất.")]
