"""What may stand in a cell that is taken out: typed values, and texts that neither break a file nor compute anything."""

import re
from datetime import date, datetime

from rasoat import clock
from rasoat.files.csv_text import guarded

Cell = str | int | float | date | datetime | None
LONGEST = 32_767
"""Characters (as UTF-16 counts them) of a cell: Excel says of a file with more that it is broken."""
_CUT = " … (cắt bớt)"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters, and what is no character: XML has no room for them."""


def plain(value: Cell) -> Cell:
    """The value as a cell holds it: a text without what Excel refuses, a time as a clock in Vietnam shows it, a number
    and a day as they are.
    """
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None, microsecond=0)
    return written(value) if isinstance(value, str) else value


def written(text: str) -> str:
    """A text of which Excel can keep every character."""
    found = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(found) * 2 <= LONGEST or len(found.encode("utf-16-le")) <= LONGEST * 2:
        return found
    room = (LONGEST - len(_CUT)) * 2
    return found.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _CUT


def for_print(value: Cell) -> str:
    """The value as it is printed: a day with its leading zeros, a text as it is."""
    cell = plain(value)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return clock.date_text(cell)
    return cell if isinstance(cell, str) else for_csv(cell)


def for_csv(value: Cell) -> str:
    """The value as Excel reads it from a CSV under Vietnamese settings: 17/07/2024, 1,5; a text is never a formula."""
    cell = plain(value)
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return clock.sheet_time(cell)
    if isinstance(cell, date):
        return clock.date_text(cell)
    return guarded(cell) if isinstance(cell, str) else _number(cell)


def _number(value: int | float) -> str:
    return str(value).replace(".", ",")
