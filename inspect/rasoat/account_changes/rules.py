"""What this room registers: changes of accounts as cases, who has a say in them, and what confirming does."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.account_changes import mail, operations, queries, signing
from rasoat.account_changes.models import KINDS, AccountChange
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.locking import lock
from rasoat.notifying.registry import Event, register_event
from rasoat.workflows import CaseKind, Firing, effect, register_kind, relation


def _label(session: Session, change_id: UUID) -> str:
    row = session.get_one(AccountChange, change_id)
    return f"{KINDS[row.kind]}: {session.get_one(User, row.account_id).username}"


register_kind(CaseKind("account_change", AccountChange, "Thay đổi tài khoản", _label, queries.visible))
register_event(Event(operations.ASKED, "Yêu cầu xác nhận thay đổi tài khoản", mail.ASKED, personal=True))
register_event(Event(operations.TO_OWNER, "Yêu cầu thay đổi tài khoản của bạn", mail.TO_OWNER, personal=True))
for name, what in (
    (operations.TURNED_ON, "vừa được bật"),
    (operations.TURNED_OFF, "vừa được tắt"),
    (operations.MOVED, "vừa chuyển sang điện thoại khác"),
    (operations.NEW_CODES, "vừa có mã dự phòng mới"),
    (operations.CODE_USED, "vừa nhận một mã dự phòng"),
):
    register_event(Event(name, f"Xác thực hai bước của bạn {what}", mail.own(what), personal=True))
register_event(Event(operations.RESET, "Xác thực hai bước của bạn đã được đặt lại", mail.RESET, personal=True))
register_event(Event(signing.ENDED, "Việc giao ký cho bạn đã được thu hồi", mail.SIGNING_ENDED, personal=True))
register_event(Event(operations.DONE, "Tài khoản của bạn đã được thay đổi", mail.DONE, personal=True))


@relation("account_change", "account.second_person", "quản trị khác, hoặc văn thư của cơ quan đó")
def _second_person(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    named = {name: case_row[name] for name in ("agency_id", "account_id", "asked_by")}
    return queries.may_be_second(session, actor, **named)


@relation("account_change", "account.owner", "chủ tài khoản")
def _owner(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return bool(case_row["account_id"] == actor.user_id)


@relation("account_change", "account.asker", "người yêu cầu")
def _asker(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return bool(case_row["asked_by"] == actor.user_id)


@relation("account_change", "account.alone", "quản trị, khi tài khoản không phải của người ký")
def _alone(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    """Whether no second person is needed for what is asked: a second factor is reset of somebody who signs nothing, or by
    whoever runs the server.
    """
    if case_row["kind"] != "second_factor" or actor.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        return False
    user = session.get_one(User, case_row["account_id"])
    return actor.role == Role.SYSTEM or not operations.is_guarded(session, user, user.role)


@relation("account_change", "account.administrator", "quản trị")
def _administrator(_session: Session, _case_row: Mapping[str, Any], actor: Actor) -> bool:
    return actor.role == Role.ADMINISTRATOR


@effect("end_signing")
def _end_signing(firing: Firing) -> None:
    signing.end_now(firing.session, firing.session.get_one(AccountChange, firing.ref.id))


@effect("reset_second_factor")
def _reset_alone(firing: Firing) -> None:
    operations.reset_alone(firing.session, firing.session.get_one(AccountChange, firing.ref.id))


@effect("carry_out_account_change", signature=True)
def _carry_out(firing: Firing) -> None:
    session, row = firing.session, firing.session.get_one(AccountChange, firing.ref.id)
    if row.kind == "signing":
        signing.carry_out(session, row, lock(session, User, row.account_id))
    operations.carry_out(session, row)
    for follow in operations.carried_out:
        follow(session, firing.actor, row)
