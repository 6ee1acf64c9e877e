"""Which days are worked in Vietnam.

Weekends, public holidays, Tết, substitute days and the swaps it knows come from the `holidays` package. Days are swapped
by decision each year, so decisions are laid over it: those the package lacks (decided_days.yaml), those of the
installation's file, those that the administrator entered. Where two speak of one day, the later one counts.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, col, select

from rasoat import content
from rasoat.settings import Settings
from rasoat.workflows.models import DecidedDay

WEEKEND = "cuối tuần"
SHIPPED = Path(__file__).with_name("decided_days.yaml")


class Decision(BaseModel):
    """The days that one decision changed: working days that are off, and days off that are worked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="Which decision: it is shown beside each deadline.")
    # The key is not “off”, because YAML reads that word as false.
    days_off: dict[date, str] = Field(default_factory=dict)
    days_worked: dict[date, str] = Field(default_factory=dict)


class Decisions(BaseModel):
    """The decisions that the program knows beside the package."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Calendar:
    """Which days are worked, by the package and the decisions laid over it in this order."""

    decisions: tuple[Decision, ...] = ()

    def name(self, first: date, last: date) -> str:
        """The name of the calendar, which is stored with each due date that it computed: the package's version, and the
        decisions that changed a day from `first` to `last`.
        """
        told = [
            one.name for one in self.decisions if any(first <= day <= last for day in {*one.days_off, *one.days_worked})
        ]
        return " + ".join([f"holidays {_package()} VN", *told])

    def day_off(self, day: date) -> str:
        """Why a day is not worked; empty for a working day."""
        special = self.special(day)
        if special is not None:
            return special.why if special.off else ""
        return WEEKEND if _is_weekend(day) else ""

    def special(self, day: date) -> "SpecialDay | None":
        """What is special about a day; None when only its weekday tells whether it is worked."""
        for decision in reversed(self.decisions):
            if day in decision.days_worked:
                return SpecialDay(day, False, decision.days_worked[day])
            if day in decision.days_off:
                return SpecialDay(day, True, decision.days_off[day])
        known = _holidays(day.year)
        if day in known:
            return SpecialDay(day, True, str(known[day]))
        if _is_weekend(day) and known.is_working_day(day):
            return SpecialDay(day, False, "Làm bù theo danh mục ngày lễ")
        return None

    def special_days(self, year: int) -> list["SpecialDay"]:
        """The days of a year that are not as their weekday says."""
        known = _holidays(year)
        days = {*known, *known.weekend_workdays}
        for decision in self.decisions:
            days |= {*decision.days_off, *decision.days_worked}
        found = (self.special(day) for day in sorted(days) if day.year == year)
        return [one for one in found if one is not None and one.off != _is_weekend(one.day)]


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is off or worked whatever its weekday is, and why."""

    day: date
    off: bool
    why: str


def title_of(name: str) -> str:
    """The name of a calendar, as it is stored, in words for people."""
    return re.sub(r"^holidays (\S+) VN", r"ngày nghỉ lễ, tết của Việt Nam (danh mục bản \1)", name)


def _is_weekend(day: date) -> bool:
    return day.weekday() in _holidays(day.year).weekend


@cache
def _package() -> str:
    return version("holidays")


@lru_cache(maxsize=16)
def _holidays(year: int) -> Any:
    return holidays.country_holidays("VN", years=[year], language="vi")


@lru_cache(maxsize=4)
def of_files(file: Path | None = None) -> Calendar:
    """The calendar by the package, the program's list and the installation's file. Raises content.ContentError for a
    wrong file.
    """
    own = (content.load(file, Decision),) if file else ()
    return Calendar((*content.load(SHIPPED, Decisions).decisions, *own))


def in_force(session: Session) -> Calendar:
    """The calendar of this installation. Raises content.ContentError for a wrong file of the installation."""
    known = of_files(Settings().holidays_file)
    entered = session.exec(select(DecidedDay).order_by(col(DecidedDay.day))).all()
    if not entered:
        return known
    decision = Decision(
        name=", ".join(sorted({row.decision for row in entered})),
        days_off={row.day: row.decision for row in entered if not row.worked},
        days_worked={row.day: row.decision for row in entered if row.worked},
    )
    return Calendar((*known.decisions, decision))
