"""The parts of the first page, before they have addresses."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasoat.workflows import CaseRef

Link = tuple[str, dict[str, Any]]
"""An endpoint and its values."""
SHOWN = 8
"""Items of one section on the first page; the rest is behind “Xem tất cả”."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a case, or any other page."""

    title: str
    to: CaseRef | Link
    meta: str = ""
    due_on: date | None = None
    badge: tuple[str, str] | None = field(default=None)
    """Words and tone."""


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind that wait for this person. `count` is the number of all of them; `items` are the first ones."""

    title: str
    items: list[Item]
    count: int
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at the top of the page."""

    title: str
    value: int
    tone: str = ""
    more: Link | None = None
    note: str = ""


def section(title: str, items: list[Item], more: Link | None = None) -> Section:
    """A section with all the items there are."""
    return Section(title, items[:SHOWN], len(items), more if len(items) > SHOWN else None)
