"""The only source of "now". Times are UTC; legal dates are plain dates in Vietnam's time zone.

The example database takes place in 2024: while it is served, `use_date` makes its date the present one. No other module
may ask the operating system for the time of a row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

SKEW = timedelta(minutes=5)
"""So much later than now a stored time may be, because clocks are put right by moments all the time."""

_date: ContextVar[date | None] = ContextVar("rasoat_date", default=None)
_instant: ContextVar[datetime | None] = ContextVar("rasoat_instant", default=None)


def now() -> datetime:
    """The present time with its zone, in UTC. While a date is in use, it is that date at the real time of day."""
    instant = _instant.get()
    if instant is not None:
        return instant
    real = datetime.now(UTC)
    day = _date.get()
    if day is None:
        return real
    return datetime.combine(day, real.astimezone(VIETNAM).timetz()).astimezone(UTC)


def today() -> date:
    """The present legal date in Vietnam."""
    return now().astimezone(VIETNAM).date()


def local(instant: datetime) -> datetime:
    """A time as a clock in Vietnam shows it."""
    return instant.astimezone(VIETNAM)


def beginning(day: date) -> datetime:
    """The first moment of a legal date, with its zone."""
    return datetime.combine(day, time(), VIETNAM)


def date_text(day: date) -> str:
    """A legal date as pages and sentences show it: 17/07/2024."""
    return f"{day:%d/%m/%Y}"


def time_text(instant: datetime) -> str:
    """A time as pages and sentences show it, on a clock in Vietnam: 09:05 ngày 17/07/2024."""
    return f"{local(instant):%H:%M ngày %d/%m/%Y}"


def set_date(day: date | None) -> None:
    """Make `day` the present date in this context (a request, a command); None returns to the real one."""
    _date.set(day)


@contextmanager
def use_date(day: date | None) -> Iterator[None]:
    """Make `day` the present date inside the block."""
    token = _date.set(day)
    try:
        yield
    finally:
        _date.reset(token)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Make the clock stand at one time inside the block. Raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("clock.at needs an aware instant")
    token = _instant.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _instant.reset(token)


def real_now() -> datetime:
    """The real time, whatever the example's date is: for sessions, limits on signing in, and claims on the outbox."""
    return _instant.get() or datetime.now(UTC)


def waits(until: datetime | None, longest: timedelta) -> bool:
    """Whether something still waits for `until`, by the real clock. It never waits for longer than `longest`.

    What seems to wait for longer was written while the clock was wrong: nobody knows for when, so it waits no more.
    """
    return until is not None and timedelta(0) < until - real_now() <= longest + SKEW


def lasts(since: datetime, term: timedelta) -> bool:
    """Whether what began at `since`, by the real clock, and lasts for `term` is still going on.

    What seems to begin in the future began while the clock was wrong: nobody knows when, so it is over.
    """
    age = real_now() - since
    return -SKEW <= age < term


def sheet_time(moment: datetime) -> str:
    """A local time as spreadsheets read it: 17/07/2024 08:30."""
    return f"{moment:%d/%m/%Y %H:%M}"
