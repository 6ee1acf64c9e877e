"""Asking for a change of the account of a person who signs, numbers or decides. One administrator alone changes nothing
of it: he could otherwise sign as that person.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.account_changes import queries
from rasoat.account_changes.models import AccountChange
from rasoat.accounts import activation, operations, second_factor
from rasoat.accounts.actor import SIGNING_ROLES, Actor
from rasoat.accounts.models import User
from rasoat.accounts.queries import system_actor
from rasoat.accounts.signing import given_to
from rasoat.db import new_id
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire, start

ASKED, TO_OWNER, DONE = "account_change_asked", "account_change_of_yours", "account_changed"
"""Events: the second people are told, the owner is told, the owner is told that it was done."""
TURNED_ON, TURNED_OFF, NEW_CODES = "second_factor_on", "second_factor_off", "recovery_codes_new"
MOVED, CODE_USED = "second_factor_moved", "recovery_code_used"
"""Events: the owner, or whoever uses the owner's account, changed the second factor; the owner is told."""
RESET = "second_factor_reset"
WAITS_ALREADY = (
    "Một yêu cầu đổi nội dung này của tài khoản còn chờ người thứ hai xác nhận; rút hoặc từ chối yêu cầu ấy trước."
)
"""Event: the second factor was reset without a second person, and its owner is told."""
GUARDED = ("role", "agency_id", "email", "position")
"""Who somebody is, how he signs, and where mails to this person go."""


def code_or_ask(session: Session, actor: Actor, user_id: UUID) -> str | AccountChange:
    """A new code for an account; for the account of a person who signs, the request that a second person confirms.

    Once it is confirmed, the code is given out, once, within `queries.READY`. Raises Problem `account.no_second`.
    """
    user = lock(session, User, user_id)
    if not is_guarded(session, user, user.role):
        return activation.issue_code(session, user_id)
    ready = queries.ready_code(session, user_id)
    if ready is None:
        return ask(session, actor, user, "code", {})
    ready.used = True
    return activation.issue_code(session, user_id)


def edit_or_ask(
    session: Session, actor: Actor, user_id: UUID, version: int | None, values: dict[str, Any]
) -> tuple[User, AccountChange | None]:
    """Change an account. What may not be changed alone of a person who signs waits for a second person; the rest is
    changed at once. Raises the Problems of `edit_user` and of `ask`.
    """
    user = session.get_one(User, user_id)
    held = {name: values[name] for name in GUARDED if values.get(name, getattr(user, name)) != getattr(user, name)}
    if not held or not is_guarded(session, user, values["role"]):
        return operations.edit_user(session, user_id, version, values), None
    changed = operations.edit_user(session, user_id, version, {k: v for k, v in values.items() if k not in held})
    return changed, ask(session, actor, changed, "edit", {k: str(v) for k, v in held.items()})


def reset_or_ask(session: Session, actor: Actor, user_id: UUID) -> AccountChange:
    """Reset the second factor of somebody who lost it; that of a person who signs waits for a second person. Either way it
    is a case with its journal, and the owner is told.

    Raises Problem `account.no_second`, and `not_found` when the account has no second factor.
    """
    user = lock(session, User, user_id)
    if not second_factor.is_on(session, user_id):
        raise Problem("not_found")
    if is_guarded(session, user, user.role):
        return ask(session, actor, user, "second_factor", {})
    return _reset_now(session, actor, user, actor.user_id)


def reset_on_server(session: Session, user_id: UUID) -> AccountChange:
    """Reset the second factor for whoever runs the server, who needs no second person: the last administrator may have
    lost the telephone. Raises Problem `not_found` when the account has no second factor.
    """
    user = lock(session, User, user_id)
    if not second_factor.is_on(session, user_id):
        raise Problem("not_found")
    return _reset_now(session, system_actor(session.get_one(Agency, user.agency_id)), user, user_id)


def _reset_now(session: Session, actor: Actor, user: User, asked_by: UUID) -> AccountChange:
    row = AccountChange(account_id=user.id, agency_id=user.agency_id, asked_by=asked_by, kind="second_factor")
    start(session, row, "account_change", "account_change", actor)
    fire(session, CaseRef("account_change", row.id), "reset_alone", actor)
    session.refresh(row)
    return row


def tell_owner(session: Session, event: str, user_id: UUID) -> None:
    """Tell somebody what was just done with the own account: perhaps somebody else did it."""
    tell(session, event, new_id(), people=[session.get_one(User, user_id)])


def tell_code_used(session: Session, user_id: UUID) -> None:
    """Tell somebody that a recovery code of the own account was used."""
    tell_owner(session, CODE_USED, user_id)


CarriedOut = Callable[[Session, Actor, AccountChange], None]
carried_out: list[CarriedOut] = []
"""What other rooms do in the same transaction once a second person confirmed a change and it was done."""


def is_guarded(session: Session, user: User, role: str) -> bool:
    """Whether one person alone may not change the account: it signs, or would sign, and somebody uses it already, or
    used it before its password was ended by a code.
    """
    used = bool(user.password_hash) or user.signs_from is not None
    return used and (not SIGNING_ROLES.isdisjoint({user.role, role}) or bool(given_to(session, user.id)))


def ask(session: Session, actor: Actor, user: User, kind: str, values: dict[str, Any]) -> AccountChange:
    """Ask for a change; the second people and the owner are told. The same request is made once.

    Raises Problem `account.no_second` when nobody could confirm it, `form.invalid` when another request waits that would give
    the same column another value: confirmed one after the other, the older would undo the newer.
    """
    for earlier in queries.waiting_of(session, user.id, kind):
        if earlier.changes == values:
            return earlier
        if kind == "edit" and (twice := earlier.changes.keys() & values.keys()):
            raise Problem("form.invalid", reasons=[Reason(name, WAITS_ALREADY) for name in sorted(twice)])
    people = queries.seconds(session, agency_id=user.agency_id, account_id=user.id, asked_by=actor.user_id)
    if not people:
        raise Problem("account.no_second")
    row = AccountChange(account_id=user.id, agency_id=user.agency_id, asked_by=actor.user_id, kind=kind, changes=values)
    start(session, row, "account_change", "account_change", actor)
    tell(session, ASKED, row.id, people=people)
    tell(session, TO_OWNER, row.id, people=[user])
    return row


def carry_out(session: Session, row: AccountChange) -> None:
    """Do what a second person confirmed. For a day the account signs nothing, and its owner is told."""
    user = lock(session, User, row.account_id)
    if row.kind == "second_factor":
        second_factor.reset(session, user.id)
    if row.kind == "edit":
        values = {k: UUID(v) if k == "agency_id" else v for k, v in row.changes.items()}
        operations.edit_user(session, user.id, None, values)
    activation.bar_signing(user)
    tell(session, DONE, row.id, people=[user])


def reset_alone(session: Session, row: AccountChange) -> None:
    """Reset a second factor without a second person, and tell the owner."""
    tell(session, RESET, row.id, people=[second_factor.reset(session, row.account_id)])
