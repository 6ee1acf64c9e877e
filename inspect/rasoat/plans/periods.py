"""The periods for which a report of a plan is owed. Nothing here reads a table.

The month of the due day names the period: a monthly report tells of the month in which it is due (NĐ 09/2019/NĐ-CP, Điều 12).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

REPEATS = {
    "": "Một lần",
    "month": "Hằng tháng",
    "quarter": "Hằng quý",
    "half_year": "6 tháng một lần",
    "year": "Hằng năm",
}
"""How often a report is owed."""
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_ROMAN = ("I", "II", "III", "IV")
MOST = 36
"""Periods of one report: three years of months."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period: the last day on which its report may come, and its name, which is empty for a report owed once."""

    due_on: date
    name: str


def periods(first: date, repeats: str, until: date | None) -> list[Period]:
    """The periods from the first one to the last that is due by `until`; never more than MOST + 1."""
    if not repeats:
        return [Period(first, "")]
    return [Period(day, name_of(repeats, day)) for day in _days(first, _MONTHS[repeats], until or first)]


def _days(first: date, months: int, until: date) -> Iterator[date]:
    """The same day of each further month, or that month's last one."""
    for times in range(MOST + 1):
        month = first.month - 1 + times * months
        year, month = first.year + month // 12, month % 12 + 1
        day = date(year, month, min(first.day, monthrange(year, month)[1]))
        if day > until:
            return
        yield day


def name_of(repeats: str, day: date) -> str:
    """The name of the period that is due on a day: tháng 5/2024."""
    names = {
        "month": f"tháng {day.month}/{day.year}",
        "quarter": f"quý {_ROMAN[(day.month - 1) // 3]}/{day.year}",
        "half_year": f"6 tháng {'đầu' if day.month <= 6 else 'cuối'} năm {day.year}",
        "year": f"năm {day.year}",
    }
    return names[repeats]
