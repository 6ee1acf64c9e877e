"""The second step of signing in: a try is counted before its code is looked at, as with passwords.

Whoever comes to this step knows the password. Failures count for the account, from wherever they come, except in browsers
that the account knows, which have a count of their own: otherwise somebody who learned the password could keep the owner out.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts import second_factor
from rasoat.accounts.models import LoginAttempt, User
from rasoat.accounts.secret_box import SecretBox
from rasoat.accounts.signing_in import (
    AGAIN,
    OF_CODES,
    THROTTLE_WINDOW,
    Browser,
    Entered,
    Place,
    forget_own_tries,
    forget_tries,
    place_of,
)
from rasoat.db import Database
from rasoat.db.locking import lock, lock_name
from rasoat.db.times import lasts
from rasoat.problems import Problem

MAX_WRONG = 5
"""In a quarter of an hour, of one account at one place."""
MAX_WRONG_A_DAY = 30
"""In a day: three of a million codes fit at a time, so whoever guesses has an even chance after some twenty years."""
Tell = Callable[[Session, UUID], None]
"""Tells an account's owner, in the transaction that uses up a recovery code: whoever has the list may not be the owner."""
LIMITS = ((MAX_WRONG, THROTTLE_WINDOW, "15 phút"), (MAX_WRONG_A_DAY, timedelta(days=1), "một ngày"))


def enter(
    database: Database, box: SecretBox, seen: User, typed: str, browser: Browser, tell: Tell
) -> tuple[Entered, int | None]:
    """Complete a sign-in whose password was right; `seen` is the account as it was then. Returns the account with what
    failed elsewhere, and how many recovery codes are left when one was used.

    Raises Problem `factor.throttled`, those of `second_factor.accept`, and `login.required` when the account's sessions
    were ended meanwhile.
    """
    place = Place("", f"{OF_CODES}{browser.id if browser.knows(seen) else seen.id}")
    database.write(lambda session: count_code(session, seen.username, place))

    def take(session: Session) -> tuple[Entered, int | None]:
        user = lock(session, User, seen.id)
        if user.session_epoch != seen.session_epoch or not user.active:
            raise Problem("login.required")
        left = _accept(session, box, user.id, typed, tell)
        forget_own_tries(session, user.username, place)
        return Entered(user, forget_tries(session, user.username, place_of(browser, user))), left

    return database.write(take)


def again(database: Database, box: SecretBox, user: User, typed: str, tell: Tell) -> None:
    """Take a code of somebody who is signed in. Raises Problem `factor.throttled`, and those of `second_factor.accept`."""
    place = Place("", f"{OF_CODES}{AGAIN}{user.id}")
    database.write(lambda session: count_code(session, user.username, place))

    def take(session: Session) -> None:
        _accept(session, box, user.id, typed, tell)
        forget_own_tries(session, user.username, place)

    database.write(take)


def _accept(session: Session, box: SecretBox, user_id: UUID, typed: str, tell: Tell) -> int | None:
    left = second_factor.accept(session, box, user_id, typed)
    if left is not None:
        tell(session, user_id)
    return left


def count_code(session: Session, username: str, place: Place) -> None:
    """Count a try as a failure. Raises Problem `factor.throttled` when there were too many, and counts nothing."""
    lock_name(session, f"sign-in place {place.browser}")
    now = clock.real_now()
    own = (col(LoginAttempt.username) == username, place.own)
    for most, term, wait in LIMITS:
        query = select(func.count()).select_from(LoginAttempt).where(lasts(col(LoginAttempt.at), now, term), *own)
        if session.exec(query).one() >= most:
            raise Problem("factor.throttled", wait=wait)
    session.add(LoginAttempt(username=username, browser=place.browser, at=now))
