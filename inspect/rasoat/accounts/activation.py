"""One-time codes: whoever opens an account or sets it anew hands over a code, and the person chooses the password, so
that nobody else ever knows it.
"""

import hmac
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from rasoat import clock
from rasoat.accounts import operations
from rasoat.accounts.actor import SIGNING_ROLES
from rasoat.accounts.models import LoginAttempt, User
from rasoat.accounts.one_time import digest, new_code
from rasoat.accounts.queries import BAR, named
from rasoat.accounts.signing import given_to
from rasoat.db.locking import lock
from rasoat.problems import Problem

LASTS = timedelta(days=7)


def issue_code(session: Session, user_id: UUID, code: str = "") -> str:
    """Give an account a new code, and return it: only now is it known. The password and all sessions end at once;
    whoever signs and had a password signs nothing for a day. A `code` from `new_code` may be given that is printed already.
    """
    user = lock(session, User, user_id)
    if user.password_hash:
        _was_in_use(user)
    code = code or new_code()
    user.code_hash, user.code_until = digest(code), clock.real_now() + LASTS
    user.password_hash = ""
    user.session_epoch += 1
    session.connection().execute(delete(LoginAttempt).where(col(LoginAttempt.username) == user.username))
    return code


def activate(session: Session, username: str, code: str, password: str) -> User:
    """Choose the password of the account that a code was given for; the code is used up.

    Whoever signs signs nothing for the next day: the account's owner is to hear of it first. Raises Problem
    `account.code_wrong`, `account.password_weak`.
    """
    user = named(session, username)
    if user is not None:
        user = lock(session, User, user.id)
    if user is None or not user.active or not _fits(user, code):
        raise Problem("account.code_wrong")
    operations.set_password(user, password)
    user.code_hash, user.code_until = "", None
    user.session_epoch += 1
    if user.role in SIGNING_ROLES or given_to(session, user.id):
        bar_signing(user)
    return user


def bar_signing(user: User) -> None:
    """For a day the account signs, approves, numbers and issues nothing."""
    user.signs_from = clock.real_now() + BAR


def _was_in_use(user: User) -> None:
    """Let `signs_from` tell that somebody used the account before, when there is no password any more."""
    if user.role in SIGNING_ROLES:
        bar_signing(user)
    elif user.signs_from is None:
        user.signs_from = clock.real_now()


def _fits(user: User, code: str) -> bool:
    given = hmac.compare_digest(user.code_hash, digest(code))
    return bool(user.code_hash) and given and clock.waits(user.code_until, LASTS)
