"""What can be brought in: each kind is one registration."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sqlmodel import Session

from rasoat.db import Row


class Wrong(ValueError):
    """Why a cell or a row cannot be taken: a Vietnamese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table. `read` makes of a cell what is stored (see `cells`) and raises ValueError with a sentence;
    `tidy` proposes the usual form of a text, and the page tells it.
    """

    name: str
    title: str
    explanation: str
    example: str
    read: Callable[[Any], Any]
    required: bool = False
    also: tuple[str, ...] = ()
    """Other headings under which people write it."""
    shown: Callable[[Any], str] | None = None
    """How a value stands in a table again, where it does not stand there as it is."""

    def told(self, value: Any) -> Any:
        """A stored value as it stands in a table."""
        return self.shown(value) if self.shown and value else value


OF_IDS = {"parent_id": "parent", "agency_id": "agency", "unit_id": "unit", "successors": "successors"}
"""Stored columns that are ids, and the column of the table each comes from; every other one has the same name in both."""
LINKS = ("successors",)
"""What is no column of the row: the ids of others, in order, which are written when all rows are there."""


@dataclass(slots=True)
class Line:
    """One row of the table: its number, its values by the columns' names, and notices about it."""

    number: int
    values: dict[str, Any]
    given: frozenset[str] = frozenset()
    """The columns that the table has. What it has no column for stays as it is stored."""
    notices: list[str] = field(default_factory=list)

    def gives(self, stored: str) -> bool:
        """Whether the table has the column that a stored one comes from."""
        return OF_IDS.get(stored, stored) in self.given


@dataclass(slots=True)
class Wanted:
    """What a line comes to: the thing that it is about (None: a new one) and the columns as they shall be, the same names
    as those of the stored row.
    """

    line: Line
    name: str
    present: Row | None
    values: dict[str, Any]
    linked: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    """What is stored of LINKS."""
    depth: int = 0
    """What stands below another thing of the same table is added after it."""
    new_id: UUID | None = None


class Known(Protocol):
    """What a kind knows of the stored rows and of the whole table, loaded once."""

    def wanted(self, line: Line) -> Wanted:
        """What the line comes to. Raises Wrong."""


class HasColumns(Protocol):
    """What a table is read by: the columns that it may have, and what the whole is called."""

    @property
    def title(self) -> str:
        """What the whole is called."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of things that can be brought in."""

    name: str
    title: str
    counted: str
    """What one calls them after a number: 12 đơn vị."""
    columns: Sequence[Column]
    model: type[Row]
    know: Callable[[Session, Sequence[Line]], Known]
    add: Callable[[Session, dict[str, Any]], Row]
    edit: Callable[[Session, UUID, dict[str, Any]], Any]
    page: Callable[[Any], tuple[str, dict[str, Any]]]
    """The endpoint and the arguments of the page of one such thing, by its id."""
    stored: Callable[[Session, Sequence[Any]], Iterator[dict[str, Any]]]
    """Some stored rows in the form in which they go in: the values of the columns by their names."""
    linked: Callable[[Session], dict[UUID, tuple[UUID, ...]]] = lambda _session: {}
    """The successors that are stored, by the id of what they succeed."""
    link: Callable[[Session, UUID, tuple[UUID, ...]], None] | None = None
    """Store the successors of one thing."""
    against_undoing: Callable[[Session, Row], bool] = lambda _session, _row: False
    """Whether something was built on a thing that no reference tells."""

    def as_brought(self, session: Session, rows: Sequence[Any]) -> Iterator[list[Any]]:
        """Some stored rows as rows of the table: brought in again, they change nothing."""
        for values in self.stored(session, rows):
            yield [column.told(values[column.name]) for column in self.columns]


_kinds: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> None:
    """Register a kind. The templates, the pages and the command offer it from then on."""
    _kinds[kind.name] = kind


def kinds() -> dict[str, ImportKind]:
    """The kinds by name, in the order in which a province is set up."""
    return dict(_kinds)
