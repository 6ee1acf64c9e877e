"""Conditions on stored times that a wrong clock does not fool: in SQL what `clock.waits` and `clock.lasts` say in Python."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_

from rasoat import clock


def waits(until: SQLColumnExpression[Any], now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """Whether a row still waits for `until`; it never waits for longer than `longest`. NULL, where the column is NULL."""
    return and_(until > now, until <= now + longest + clock.SKEW)


def lasts(since: SQLColumnExpression[Any], now: datetime, term: timedelta) -> ColumnElement[bool]:
    """Whether what began at `since` and lasts for `term` is still going on."""
    return and_(since > now - term, since <= now + clock.SKEW)
