"""Signing in: a try is counted before its password is looked at, so that many tries at once count as many.

Whoever guesses is slowed down where he guesses, and nobody else: failures count for a name at an address. A browser in
which an account was signed in before is known to it and has a count of its own, so that neither a stranger far away nor
one in the same office keeps the account's owner out.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, update
from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.models import LoginAttempt, User
from rasoat.accounts.operations import knows_password
from rasoat.accounts.second_factor import is_on
from rasoat.db import Database
from rasoat.db.locking import lock_name
from rasoat.db.times import lasts
from rasoat.problems import Problem

THROTTLE_WINDOW = timedelta(minutes=15)
MAX_FAILURES_PER_NAME = 5
"""Of one name, from one address or in one known browser."""
MAX_FAILURES_PER_ADDRESS = 60
"""Of all names, from one address, in browsers that are not known: an office has one address for all."""
MAX_FAILURES_OF_STRANGERS = 50
"""Of one name, from all addresses: many machines that guess together. Known browsers are let in meanwhile."""
KEPT = timedelta(days=90)
"""For this long a failure is remembered, to be told at the next sign-in."""
OF_CODES = "code "
"""Begins the place of a try of the second factor: such tries have a count of their own, since whoever tries codes knows
the password, and the right password forgets the tries of passwords."""

AGAIN = "again "
"""Begins the place of a try by somebody who is signed in and confirms something: nobody elsewhere made it."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a try comes from: an address, and the accounts that were signed in before in this browser."""

    address: str
    id: UUID | None = None
    accounts: frozenset[UUID] = frozenset()

    def knows(self, user: User | None) -> bool:
        """Whether somebody signed in to this account here before."""
        return user is not None and self.id is not None and user.id in self.accounts


@dataclass(frozen=True, slots=True)
class Missed:
    """What failed under a name since its owner last signed in: the tries elsewhere, and those among them in which the
    password was right and the second factor was not; and the tries of confirming something in a session of the owner's.
    """

    count: int
    last: datetime
    codes: int = 0
    confirming: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """An account whose password was given, and what failed elsewhere before. `waits`: the second factor is still to be
    given (`accounts.second_step`).
    """

    user: User
    missed: Missed | None
    waits: bool = False


def sign_in(database: Database, username: str, password: str, browser: Browser | str) -> Entered | None:
    """The account if name and password fit; otherwise None, and the try stays counted.

    Raises Problem `login.throttled` after too many failures. The password is looked at outside any transaction, because
    that takes long on purpose, and nobody else who writes waits for it. The time it takes does not show whether the name
    exists.
    """
    username = text.one_line(username).strip().lower()[:200]
    with database.read() as session:
        user = session.exec(select(User).where(User.username == username)).first()
        session.expunge_all()
    place = place_of(browser, user)
    database.write(lambda session: count_try(session, username, place))
    if not knows_password(user, password) or user is None:
        return None
    with database.read() as session:
        waits = is_on(session, user.id)
    if waits:
        # What failed elsewhere is told to the owner, and whoever has only the password may not be the owner.
        database.write(lambda session: forget_own_tries(session, username, place))
        return Entered(user, None, waits=True)
    return Entered(user, database.write(lambda session: forget_tries(session, username, place)))


def again(database: Database, user: User, password: str) -> bool:
    """Whether the password fits an account that is signed in; tries count as those of a known browser.

    Raises Problem `login.throttled`.
    """
    place = Place("", f"{AGAIN}{user.id}")
    database.write(lambda session: count_try(session, user.username, place))
    fits = knows_password(user, password)
    if fits:
        database.write(lambda session: forget_own_tries(session, user.username, place))
    return fits


@dataclass(frozen=True, slots=True)
class Place:
    """What tries are counted by: a known browser (then the address is empty), or an address."""

    address: str
    browser: str = ""

    @property
    def own(self) -> ColumnElement[bool]:
        """The failures of the same place."""
        if self.browser:
            return col(LoginAttempt.browser) == self.browser
        return (col(LoginAttempt.browser) == "") & (col(LoginAttempt.address) == self.address)


def place_of(browser: Browser | str, user: User | None) -> Place:
    """By what the tries of a password in this browser are counted."""
    if isinstance(browser, str):
        return Place(_network(browser))
    return Place("", str(browser.id)) if browser.knows(user) else Place(_network(browser.address))


def _network(address: str) -> str:
    """An address as it is counted: one line of IPv6 has a whole /64 of addresses."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def count_try(session: Session, username: str, place: Place) -> None:
    """Count a try as a failure. Raises Problem `login.throttled` when there were too many lately, and counts nothing."""
    # Others who try the same name, or from the same address, wait here until this try is counted.
    lock_name(session, f"sign-in name {username}", f"sign-in place {place.browser or place.address}")
    # This is the real time and not the example's, because moving the example's date must not reset the limit. What
    # seems to lie ahead was counted while the clock was wrong.
    now = clock.real_now()
    recent = lasts(col(LoginAttempt.at), now, THROTTLE_WINDOW)
    stranger = col(LoginAttempt.browser) == ""
    name = col(LoginAttempt.username) == username
    limits = [(MAX_FAILURES_PER_NAME, (name, place.own))]
    if not place.browser:
        limits.append((MAX_FAILURES_PER_ADDRESS, (stranger, col(LoginAttempt.address) == place.address)))
        limits.append((MAX_FAILURES_OF_STRANGERS, (stranger, name)))
    for most, counted in limits:
        query = select(func.count()).select_from(LoginAttempt).where(recent, *counted)
        if session.exec(query).one() >= most:
            raise Problem("login.throttled", minutes=int(THROTTLE_WINDOW.total_seconds() // 60))
    session.add(LoginAttempt(username=username, address=place.address, browser=place.browser, at=now))


def forget_tries(session: Session, username: str, place: Place) -> Missed | None:
    """Forget the tries of this place under a name, since somebody knew the password, and return what failed elsewhere
    and was not told yet. What failed elsewhere goes on to count there.
    """
    forget_own_tries(session, username, place)
    elsewhere = (col(LoginAttempt.username) == username, col(LoginAttempt.told).is_(False))
    tried = col(LoginAttempt.browser)
    own = tried.startswith(AGAIN) | tried.startswith(OF_CODES + AGAIN)
    count, last, codes, confirming = session.exec(
        select(
            func.count().filter(~own),
            func.max(LoginAttempt.at),
            func.count().filter(tried.startswith(OF_CODES) & ~own),
            func.count().filter(own),
        ).where(*elsewhere)
    ).one()
    session.connection().execute(update(LoginAttempt).where(*elsewhere).values(told=True))
    session.connection().execute(delete(LoginAttempt).where(col(LoginAttempt.at) < clock.real_now() - KEPT))
    return Missed(count, last, codes, confirming) if count or confirming else None


def forget_own_tries(session: Session, username: str, place: Place) -> None:
    """Forget the tries of one place under a name."""
    session.connection().execute(delete(LoginAttempt).where(col(LoginAttempt.username) == username, place.own))
