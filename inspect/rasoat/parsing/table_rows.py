"""Tables of tasks: one row is one recommendation, its columns say what, of whom, and by when."""

import re
from dataclasses import dataclass
from typing import Final

from rasoat.text import fold

_COLUMNS: Final = (
    ("due", re.compile(r"thoi (?:han|gian)|hoan thanh|tien do|han (?:chot|cuoi)|ngay (?:hoan|phai)")),
    ("addressee", re.compile(r"(?:don vi|co quan|dia phuong)(?! phoi hop)|chu tri|trach nhiem|noi thuc hien|doi tuong|nguoi thuc hien|ubnd")),
    ("text", re.compile(r"^(?!so ).*(?:kien nghi|nhiem vu|noi dung|yeu cau|viec (?:phai|can)|cong viec|khac phuc|bien phap|de nghi)")),
    ("finding", re.compile(r"ton tai|han che|thieu sot|hien trang|ket qua|phat hien|vi pham|tinh trang")),
    ("number", re.compile(r"^(?:stt|tt|so tt|so)$")),
)  # fmt: skip

_ORDER = re.compile(r"[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds what; None for what it does not have."""

    number: int | None = None
    text: int | None = None
    addressee: int | None = None
    due: int | None = None
    finding: int | None = None

    @property
    def of_tasks(self) -> bool:
        """Whether its rows say what somebody is to do."""
        return self.text is not None and (self.addressee is not None or self.due is not None)

    @property
    def begin_a_table(self) -> bool:
        """Whether the row names the columns of another table: it has one for the numbers, too."""
        return self.of_tasks and self.number is not None


def columns(cells: tuple[str, ...]) -> Columns:
    """The columns of a table by the words of its first row."""
    known: dict[str, int] = {}
    for at, cell in enumerate(cells):
        words = fold(cell)
        name = next((name for name, pattern in _COLUMNS if pattern.search(words) and name not in known), None)
        if name:
            known[name] = at
    return Columns(**known)


def group(cells: tuple[str, ...]) -> str:
    """What a row names that stands over others: besides a number, one cell alone has words."""
    words = [one.strip() for one in cells if one.strip()]
    return words[-1] if words and len(words) <= 2 and (len(words) == 1 or _ORDER.fullmatch(words[0])) else ""


def cell(cells: tuple[str, ...], at: int | None) -> str:
    """The words of one cell; empty where the row has no such cell."""
    return cells[at].strip() if at is not None and at < len(cells) else ""
