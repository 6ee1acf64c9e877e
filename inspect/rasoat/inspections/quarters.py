"""The calendar: a quarter of a year at a time, so that its page does not grow with the years."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from rasoat.inspections.models import UNSCHEDULED, Inspection
from rasoat.inspections.months import following
from rasoat.plans.presenters import month_title

MOST = 60
"""Inspections that are shown of one month; the list has the others."""
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year. `number` is 0 to 3."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter of a day."""
        return cls(day.year, (day.month - 1) // 3)

    @property
    def title(self) -> str:
        """Quý III/2024."""
        return f"Quý {_ROMAN[self.number]}/{self.year}"

    @property
    def month(self) -> str:
        """Its first month as addresses have it: 2024-07."""
        return f"{self.year:04}-{self.number * 3 + 1:02}"

    def months(self) -> list[date]:
        """The first days of its months."""
        return [date(self.year, self.number * 3 + one, 1) for one in (1, 2, 3)]

    def moved(self, by: int) -> "Quarter":
        """The quarter so many quarters later."""
        year, number = divmod(self.year * 4 + self.number + by, 4)
        return Quarter(year, number)

    def of_the_year(self) -> list["Quarter"]:
        """All quarters of its year."""
        return [Quarter(self.year, number) for number in range(4)]


@dataclass(frozen=True, slots=True)
class Part:
    """Some inspections of the calendar. `more` says that there are others, which the list has under `month`."""

    title: str
    month: str
    rows: list[Inspection]
    more: bool


def of_month(session: Session, seen: ColumnElement[bool], first: date) -> Part:
    """The inspections of one month that fulfil `seen`, by day."""
    day = col(Inspection.scheduled_on)
    rows = _some(session, seen, day >= first, day < following(first))
    return Part(month_title(first), f"{first:%Y-%m}", rows[:MOST], len(rows) > MOST)


def undated(session: Session, seen: ColumnElement[bool]) -> Part:
    """The inspections without a day that wait for one and fulfil `seen`."""
    rows = _some(session, seen, col(Inspection.scheduled_on).is_(None), UNSCHEDULED.condition)
    return Part("Chưa có ngày", "", rows[:MOST], len(rows) > MOST)


def _some(session: Session, seen: ColumnElement[bool], *where: ColumnElement[bool]) -> list[Inspection]:
    query = select(Inspection).where(seen, *where)
    order = (col(Inspection.scheduled_on), col(Inspection.order_text), col(Inspection.id))
    return list(session.exec(query.order_by(*order).limit(MOST + 1)))


def nearest(session: Session, seen: ColumnElement[bool], quarter: Quarter) -> list[Quarter]:
    """The nearest quarters before and after this one with inspections that fulfil `seen`."""
    day, first, after = col(Inspection.scheduled_on), quarter.months()[0], quarter.moved(1).months()[0]
    before = select(func.max(day)).where(seen, day < first)
    behind = select(func.min(day)).where(seen, day >= after)
    return [Quarter.of(found) for query in (before, behind) if (found := session.exec(query).one())]
