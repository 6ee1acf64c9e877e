"""Moving and closing the accounts of agencies that an act ends, by the accounts' own operations: what needs a second person
waits for that person.
"""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.absences import drafts
from rasoat.account_changes import operations as account_changes
from rasoat.account_changes import queries as changes
from rasoat.account_changes.models import AccountChange
from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.locking import lock, lock_rows
from rasoat.problems import Problem, Reason
from rasoat.reorganisation.holdings import of_open_acts
from rasoat.reorganisation.models import (
    ACCOUNT,
    CLOSE,
    GOING_THROUGH,
    GONE,
    PASSED,
    PROPOSED,
    UNDECIDED,
    Passing,
    Reorganisation,
)
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, noting
from rasoat.workflows.registry import register_note

ASKED = "asked"
"""What `confirm` answers when a second person is to confirm it."""
MOVED, BECAUSE = "account_moved_by_act", "because_of_act"
"""Entries in the journals of an act, and of a change that waits for a second person."""
register_note(MOVED, "Chuyển hoặc khóa tài khoản của cơ quan đã kết thúc")
register_note(BECAUSE, "Căn cứ văn bản sắp xếp tổ chức")


def choose(session: Session, actor: Actor, passing_id: UUID, version: int | None, to_id: UUID | None) -> Passing:
    """Propose to move an account to another agency; without one, to close it. Raises Problem `not_found`, `forbidden`,
    `form.invalid`, also while a second person is asked to confirm another move, `row.stale`.
    """
    _going_through(session, actor, passing_id)
    one = lock(session, Passing, passing_id)
    one.expect_version(version, "Người khác")
    if one.state not in (PROPOSED, UNDECIDED):
        raise _wrong("Tài khoản này đã chuyển hoặc đã khóa; tải lại trang.")
    if changes.waiting_moves(session, one.target_id):
        raise _wrong(f"{account_changes.WAITS_ALREADY} Sau đó chọn cơ quan khác.")
    if to_id is not None:
        _require_serving(session, one, to_id)
    one.receivers = [{"agency": str(to_id)}] if to_id else []
    one.rule, one.state, one.fault = "person" if to_id else CLOSE, PROPOSED, ""
    session.flush()
    return one


def confirm(session: Session, actor: Actor, passing_id: UUID) -> str:
    """Move or close one account as it is proposed. Returns PASSED; ASKED when it waits for a second person, who was told;
    GONE when somebody had moved or closed it before. What is not proposed any more stays as it is.

    Raises Problem `not_found`, `forbidden`, `form.invalid` with what stands against it, `account.no_second`,
    `account.last_administrator`.
    """
    act = _going_through(session, actor, passing_id)
    user = accounts.locked_with_administrators(session, session.get_one(Passing, passing_id).target_id)
    one = lock(session, Passing, passing_id)
    if one.state != PROPOSED:
        return one.state
    if not user.active or user.agency_id != one.from_id:
        _settle(one, GONE, actor)
    elif one.rule == CLOSE:
        _close(session, user)
        _note(session, actor, act, user.id, "")
        _settle(session.get_one(Passing, passing_id), PASSED, actor)
    else:
        to = _receiver(session, one, user)
        if _move(session, actor, act, user, to) is not None:
            return ASKED
        _note(session, actor, act, user.id, str(to.id))
        _settle(session.get_one(Passing, passing_id), PASSED, actor)
    session.flush()
    return session.get_one(Passing, passing_id).state


def refuse(session: Session, passing_id: UUID, version: int | None, told: str) -> None:
    """Leave one account to a person, with what stands against moving it. Whoever chose otherwise since the version that could
    not be carried out keeps what he chose; of an act that has ended or was undone nothing is written any more.
    """
    act = lock(session, Reorganisation, session.get_one(Passing, passing_id).reorganisation_id)
    one = lock(session, Passing, passing_id)
    if one.kind == ACCOUNT and one.state == PROPOSED and one.version == version and GOING_THROUGH.of(act):
        one.state, one.fault = UNDECIDED, told
        session.flush()


def settle(session: Session, actor: Actor, change: AccountChange) -> None:
    """A second person confirmed that an account moves: what acts that are gone through proposed for it is done."""
    waits = col(Passing.state).in_((PROPOSED, UNDECIDED)), of_open_acts()
    query = select(Passing).where(Passing.kind == ACCOUNT, Passing.target_id == change.account_id, *waits)
    for one in lock_rows(session, query.order_by(col(Passing.id))):
        if change.changes.get("agency_id", str(one.from_id)) != str(one.from_id):
            _settle(one, PASSED if change.changes["agency_id"] in map(str, one.agencies) else GONE, actor)
    session.flush()


def _settle(one: Passing, state: str, actor: Actor) -> None:
    one.state, one.fault, one.passed_by, one.passed_at = state, "", actor.account_id, clock.now()


def _going_through(session: Session, actor: Actor, passing_id: UUID) -> Reorganisation:
    """The act of a proposal, locked: nobody undoes or ends it meanwhile."""
    if actor.role != Role.ADMINISTRATOR:
        raise Problem("forbidden")
    one = session.get(Passing, passing_id)
    if one is None or one.kind != ACCOUNT:
        raise Problem("not_found")
    act = lock(session, Reorganisation, one.reorganisation_id)
    if not GOING_THROUGH.of(act):
        raise _wrong("Việc rà soát theo văn bản này đã kết thúc.")
    return act


def _receiver(session: Session, one: Passing, user: User) -> Agency:
    if len(one.receivers) != 1:
        raise _wrong("Chọn cơ quan nhận, hoặc khóa tài khoản.")
    to = _require_serving(session, one, one.agencies[0])
    # Whoever moves with the own drafts goes on with them; others would lie with nobody unless somebody is named.
    if count := drafts.held(session, user.id, besides=to.id):
        raise _wrong(
            f"Người này còn soạn {count} bản thảo chưa chuyển sang {to.listed_name}: chờ chuyển xong, hoặc mở tài khoản "
            "rồi chọn ai soạn tiếp."
        )
    return to


def _move(session: Session, actor: Actor, act: Reorganisation, user: User, to: Agency) -> AccountChange | None:
    before = {change.id for change in changes.waiting_moves(session, user.id)}
    values = {"agency_id": to.id, "role": user.role}
    _user, asked = account_changes.edit_or_ask(session, actor, user.id, None, values)
    if asked is not None and asked.id not in before:
        noting.note(session, CaseRef("account_change", asked.id), BECAUSE, actor, {}, {"because": act.told})
    return asked


def _note(session: Session, actor: Actor, act: Reorganisation, account_id: UUID, to: str) -> None:
    facts = {"account": str(account_id), "to": to}
    noting.note(session, CaseRef("reorganisation", act.id), MOVED, actor, facts, {"because": act.told})


def _close(session: Session, user: User) -> None:
    if count := drafts.held(session, user.id):
        raise _wrong(f"Người này còn soạn {count} bản thảo: khóa ở trang của tài khoản, ở đó chọn ai soạn tiếp.")
    accounts.edit_user(session, user.id, None, {"active": False})


def _require_serving(session: Session, one: Passing, to_id: UUID) -> Agency:
    to = session.get(Agency, to_id)
    if to is None or not to.serves_on(clock.today()) or to.id == one.from_id:
        raise _wrong("Chọn cơ quan đang hoạt động.")
    return to


def _wrong(told: str) -> Problem:
    return Problem("form.invalid", reasons=[Reason("to", told)])
