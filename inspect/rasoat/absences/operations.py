"""Setting and ending absences. Who stands in is found by `accounts.stand_ins`."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from rasoat import clock
from rasoat.absences import queries
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import Absence, User
from rasoat.db.locking import lock_rows
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason

SET = "absence_set"
"""Event: whoever is away and whoever stands in are told."""
LONGEST_DAYS = 366


def set_absence(
    session: Session, actor: Actor, account_id: UUID, stand_in_id: UUID, first_day: date, last_day: date
) -> Absence:
    """Note that a person is away from the first to the last day, and who stands in.

    Raises Problem `forbidden` for whoever may not (see `queries.may_set`), and `form.invalid` with every reason: days that
    are over, that overlap an absence of the person, on which the stand-in is away himself, or on which the person stands
    in for somebody.
    """
    # Both rows are locked, always in the same order: two absences that would not go together come one after the other.
    both = select(User).where(col(User.id).in_([account_id, stand_in_id])).order_by(col(User.id))
    found = {row.id: row for row in lock_rows(session, both)}
    away, stand_in = found.get(account_id), found.get(stand_in_id)
    if away is None or not away.active:
        raise Problem("not_found")
    if not queries.may_set(actor, away):
        raise Problem("forbidden")
    reasons = _against_days(first_day, last_day) or _against_stand_in(away, stand_in)
    if not reasons and stand_in is not None:
        reasons = _against_others(session, away, stand_in, first_day, last_day)
    if reasons or stand_in is None:
        raise Problem("form.invalid", reasons=reasons)
    row = Absence(
        account_id=away.id,
        stand_in_id=stand_in.id,
        agency_id=away.agency_id,
        first_day=first_day,
        last_day=last_day,
        set_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    tell(session, SET, row.id, people=[away, stand_in])
    return row


def end_absence(session: Session, actor: Actor, absence_id: UUID) -> Absence:
    """End an absence by hand, or call it off before it begins: from now on nobody stands in. To end it twice changes
    nothing. Raises Problem `not_found`, `forbidden`.
    """
    query = select(Absence).where(Absence.id == absence_id, queries.visible_to(actor))
    row = next(iter(lock_rows(session, query)), None)
    if row is None:
        raise Problem("not_found")
    if not queries.may_set(actor, session.get_one(User, row.account_id)):
        raise Problem("forbidden")
    if row.ended_at is None:
        row.ended_at, row.ended_by = clock.now(), actor.user_id
    return row


def _against_days(first_day: date, last_day: date) -> list[Reason]:
    if first_day < clock.today():
        return [Reason("first_day", "Ngày bắt đầu đã qua; việc làm thay tính từ hôm nay trở đi.")]
    if last_day < first_day:
        return [Reason("last_day", "Ngày cuối phải từ ngày bắt đầu trở đi.")]
    if (last_day - first_day).days >= LONGEST_DAYS:
        return [Reason("last_day", "Vắng hơn một năm thì chuyển hẳn việc cho người khác; nhập một ngày gần hơn.")]
    return []


def _against_stand_in(away: User, stand_in: User | None) -> list[Reason]:
    if stand_in is None or not stand_in.active or stand_in.agency_id != away.agency_id:
        return [Reason("stand_in_id", "Chọn một người của cùng cơ quan.")]
    if stand_in.id == away.id:
        return [Reason("stand_in_id", "Không ai làm thay chính mình; chọn người khác.")]
    if (stand_in.role == Role.ADMINISTRATOR) != (away.role == Role.ADMINISTRATOR):
        return [Reason("stand_in_id", "Quản trị không xem hồ sơ: chỉ quản trị làm thay quản trị.")]
    return []


def _against_others(session: Session, away: User, stand_in: User, first_day: date, last_day: date) -> list[Reason]:
    at_once = (
        col(Absence.ended_at).is_(None),
        col(Absence.first_day) <= last_day,
        col(Absence.last_day) >= first_day,
    )
    concerned = or_(
        col(Absence.account_id).in_([away.id, stand_in.id]),
        col(Absence.stand_in_id) == away.id,
    )
    reasons = []
    for row in session.exec(select(Absence).where(*at_once, concerned).order_by(col(Absence.first_day))):
        days = f"từ {clock.date_text(row.first_day)} đến hết {clock.date_text(row.last_day)}"
        if row.account_id == away.id:
            reasons.append(Reason("first_day", f"{away.full_name} đã được ghi vắng {days}; kết thúc lần ấy trước."))
        elif row.account_id == stand_in.id:
            reasons.append(Reason("stand_in_id", f"{stand_in.full_name} cũng vắng {days}; chọn người khác."))
        else:
            other = session.get_one(User, row.account_id).full_name
            reasons.append(Reason("", f"{away.full_name} đang nhận làm thay {other} {days}; đổi người ấy trước."))
    return reasons
