"""When an obligation is open, overdue, due soon: as a condition on rows of the database, and of one row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal_column
from sqlmodel import col, select

from rasoat.recommendations.answering.models import Extension
from rasoat.recommendations.due import SOON_DAYS
from rasoat.recommendations.models import ADDRESSEES_TURN, DEPARTMENTS_TURN, DROPPED, SETTLED, Obligation


def open_condition() -> ColumnElement[bool]:
    """An obligation is open from its issue until it is verified as met, withdrawn or transferred."""
    # This is a literal and not a parameter: with a parameter the databases cannot see that the partial index fits.
    return and_(col(Obligation.open), col(Obligation.verdict) != literal_column("'met'"))


def is_open(obligation: Obligation) -> bool:
    """The same as `open_condition`, for one row."""
    return obligation.open and obligation.verdict != "met"


def overdue_condition(today: date) -> ColumnElement[bool]:
    """Open, past its due date, not suspended, and without an answer that waits to be verified."""
    counts = col(Obligation.suspended_on).is_(None)
    return and_(open_condition(), col(Obligation.due_on) < today, counts, ~DEPARTMENTS_TURN.condition)


def is_overdue(obligation: Obligation, today: date) -> bool:
    """Whether the due date has passed while the addressee has not answered, or while the verdict is less than met."""
    late = obligation.due_on is not None and obligation.due_on < today
    counts = obligation.suspended_on is None
    return late and counts and is_open(obligation) and not DEPARTMENTS_TURN.of(obligation)


def soon_condition(today: date) -> ColumnElement[bool]:
    """It is the addressee's turn, and the due date is within SOON_DAYS."""
    return and_(
        open_condition(),
        ADDRESSEES_TURN.condition,
        col(Obligation.due_on).between(today, today + timedelta(days=SOON_DAYS)),
    )


def is_soon(obligation: Obligation, today: date) -> bool:
    """The same as `soon_condition`, for one row."""
    in_reach = obligation.due_on is not None and today <= obligation.due_on <= today + timedelta(days=SOON_DAYS)
    return in_reach and is_open(obligation) and ADDRESSEES_TURN.of(obligation)


def kept_condition() -> ColumnElement[bool]:
    """The obligation was not dropped while it was drafted."""
    return ~DROPPED.condition


def awaits_more_time(today: date) -> ColumnElement[bool]:
    """More time was granted and its letter is not issued yet: nobody is chased by the old date meanwhile, but no longer than
    until the day that was granted.
    """
    waiting = select(Extension.obligation_id).where(
        Extension.outcome == "decided", col(Extension.granted_until) >= today
    )
    return col(Obligation.id).in_(waiting)


def by_priority() -> ColumnElement[Any]:
    """Puts the urgent first, then what has priority, where another day than the due date gives the order."""
    return func.substr(col(Obligation.queue), 1, 1)


_MET = and_(col(Obligation.verdict) == "met", SETTLED.condition)


STAGES = {
    "open": "Chưa xong",
    "overdue": "Quá hạn",
    "soon": "Sắp đến hạn",
    "waiting": "Chờ xác minh",
    "extension": "Xin gia hạn",
    "done": "Đã xong",
}


def stage_condition(stage: str, today: date) -> ColumnElement[bool]:
    """The condition behind one filter of the board (see STAGES); an unknown one finds nothing."""
    found: dict[str, Callable[[], ColumnElement[bool]]] = {
        "open": open_condition,
        "overdue": lambda: overdue_condition(today),
        "soon": lambda: soon_condition(today),
        "waiting": lambda: and_(open_condition(), DEPARTMENTS_TURN.condition),
        # While its paper is not in force nobody can decide on it.
        "extension": lambda: and_(
            open_condition(), col(Obligation.extension_asked), col(Obligation.suspended_on).is_(None)
        ),
        "done": lambda: _MET,
    }
    return found.get(stage, false)()
