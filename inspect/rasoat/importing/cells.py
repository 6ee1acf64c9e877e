"""What the cells of a table mean: texts, dates, one of several names. Excel keeps them as it likes."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from rasoat import dates
from rasoat.outbox.mail import is_address
from rasoat.text import clean, fold, one_line

_FAULTS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
LONGEST, LONGEST_LIST = 500, 10_000
_EPOCH = date(1899, 12, 30)
"""The day from which Excel's numbers count (its 1900 system; 60 and less are before 1/3/1900, which it counts wrongly)."""


def text(cell: Any, longest: int = LONGEST) -> str:
    """A text of one line, its spaces made single; a number as it is typed. Raises ValueError with a sentence."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        year, month, day = str(cell["day"]).split("-")
        return f"{int(day)}/{int(month)}/{year}"
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    found = " ".join(one_line(str(cell)).split())
    if found in _FAULTS:
        raise ValueError(f"Ô có lỗi công thức ({found}); sửa công thức hoặc gõ giá trị.")
    if len(found) > longest:
        raise ValueError(f"Quá dài: tối đa {longest} ký tự.")
    return found


def several(cell: Any) -> str:
    """A text that names several things, apart at semicolons or lines. Raises ValueError with a sentence."""
    return text(cell.replace("\n", "; ") if isinstance(cell, str) else cell, LONGEST_LIST)


def day(cell: Any) -> date | None:
    """A date: one that Excel knows as such, its number, or a text as people write it. Raises ValueError."""
    if isinstance(cell, dict):
        return dates.in_range(date.fromisoformat(cell["day"]))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        try:
            return dates.in_range(_EPOCH + timedelta(days=int(cell)))
        except OverflowError:
            raise ValueError(dates.EXAMPLE) from None
    return dates.typed(text(cell))


def mail(cell: Any) -> str:
    """An address that a mail server accepts, or nothing. Raises ValueError."""
    typed = text(cell)
    if typed and not is_address(typed):
        raise ValueError(f"“{typed}” không phải địa chỉ thư điện tử; dạng đúng: ten@coquan.gov.vn.")
    return typed


def one_of(names: Callable[[], Mapping[str, str]], what: str) -> Callable[[Any], str]:
    """A reader of a cell that names one of several things, by what people call it or by its own name."""

    def read(cell: Any) -> str:
        typed = text(cell)
        if not typed:
            return ""
        known = names()
        by_title = {fold(title): name for name, title in known.items()} | {fold(name): name for name in known}
        if (found := by_title.get(fold(typed))) is None:
            raise ValueError(f"Không có {what} “{typed}”; chọn một trong: {'; '.join(known.values())}.")
        return found

    return read


def person(typed: str) -> tuple[str, bool]:
    """A person's name in its usual form, and whether that differs from what was typed: NGUYỄN VĂN AN is Nguyễn Văn An."""
    usual = " ".join(clean(typed).split())
    if usual.isupper() and len(usual) > 1:
        usual = " ".join(word.capitalize() for word in usual.split())
    return usual, usual != typed


def as_day(value: date | None) -> str:
    """A date as a sentence has it."""
    return f"{value.day}/{value.month}/{value.year}" if value else ""
