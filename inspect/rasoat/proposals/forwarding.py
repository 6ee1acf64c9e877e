"""Forwarding several proposals at once, of whatever units, to one agency: one letter carries them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.problems import Problem, Reason
from rasoat.proposals import effects, queries
from rasoat.proposals.models import AWAITS_LETTER, ONWARD, Proposal
from rasoat.workflows import CaseRef, Fired, fire, move

FORWARD = "forward"
MOST = 200
"""So many are offered, those that came first."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """One of the proposals, and what is asked of the receiver about it."""

    proposal_id: UUID
    response: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom they go; `onward`: whom it is asked to pass them on to (see ONWARD); `due_on`: until when it should reply."""

    agency_id: UUID | None
    onward: str = ""
    due_on: date | None = None


def may_forward(actor: Actor) -> bool:
    """Whether a person may forward the proposals of the own agency."""
    return actor.role in (Role.OFFICER, Role.LEADER)


def candidates(session: Session, actor: Actor) -> list[Proposal]:
    """What may be forwarded: the own agency's that were not, that follow no other one, and that await no letter."""
    alone = col(Proposal.forwarded_on).is_(None), col(Proposal.follows_id).is_(None), ~AWAITS_LETTER.condition
    waits = *alone, queries.owed()
    query = select(Proposal).where(Proposal.lead_agency_id == actor.agency_id, *waits, queries.visible_to(actor))
    return list(session.exec(query.order_by(col(Proposal.received_on), col(Proposal.id)).limit(MOST)))


def forward_together(session: Session, actor: Actor, to: Receiver, some: Sequence[Forwarded]) -> list[Fired]:
    """Forward these proposals, and those that follow them, with one letter: all of them, or none. The letter is drafted from
    the first one.

    Raises Problem `form.invalid` with a reason for each proposal that cannot be forwarded.
    """
    reasons = [] if some else [Reason("proposals", "Chọn ít nhất một đề xuất.")]
    if to.agency_id is None:
        reasons.append(Reason("to_agency", "Chọn cơ quan nhận."))
    if to.onward and to.onward not in ONWARD:
        reasons.append(Reason("onward", "Chọn một trong danh sách."))
    if to.due_on is not None:
        reasons += queries.against_due(to.due_on)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    # The rows are locked in one order, whatever the order on the page: two officers at once do not wait for each other.
    places = sorted(enumerate(some), key=lambda pair: pair[1].proposal_id)
    head_id = some[0].proposal_id
    return [_forward(session, actor, to, number, one, head_id) for number, one in places]


def _forward(session: Session, actor: Actor, to: Receiver, number: int, one: Forwarded, head_id: UUID) -> Fired:
    ref = CaseRef("proposal", one.proposal_id)
    payload = {"to_agency": to.agency_id, "onward": to.onward, "due_on": to.due_on, "response": one.response}
    payload |= effects.sent_with(head_id if one.proposal_id != head_id else None)
    try:
        queries.require_visible(session, one.proposal_id, actor)
        move.renew_for(session, ref, "join", actor)
        return fire(session, ref, FORWARD, actor, payload=payload)
    except Problem as problem:
        told = " ".join(reason.message for reason in problem.reasons) or f"{problem.what} {problem.todo}"
        raise Problem("form.invalid", reasons=[Reason(f"proposals-{number}-proposal_id", told)]) from problem
