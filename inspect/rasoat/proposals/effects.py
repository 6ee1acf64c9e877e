"""What each step records of a proposal, and of those that follow it: alike proposals of several units go together."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Role
from rasoat.proposals import due, queries
from rasoat.proposals.models import Proposal
from rasoat.workflows import CaseRef, Firing, effect, fire

LED_BY = "_led_by"
"""In a payload: the id of the proposal with which this one goes along."""
_SENT_WITH, _JOINED_TO = "_sent_with", "_joined_to"
_NEXT = {
    "accept": due.KEEP,
    "forward": due.ANSWER,
    "ask_letter": due.SEND,
    "letter_came": due.DECIDE,
    "stop_waiting": due.DECIDE,
}


def row_of(firing: Firing) -> Proposal:
    """The proposal that is acted on."""
    return firing.session.get_one(Proposal, firing.ref.id)


def sent_with(head_id: UUID | None) -> dict[str, UUID]:
    """For a payload: the letter is that of this other proposal."""
    return {_SENT_WITH: head_id} if head_id else {}


def joined_to(leader_id: UUID) -> dict[str, UUID]:
    """For a payload: which proposal the case joins."""
    return {_JOINED_TO: leader_id}


def leader_in(firing: Firing) -> UUID | None:
    """The proposal that the case joins."""
    return firing.payload.get(_JOINED_TO)


@effect("record_response")
def _record_response(firing: Firing) -> None:
    row_of(firing).response = firing.payload["response"]


@effect("record_forwarding")
def _record_forwarding(firing: Firing) -> None:
    row = row_of(firing)
    row.forwarded_to_id, row.forwarded_on = firing.payload["to_agency"], firing.effective_on
    row.onward, row.sent_with_id = firing.payload.get("onward") or "", firing.payload.get(_SENT_WITH)


@effect("record_next_due")
def _record_next_due(firing: Firing) -> None:
    name = _NEXT[firing.transition.trigger]
    row = row_of(firing)
    row.due_on = firing.payload.get("due_on") or due.default(firing.session, name)
    # It waits for something else now, and climbs those steps anew, also when the day is the same.
    row.climbs_for, row.climbs_on = None, None


@effect("take_on")
def _take_on(firing: Firing) -> None:
    """Whoever deals with it first sees to it, until somebody else is named."""
    row, actor = row_of(firing), firing.actor
    if row.owner_id is None and actor.role in (Role.OFFICER, Role.LEADER) and actor.agency_id == row.lead_agency_id:
        row.owner_id = actor.account_id


@effect("record_reply")
def _record_reply(firing: Firing) -> None:
    row = row_of(firing)
    row.reply, row.replied_on = firing.payload["reply"], firing.effective_on


@effect("carry_along")
def _carry_along(firing: Firing) -> None:
    """The same step, by the same person, of each proposal that follows this one: all of them, or none."""
    row = row_of(firing)
    payload = {**firing.payload, LED_BY: row.id, **sent_with(row.sent_with_id or row.id)}
    for follower_id in followers(firing.session, row.id):
        fire(
            firing.session,
            CaseRef("proposal", follower_id),
            firing.transition.trigger,
            firing.actor,
            payload=payload,
            effective_on=firing.effective_on,
        )


def followers(session: Session, leader_id: UUID) -> list[UUID]:
    """The proposals that follow one, in the order in which they are locked."""
    return list(session.exec(select(Proposal.id).where(queries.following(leader_id)).order_by(col(Proposal.id))))


@effect("follow_proposal")
def _follow_proposal(firing: Firing) -> None:
    row_of(firing).follows_id = leader_in(firing)


@effect("stop_following")
def _stop_following(firing: Firing) -> None:
    row_of(firing).follows_id = None
