"""Deadlines in days or in working days of Vietnam. A due date is computed once and stored with how it was computed.

Days off are those of the `holidays` package (public holidays with Tết, and the substitute days it knows). A file of the
installation overrides them, because days are swapped by decision each year.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays
from pydantic import BaseModel, ConfigDict, Field

from rasoat import content
from rasoat.workflows.definition import Unit

SATURDAY = 5


class CalendarOverride(BaseModel):
    """Days that a decision swapped, for one installation: working days that are off, and days off that are worked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="Which decision: it is shown beside each deadline.")
    # The key is not “off”, because YAML reads that word as false.
    days_off: dict[date, str] = Field(default_factory=dict)
    days_worked: dict[date, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked."""

    override: CalendarOverride | None = None

    @property
    def name(self) -> str:
        """The name of the calendar, which is stored with each due date that it computed."""
        base = f"holidays {version('holidays')} VN"
        return f"{base} + {self.override.name}" if self.override else base

    def day_off(self, day: date) -> str:
        """Why a day is not worked; empty for a working day."""
        if self.override and day in self.override.days_worked:
            return ""
        if self.override and day in self.override.days_off:
            return self.override.days_off[day]
        holiday = _holidays(day.year).get(day)
        if holiday:
            return str(holiday)
        return "cuối tuần" if day.weekday() >= SATURDAY else ""


@lru_cache(maxsize=16)
def _holidays(year: int) -> Any:
    return holidays.country_holidays("VN", years=[year], language="vi")


@lru_cache(maxsize=4)
def calendar(override: Path | None = None) -> Calendar:
    """The calendar in force. Raises content.ContentError for a wrong override file."""
    return Calendar(content.load(override, CalendarOverride) if override else None)


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

    That day does not count (Bộ luật Dân sự 2015, khoản 2 Điều 147). A term in days whose last one is a day off ends with
    the next working day (khoản 5 Điều 148); in working days that cannot be. No statute sets a term for remedying.
    """
    if unit == "days":
        end = start + timedelta(days=count)
        found = after(end, 1, using) if count and using.day_off(end) else Deadline(end, start, 0, unit, using.name)
        return Deadline(found.due_on, start, count, unit, using.name, found.days_off)
    day, left, skipped = start, count, []
    while left > 0:
        day += timedelta(days=1)
        why = using.day_off(day)
        if not why:
            left -= 1
        elif why != "cuối tuần":
            skipped.append((day, why))
    return Deadline(day, start, count, unit, using.name, skipped)


def before(end: date, working_days: int, using: Calendar) -> date:
    """The day that lies `working_days` working days before `end`: for reminders."""
    day, left = end, working_days
    while left > 0:
        day -= timedelta(days=1)
        if not using.day_off(day):
            left -= 1
    return day
