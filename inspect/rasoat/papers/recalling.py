"""Recalling an issued paper (thu hồi): what it asked is suspended, and each agency that received it says that it knows."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import AUTHORITY_ROLES, Actor, Role
from rasoat.accounts.queries import people
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.papers import chain, queries
from rasoat.papers.models import RECALLED, PaperCase, RecallReceipt
from rasoat.papers.registry import about_named, kind_of
from rasoat.problems import Problem, Reason
from rasoat.recommendations import suspending
from rasoat.units.models import Agency
from rasoat.workflows import Firing

EVENT = "paper_recalled"
"""Event of a paper: whoever received it is told."""
RESTS = "Chưa phải làm gì, cũng chưa xác minh được, cho đến khi có văn bản thay thế hoặc nội dung này được rút."
ENDS = (
    "Chưa phải làm gì, cũng chưa xác minh được. Văn bản này không có văn bản thay thế: cơ quan ban hành rút nội dung này, "
    "còn cần thì yêu cầu lại ở văn bản mới."
)
"""What people read about an obligation of a paper that may be replaced, and of one that never is, such as a plan's."""
TOLD_ROLES = frozenset(Role) - {Role.ADMINISTRATOR, Role.SYSTEM}


def against(session: Session, case: PaperCase) -> list[Reason]:
    """Why an issued paper cannot be recalled: what a letter changed or withdrew would not come back, and nothing would rest."""
    if not kind_of(case).amends:
        return []
    if any(row.fate == "withdrawn" for row in chain.fates(session, case.id)):
        told = (
            "Nội dung đã rút theo công văn này và không còn được theo dõi; thu hồi công văn không đưa nội dung trở lại. "
            "Cần thực hiện thì yêu cầu lại: thêm nội dung ở văn bản thay thế văn bản đầu tiên, hoặc giao bằng văn bản mới."
        )
        return [Reason("", told)]
    told = (
        "Công văn này đã thay đổi nội dung phải theo dõi; thu hồi công văn không đưa lời cũ, hạn cũ trở lại. "
        "Cần đổi lại thì soạn công văn thay đổi khác ở trang của nội dung đó, ghi lời và hạn đúng."
    )
    return [Reason("", told)]


def recall(firing: Firing) -> None:
    """Take an issued paper out of force, suspend what it asked, and tell everybody who received it."""
    session, actor, day = firing.session, firing.actor, firing.effective_on
    case = session.get_one(PaperCase, firing.ref.id)
    case.recalled_on = day
    case.recall_reason, case.recall_paper = firing.payload["reason"], firing.payload.get("paper", "")
    by = f" theo {case.recall_paper}" if case.recall_paper else ""
    until = RESTS if chain.has_replacing(session, case) else ENDS
    because = f"{chain.in_short(case)} đã bị thu hồi ngày {clock.date_text(day)}{by}. {until}"
    _suspend_all(session, actor, case, because, day)
    for effect in kind_of(case).recalling:
        effect(firing)
    case = session.get_one(PaperCase, firing.ref.id)
    for agency_id in _recipients(session, case):
        session.add(RecallReceipt(paper_id=case.id, agency_id=agency_id))
        session.flush()
        told = people(session, agency_id=agency_id, roles=TOLD_ROLES)
        tell(session, EVENT, case.id, people=told, mailbox=session.get_one(Agency, agency_id))


def _suspend_all(session: Session, actor: Actor, case: PaperCase, because: str, day: date) -> None:
    """Suspend each. One that is passed on at this moment was read before and has ended after the wait for its lock; what was
    made of it is found by reading again.
    """
    seen: set[UUID] = set()
    while found := [one for one in kind_of(case).obligations(session, case.about_id) if one not in seen]:
        seen.update(found)
        for one in found:
            suspending.suspend(session, actor, one, because, day)


def _recipients(session: Session, case: PaperCase) -> list[UUID]:
    about = about_named(case.about_kind)
    found = about.recipients(session, session.get_one(about.model, case.about_id))
    others = [one for one in dict.fromkeys(found) if one != case.lead_agency_id]
    if kind_of(case).internal:
        # Those who were inspected never got it.
        return [
            one
            for one in others
            if not any(person.role in AUTHORITY_ROLES for person in people(session, agency_id=one))
        ]
    return others


def receipts(session: Session, paper_id: UUID) -> Sequence[RecallReceipt]:
    """Which agencies were told of a recall, and whether they confirmed it, in the order in which they were told."""
    query = select(RecallReceipt).where(RecallReceipt.paper_id == paper_id)
    return session.exec(query.order_by(col(RecallReceipt.id))).all()


def waiting_of(session: Session, paper_id: UUID, actor: Actor) -> RecallReceipt | None:
    """The receipt that this person's agency still owes; None when there is none, or the person cannot give it."""
    if actor.role not in TOLD_ROLES:
        return None
    query = select(RecallReceipt).where(RecallReceipt.paper_id == paper_id, RecallReceipt.agency_id == actor.agency_id)
    return session.exec(query.where(col(RecallReceipt.confirmed_at).is_(None))).first()


def confirm_recall(session: Session, actor: Actor, paper_id: UUID) -> None:
    """Say for the own agency that it knows of the recall. Saying it again changes nothing.

    Raises Problem `not_found`, and `forbidden` for anybody whose agency was not told.
    """
    queries.require_visible(session, paper_id, actor)
    case = lock(session, PaperCase, paper_id)
    mine = [row for row in receipts(session, paper_id) if row.agency_id == actor.agency_id]
    if not RECALLED.of(case) or not mine or actor.role not in TOLD_ROLES:
        raise Problem("forbidden")
    if mine[0].confirmed_at is None:
        mine[0].confirmed_by, mine[0].confirmed_at = actor.user_id, clock.now()
        session.flush()
