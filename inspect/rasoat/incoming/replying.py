"""A paper that came in as the reply to proposals that were forwarded: one paper may reply to several of them at once, and
each reply goes to every unit that asked for the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.actor import Actor
from rasoat.incoming import queries
from rasoat.incoming.answering import may_record
from rasoat.incoming.citing import cited
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Problem, Reason
from rasoat.proposals import effects
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import RECEIVERS_TURN, Proposal
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard, move

TRIGGER = "reply_on_paper"
MOST = 60
"""Of what a paper may reply to, so many are offered, those that were forwarded first."""


@dataclass(frozen=True, slots=True)
class PaperReply:
    """What the paper says to one proposal."""

    proposal_id: UUID
    reply: str


def candidates(session: Session, actor: Actor, paper: IncomingPaper) -> list[Proposal]:
    """What the paper may reply to: what its receiver forwarded before the day of the paper, those of its author first; not
    those that follow another one, which are replied to with that one.
    """
    waits = RECEIVERS_TURN.condition, col(Proposal.forwarded_on) <= paper.dated, col(Proposal.follows_id).is_(None)
    query = select(Proposal).where(Proposal.lead_agency_id == paper.agency_id, col(Proposal.open), *waits)
    query = query.where(proposals.visible_to(actor)).order_by(col(Proposal.forwarded_on), col(Proposal.id))
    author = text.words(paper.author)
    found = session.exec(query.limit(MOST)).all()
    agencies = {one: session.get_one(Agency, one) for one in {row.forwarded_to_id for row in found}}

    def by_author(row: Proposal) -> bool:
        agency = agencies[row.forwarded_to_id]
        return author in (text.words(agency.name), text.words(agency.short_name))

    return sorted(found, key=lambda row: not by_author(row))


def replied_by(session: Session, actor: Actor, incoming_id: UUID) -> list[Proposal]:
    """The proposals that the paper replied to, among those that the actor may see."""
    query = select(Proposal).where(Proposal.reply_incoming_id == incoming_id, proposals.visible_to(actor))
    return list(session.exec(query.order_by(col(Proposal.received_on), col(Proposal.id))))


def record_replies(session: Session, actor: Actor, incoming_id: UUID, replies: Sequence[PaperReply]) -> list[Fired]:
    """Record a registered paper as the reply to these proposals: to all of them, or to none.

    Raises Problem `not_found` for a paper that the actor does not see, `forbidden` for anybody but an officer of its
    receiver, `form.invalid` with a reason for each proposal to which it cannot reply.
    """
    paper = queries.require_visible(session, incoming_id, actor)
    if not may_record(actor, paper):
        raise Problem("forbidden")
    if not replies:
        raise Problem("form.invalid", reasons=[Reason("replies", "Chọn ít nhất một đề xuất mà văn bản này trả lời.")])
    # The rows are locked in one order, whatever the order on the page: two officers at once do not wait for each other.
    places = sorted(enumerate(replies), key=lambda pair: pair[1].proposal_id)
    return [_record(session, actor, number, one, paper) for number, one in places]


def _record(session: Session, actor: Actor, number: int, one: PaperReply, paper: IncomingPaper) -> Fired:
    ref, payload = CaseRef("proposal", one.proposal_id), {"reply": one.reply, "_incoming": paper}
    try:
        proposals.require_visible(session, one.proposal_id, actor)
        # Cases that began before replies on paper could be recorded have no other way for them.
        move.renew_for(session, ref, TRIGGER, actor)
        return fire(session, ref, TRIGGER, actor, payload=payload, effective_on=paper.dated)
    except Problem as problem:
        told = " ".join(reason.message for reason in problem.reasons) or f"{problem.what} {problem.todo}"
        raise Problem("form.invalid", reasons=[Reason(f"replies-{number}-proposal_id", told)]) from problem


@guard("reply_is_a_registered_paper", needs_payload=True)
def _reply_is_a_registered_paper(firing: Firing) -> list[Reason]:
    paper, sent = firing.payload.get("_incoming"), firing.case_row["forwarded_on"]
    if not isinstance(paper, IncomingPaper) or paper.agency_id != firing.case_row["lead_agency_id"]:
        return [Reason("", "Văn thư vào sổ văn bản đến trước, rồi ghi trả lời từ trang của văn bản đó.")]
    if sent and paper.dated < sent:
        return [
            Reason(
                "",
                f"Văn bản có ngày trước ngày chuyển đề xuất ({clock.date_text(sent)}) nên không trả lời đề xuất này.",
            )
        ]
    return []


@effect("record_reply_paper")
def _record_reply_paper(firing: Firing) -> None:
    row, paper = effects.row_of(firing), firing.payload["_incoming"]
    row.reply_paper, row.reply_incoming_id = cited(paper), paper.id
