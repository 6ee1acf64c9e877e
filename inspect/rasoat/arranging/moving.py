"""A plan's words and days, moved by some months: pure."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

_QUARTERS = ("I", "II", "III", "IV")
_QUARTER = re.compile(r"\b(quý\s+)(IV|III|II|I|[1-4])\b", re.IGNORECASE)
_HALF = re.compile(r"\b((?:6|sáu)\s+tháng\s+)(đầu|cuối)(\s+năm)\b", re.IGNORECASE)


def later(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def worked(day: date, day_off: Callable[[date], str]) -> date:
    """The day, or the next one that is worked; the last one before it when that would be in another year."""
    step, found = timedelta(days=1), day
    while day_off(found) and found.year == day.year:
        found += step
    if found.year != day.year:
        found = day
        while day_off(found):
            found -= step
    return found


def words(text: str, year: int, months: int, years: int) -> str:
    """A title or purpose of that year, for the plan that comes `months` later and is named after a year `years` later:
    year, school year, quarter and half-year are moved. Numbers and days of papers (12/2024/NĐ-CP, 1/6/2024) stay.
    """

    def moved(found: re.Match[str]) -> str:
        return str(int(found[0]) + years)

    text = re.sub(rf"(?<![\d/.]){year}(?![\d/])", moved, text)
    # The second year of a school year: 2024 - 2025 is 2025 - 2025 by now.
    text = re.sub(rf"(?<![\d/.])({year + years}\s*[-–]\s*){year + 1}(?![\d/])", rf"\g<1>{year + 1 + years}", text)
    if months % 12 == 0:
        return text
    return _HALF.sub(_half, text) if months % 6 == 0 else _QUARTER.sub(_quarter(months // 3), text)


def _half(found: re.Match[str]) -> str:
    return f"{found[1]}{'cuối' if found[2].lower() == 'đầu' else 'đầu'}{found[3]}"


def _quarter(count: int) -> Callable[[re.Match[str]], str]:
    def moved(found: re.Match[str]) -> str:
        said = found[2].upper()
        if said in _QUARTERS:
            return found[1] + _QUARTERS[(_QUARTERS.index(said) + count) % 4]
        return f"{found[1]}{(int(said) - 1 + count) % 4 + 1}"

    return moved
