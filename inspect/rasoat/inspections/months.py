"""Months of the calendar: for filters and for the calendar's page."""

from datetime import date

from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlmodel import Session, select


def following(first: date) -> date:
    """The first day of the month after one."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def between(session: Session, day: SQLColumnExpression[date | None], *where: ColumnElement[bool]) -> list[date]:
    """First days of all months from the first to the last day that the rows have. Only two rows are looked for, so that
    an old province pays no more.
    """
    given = select(day).where(day.is_not(None), *where)
    first = session.exec(given.order_by(day).limit(1)).first()
    last = session.exec(given.order_by(day.desc()).limit(1)).first()
    if first is None or last is None:
        return []
    months = [first.replace(day=1)]
    while months[-1] < last.replace(day=1):
        months.append(following(months[-1]))
    return months
