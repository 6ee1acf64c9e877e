"""An act's proposals: making them, changing one, confirming many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock, lock_name, lock_rows
from rasoat.problems import Problem, Reason
from rasoat.reorganisation import carrying, queries
from rasoat.reorganisation.models import (
    ACCOUNT,
    GOING_THROUGH,
    GONE,
    PASSED,
    PROPOSED,
    UNDECIDED,
    Passing,
    Reorganisation,
    ReorganisationChange,
)
from rasoat.reorganisation.proposing import LED, propose
from rasoat.text import one_line
from rasoat.units.models import Agency
from rasoat.workflows import start

AT_ONCE = 25
"""Things that one transaction passes on: nobody else writes meanwhile on SQLite."""
AWAITED = (col(Passing.state) == PROPOSED, col(Passing.kind) != ACCOUNT)
"""What waits to be confirmed by those who go through an act. Accounts administrators confirm (account_moves.py)."""


@dataclass(frozen=True, slots=True)
class ActData:
    """An act, the agencies that it ends, and whose task goes to whom."""

    name: str
    dated: date
    effective_on: date
    basis: str = ""
    ended: Sequence[UUID] = ()
    tasks: dict[UUID, UUID] = field(default_factory=dict)


def record(session: Session, actor: Actor, data: ActData) -> Reorganisation:
    """Record an act and propose who is to have what. Raises Problem `forbidden`, `form.invalid` with every fault."""
    if not queries.may_go_through(actor):
        raise Problem("forbidden")
    # Whoever leads another agency may record an act that ends the same ones: their accounts are proposed once.
    ended = (f"reorganisation:accounts:{one}" for one in sorted(set(data.ended)))
    lock_name(session, f"reorganisation:{actor.agency_id}", *ended)
    if reasons := _wrong(session, actor, data):
        raise Problem("form.invalid", reasons=reasons)
    act = Reorganisation(
        lead_agency_id=actor.agency_id,
        name=one_line(data.name).strip(),
        dated=data.dated,
        effective_on=data.effective_on,
        basis=one_line(data.basis).strip(),
        drafted_by=actor.user_id,
    )
    start(session, act, "reorganisation", "reorganisation", actor, data.dated)
    changes = [ReorganisationChange(reorganisation_id=act.id, agency_id=one) for one in dict.fromkeys(data.ended)]
    changes += [
        ReorganisationChange(reorganisation_id=act.id, agency_id=one, receiver_id=to) for one, to in data.tasks.items()
    ]
    session.add_all(changes)
    session.flush()
    propose(session, actor, act, changes)
    return act


def _wrong(session: Session, actor: Actor, data: ActData) -> list[Reason]:
    reasons = []
    if data.dated > clock.today():
        reasons.append(Reason("dated", "Ngày văn bản không thể sau hôm nay."))
    if data.effective_on > clock.today():
        reasons.append(Reason("effective_on", "Văn bản chưa có hiệu lực; rà soát từ ngày cơ quan mới hoạt động."))
    if not data.ended and not data.tasks:
        reasons.append(Reason("ended", "Chọn ít nhất một cơ quan kết thúc, hoặc một nhiệm vụ chuyển đi."))
    for agency_id in data.ended:
        agency = session.get(Agency, agency_id)
        if agency is None or not agency.has_ended(data.effective_on):
            name = agency.listed_name if agency else "Cơ quan này"
            told = f"{name} chưa kết thúc trước ngày {clock.date_text(data.effective_on)}; ghi ngày kết thúc ở trang Cơ quan."
            reasons.append(Reason("ended", told))
    for agency_id, to_id in data.tasks.items():
        to = session.get(Agency, to_id)
        if (
            agency_id == to_id
            or to is None
            or not to.serves_on(data.effective_on)
            or session.get(Agency, agency_id) is None
        ):
            reasons.append(Reason("task_to", "Chọn một cơ quan khác đang hoạt động để nhận nhiệm vụ."))
    if actor.agency_id not in data.tasks.values() and data.tasks:
        reasons.append(Reason("task_to", "Cơ quan nhận nhiệm vụ lập việc chuyển này: chọn cơ quan của bạn."))
    return reasons


def change(
    session: Session, actor: Actor, passing_id: UUID, version: int | None, receivers: Sequence[tuple[UUID, int | None]]
) -> Passing:
    """Give one thing other receivers, and of a count the share of each. Raises Problem `not_found`, `form.invalid`."""
    found = session.get(Passing, passing_id)
    if found is None or found.kind == ACCOUNT:
        raise Problem("not_found")
    act = going_through(session, actor, found.reorganisation_id)
    one = lock(session, Passing, passing_id)
    one.expect_version(version, "Người khác")
    if one.state not in (PROPOSED, UNDECIDED):
        raise Problem("form.invalid", reasons=[Reason("", "Việc này đã chuyển; tải lại trang.")])
    if reasons := _against(session, act, one, receivers):
        raise Problem("form.invalid", reasons=reasons)
    shared = one.total is not None and len(receivers) > 1
    one.receivers = [
        {"agency": str(agency_id), **({"share": share} if shared else {})} for agency_id, share in receivers
    ]
    one.rule, one.state = one.rule if one.rule == "counts" else "person", PROPOSED
    # Whoever confirmed many at one word had not seen this.
    one.fault, one.run_id = "", None
    session.flush()
    return one


def _against(
    session: Session, act: Reorganisation, one: Passing, receivers: Sequence[tuple[UUID, int | None]]
) -> list[Reason]:
    ids = [agency_id for agency_id, _ in receivers]
    if not ids:
        return [Reason("receivers", "Chọn cơ quan nhận.")]
    reasons = []
    if len(set(ids)) < len(ids):
        reasons.append(Reason("receivers", "Mỗi cơ quan chỉ chọn một lần."))
    if len(ids) > 1 and one.kind != "obligation":
        reasons.append(Reason("receivers", "Chỉ nội dung phải thực hiện chia được cho nhiều cơ quan; chọn một."))
    if len(ids) > 1 and one.rule == "counts":
        reasons.append(
            Reason("receivers", "Nội dung có nhiều số phải đạt nên không chia được ở đây; chọn một cơ quan.")
        )
    if one.total is not None and len(ids) > 1:
        reasons += _uneven(one.total, [share for _, share in receivers])
    told = [_unfit(session, act, one, agency_id) for agency_id in ids]
    return [*reasons, *(Reason("receivers", sentence) for sentence in dict.fromkeys(told) if sentence)]


def _unfit(session: Session, act: Reorganisation, one: Passing, agency_id: UUID) -> str:
    """Why an agency cannot have the thing; empty when it can."""
    agency = session.get(Agency, agency_id)
    if agency is None or not agency.serves_on(clock.today()) or agency_id == one.from_id:
        return "Chọn cơ quan đang hoạt động."
    if one.kind == "obligation" and agency_id == act.lead_agency_id:
        return "Cơ quan theo dõi không thể nhận nội dung do chính mình xác minh."
    if one.kind in LED and agency_id != act.lead_agency_id:
        return "Cơ quan nhận là cơ quan của bạn: cơ quan khác tự lập việc chuyển của mình."
    return ""


def _uneven(total: int, shares: Sequence[int | None]) -> list[Reason]:
    if any(share is None or share <= 0 for share in shares):
        return [Reason("shares", "Nhập phần của mỗi cơ quan nhận, lớn hơn 0; cơ quan không có phần thì bỏ chọn.")]
    if sum(share or 0 for share in shares) != total:
        return [Reason("shares", f"Các phần cộng lại phải bằng {total}.")]
    return []


def confirm(session: Session, actor: Actor, act_id: UUID, ids: Sequence[UUID]) -> int:
    """Pass on those of these things that wait for it, at most AT_ONCE, in the order in which they stand; returns how many
    were looked at. Of two who confirm the same, the second finds them passed on.

    Raises Problem `not_found`, `form.invalid` with what stands against one of them; then none of them is passed on.
    """
    act = going_through(session, actor, act_id)
    query = select(Passing).where(
        Passing.reorganisation_id == act_id, *AWAITED, col(Passing.id).in_(list(ids)[:AT_ONCE])
    )
    waiting = [row.id for row in lock_rows(session, query.order_by(col(Passing.ordinal)))]
    for passing_id in waiting:
        one = session.get_one(Passing, passing_id)
        try:
            passed = carrying.carry_out(session, actor, act, one)
        except Problem as problem:
            told = [reason.message for reason in problem.reasons] or [f"{problem.what} {problem.todo}"]
            what = f"Dòng {one.ordinal}: {' '.join(told)}"
            raise Problem("form.invalid", reasons=[Reason("", what)]) from problem
        one = session.get_one(Passing, passing_id)
        one.state, one.passed_by, one.passed_at = PASSED if passed else GONE, actor.account_id, clock.now()
        session.flush()
    return len(waiting)


def going_through(session: Session, actor: Actor, act_id: UUID) -> Reorganisation:
    """The act, locked, for one who may confirm its proposals. Raises Problem `not_found`, `forbidden`, `form.invalid` when it
    was gone through.
    """
    queries.require_visible(session, act_id, actor)
    act = lock(session, Reorganisation, act_id)
    if not queries.may_go_through(actor) or act.lead_agency_id != actor.agency_id:
        raise Problem("forbidden")
    if not GOING_THROUGH.of(act):
        raise Problem("form.invalid", reasons=[Reason("", "Việc rà soát theo văn bản này đã kết thúc.")])
    return act
