"""Alike proposals of several units are joined: one leads, what is done about it is done about those that follow it, and its
reply is the reply to all of them. It is undone as long as they were not forwarded.
"""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import text
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import lock_rows
from rasoat.problems import Reason
from rasoat.proposals import effects, queries
from rasoat.proposals.models import AWAITS_LETTER, UNDECIDED, Proposal
from rasoat.workflows import CaseRef, Fired, fire, move

JOIN, SEPARATE, ACCEPT = "join", "separate", "accept"
LOOKED_AT, OFFERED = 300, 30
"""Of the newest proposals that may lead, so many are compared; so many of them are offered, the most alike first."""


def may_join(row: Proposal, actor: Actor) -> bool:
    """Whether a person may join it to another one: officers of the lead agency, before it is forwarded."""
    mine = actor.role == Role.OFFICER and actor.agency_id == row.lead_agency_id
    waits = row.forwarded_on is None and not row.replied_on and not AWAITS_LETTER.of(row)
    return mine and row.open and waits


def join(session: Session, actor: Actor, proposal_id: UUID, version: int | None, leader_id: UUID) -> Fired:
    """Let a proposal follow another one. When that one was accepted already, so is this.

    Raises Problem `not_found`, `case.not_allowed`, `case.wrong_state`, and `case.refused` for a proposal that cannot lead it.
    """
    _lock_both(session, actor, proposal_id, leader_id)
    ref, payload = CaseRef("proposal", proposal_id), effects.joined_to(leader_id)
    # Those that came before proposals could be joined have no other way to it.
    move.renew_for(session, CaseRef("proposal", leader_id), JOIN, actor)
    expected = move.renew_expected(session, ref, JOIN, actor, version)
    fired = fire(session, ref, JOIN, actor, expected_version=expected, payload=payload)
    leader = session.get_one(Proposal, leader_id)
    if UNDECIDED.of(session.get_one(Proposal, proposal_id)) and not UNDECIDED.of(leader):
        same = {"response": leader.response, "due_on": leader.due_on, effects.LED_BY: leader_id}
        fire(session, ref, ACCEPT, actor, payload=same)
    return fired


def separate(session: Session, actor: Actor, proposal_id: UUID, version: int | None) -> Fired:
    """Let a proposal go alone again; what was decided about it stays. Raises Problem `not_found`, `case.not_allowed`,
    `case.wrong_state` once it was forwarded, `case.refused` when it follows none.
    """
    row = queries.require_visible(session, proposal_id, actor)
    if row.follows_id is not None:
        _lock_both(session, actor, proposal_id, row.follows_id)
    return fire(session, CaseRef("proposal", proposal_id), SEPARATE, actor, expected_version=version)


def _lock_both(session: Session, actor: Actor, *ids: UUID) -> None:
    """Lock them in one order, whichever leads: a step of the one that leads is before this, or after it."""
    for one in ids:
        queries.require_visible(session, one, actor)
    lock_rows(session, select(Proposal).where(col(Proposal.id).in_(ids)).order_by(col(Proposal.id)))


def against(session: Session, row: Proposal, leader: Proposal) -> list[Reason]:
    """Why a proposal cannot follow another one."""
    if leader.id == row.id or leader.lead_agency_id != row.lead_agency_id:
        return [Reason("leader", "Chọn một đề xuất khác do cùng cơ quan theo dõi.")]
    if row.follows_id is not None:
        return [Reason("leader", "Đề xuất này đã gộp với đề xuất khác; tách ra trước.")]
    if leader.follows_id is not None:
        return [Reason("leader", "Đề xuất được chọn đang đi theo đề xuất khác; chọn đề xuất chính.")]
    if effects.followers(session, row.id):
        return [Reason("leader", "Đề xuất này đang là đề xuất chính; gộp đề xuất kia vào đây.")]
    if AWAITS_LETTER.of(leader):
        return [Reason("leader", "Đề xuất được chọn đang chờ văn bản của đơn vị; gộp khi văn bản đã đến.")]
    if not leader.open or leader.forwarded_on is not None or leader.replied_on is not None:
        return [Reason("leader", "Đề xuất được chọn đã chuyển đi hoặc đã trả lời nên không gộp thêm được.")]
    if UNDECIDED.of(leader) and not UNDECIDED.of(row):
        return [Reason("leader", "Đề xuất này đã được tiếp thu, đề xuất kia thì chưa; gộp đề xuất kia vào đây.")]
    return []


def candidates(session: Session, row: Proposal) -> list[Proposal]:
    """What it may follow, the most alike first: of the same lead agency, not forwarded, following none."""
    query = select(Proposal).where(
        Proposal.lead_agency_id == row.lead_agency_id,
        col(Proposal.open),
        Proposal.id != row.id,
        col(Proposal.follows_id).is_(None),
        col(Proposal.forwarded_on).is_(None),
        col(Proposal.replied_on).is_(None),
    )
    rows = session.exec(query.order_by(col(Proposal.id).desc()).limit(LOOKED_AT)).all()
    words = set(text.words(row.text))
    alike = {one.id: len(words & set(text.words(one.text))) for one in rows}
    return sorted(rows, key=lambda one: -alike[one.id])[:OFFERED]
