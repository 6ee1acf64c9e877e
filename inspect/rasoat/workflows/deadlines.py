"""Deadlines in days or in working days of Vietnam. A due date is computed once and stored with how it was computed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rasoat.procedures.definition import Unit
from rasoat.workflows.working_days import WEEKEND, Calendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date and how it was computed."""

    due_on: date
    counted_from: date
    count: int
    unit: Unit
    calendar: str
    days_off: list[tuple[date, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """What is stored beside the due date. It names the days off but not the weekends."""
        return {
            "due_on": self.due_on.isoformat(),
            "counted_from": self.counted_from.isoformat(),
            self.unit: self.count,
            "calendar": self.calendar,
            "days_off": [[day.isoformat(), why] for day, why in self.days_off],
        }


def after(start: date, count: int, using: Calendar, unit: Unit = "working_days") -> Deadline:
    """The last of `count` days or working days after `start`; the day it starts is not counted.

    Bộ luật Dân sự 2015 (91/2015/QH13): the day from which a term of days is counted does not count (khoản 2 Điều 147),
    nor does the day of the event that begins it (khoản 3); a term whose last day is a weekend or a public holiday ends
    with the next working day (khoản 5 Điều 148). In working days that cannot be.

    That these rules hold for terms in administrative papers is an assumption (docs/decisions/0012). No statute sets a
    term for remedying.
    """
    if unit == "days":
        end = start + timedelta(days=count)
        if not count or not using.day_off(end):
            return Deadline(end, start, count, unit, using.name(start, end))
        moved = after(end, 1, using)
        return Deadline(moved.due_on, start, count, unit, using.name(start, moved.due_on), moved.days_off)
    day, left, skipped = start, count, []
    while left > 0:
        day += timedelta(days=1)
        why = using.day_off(day)
        if not why:
            left -= 1
        elif why != WEEKEND:
            skipped.append((day, why))
    return Deadline(day, start, count, unit, using.name(start, day), skipped)


def before(end: date, working_days: int, using: Calendar) -> date:
    """The day that lies `working_days` working days before `end`: for reminders."""
    day, left = end, working_days
    while left > 0:
        day -= timedelta(days=1)
        if not using.day_off(day):
            left -= 1
    return day
