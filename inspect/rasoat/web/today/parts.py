"""The parts of the first page, before they have addresses."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from rasoat.db.counting import count_up_to
from rasoat.workflows import CaseRef

Query = Any
"""A select of rows or of several columns: SQLModel has no common type for them."""
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
class Waiting:
    """The first things of one kind, and how many there are: more than MOST are not counted to their end."""

    items: list[Item]
    count: int


MOST = 999
"""More is shown as 999+ and not counted: the first page and the navigation may not cost more because there is more."""


def first_rows(db: Session, query: Query) -> tuple[list[Any], int]:
    """The rows that the first page shows, and the number of all, up to MOST + 1. The query has its order."""
    rows = list(db.exec(query.limit(SHOWN)))
    return rows, len(rows) if len(rows) < SHOWN else count_up_to(db, query, MOST)


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


def section(title: str, found: Waiting | list[Item], more: Link | None = None) -> Section:
    """A section with the first of the things that wait; a list has all of them."""
    waiting = found if isinstance(found, Waiting) else Waiting(found[:SHOWN], len(found))
    return Section(title, waiting.items, waiting.count, more if waiting.count > SHOWN else None)
