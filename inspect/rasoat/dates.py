"""Converting text to dates: the only converter, for forms, answers, actions and the example's day.

`typed` reads what people write (17/7/2024, 1/8/24, 01-08-2024) and what date controls send (2024-07-17). One range of years
holds for all of them, so that a mistyped year is refused wherever it is typed.
"""

import re
from datetime import date

from rasoat.numbers import YEARS

EXAMPLE = "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 17/7/2024."
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOCAL = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class NotADate(ValueError):
    """The text is not such a date. The message is a Vietnamese sentence that says what to do."""


def typed(text: str) -> date | None:
    """The date in a text, None for a blank one. A year of two digits is one of this century. Raises NotADate."""
    if not text.strip():
        return None
    found = parts(text)
    if found is None:
        raise NotADate(EXAMPLE)
    try:
        return in_range(date(*found))
    except NotADate:
        raise
    except ValueError:
        raise NotADate(f"“{text.strip()}” không phải là ngày có thật; ví dụ đúng: 17/7/2024.") from None


def parts(text: str) -> tuple[int, int, int] | None:
    """(year, month, day) of a text in the form of a date, whether there is such a day or not; None for any other text."""
    known = text.translate(_FULL_WIDTH).strip()
    if iso := _ISO.fullmatch(known):
        return int(iso[1]), int(iso[2]), int(iso[3])
    local = _LOCAL.fullmatch(known)
    if not local:
        return None
    return int(local[3]) + (2000 if len(local[3]) == 2 else 0), int(local[2]), int(local[1])


def in_range(day: date) -> date:
    """The same date. Raises NotADate for a year that no date of this work can have."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise NotADate(f"Năm {day.year:04d} không hợp lý; nhập năm từ {YEARS[0]} đến {YEARS[1]}.")
    return day
