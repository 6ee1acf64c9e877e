"""The only source of "now". Instants are UTC; legal dates are plain dates in Vietnam's time zone.

The example database plays in 2024: while it is served, `use_date` makes its own date the present one.
Nothing else in the package may ask the operating system for the time of a record.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_date: ContextVar[date | None] = ContextVar("rasoat_date", default=None)
_instant: ContextVar[datetime | None] = ContextVar("rasoat_instant", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC. With a date in use: that date at the real time of day."""
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
    """An instant as it reads on a clock in Vietnam."""
    return instant.astimezone(VIETNAM)


def date_text(day: date) -> str:
    """A legal date as pages and sentences write it: 17/07/2024."""
    return f"{day:%d/%m/%Y}"


def time_text(instant: datetime) -> str:
    """An instant as pages and sentences write it, on a clock in Vietnam: 09:05 ngày 17/07/2024."""
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
    """Stop the clock at one instant inside the block. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("clock.at needs an aware instant")
    token = _instant.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _instant.reset(token)


def real_now() -> datetime:
    """The real instant, whatever date the example plays on: for sessions, throttling and claims."""
    return _instant.get() or datetime.now(UTC)
