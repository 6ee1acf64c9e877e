"""What can be taken out: each list is one registration."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel.sql.expression import SelectOfScalar

from rasoat.db.counting import count_up_to
from rasoat.documents.ledger import Column
from rasoat.exporting.cells import Cell
from rasoat.pages.paging import By
from rasoat.pages.request import session
from rasoat.pages.ticking import ticked

Selects = Callable[[], Iterable[Mapping[str, Any]]]
AT_ONCE = 500
"""Rows that are in memory at the same time."""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a list as this person, with this request's filters, sees them. `count` counts them up to a number."""

    count: Callable[[int], int]
    portions: Callable[[], Iterator[Sequence[Any]]]


def of_query(query: SelectOfScalar[Any], order: Sequence[By], at_once: int = AT_ONCE) -> Source:
    """The rows of the query that the page shows a part of, in the page's order; of these only the ticked ones when the request
    names some. The last of the order is the key.
    """
    chosen = ticked()
    if chosen is not None:
        query = query.where(order[-1].column.in_(list(chosen)))

    def portions() -> Iterator[Sequence[Any]]:
        ordered = query.order_by(None).order_by(*(_ordered(by) for by in order))
        found = session().exec(ordered.execution_options(yield_per=at_once))
        # What one portion has read is not kept for the next.
        yield from found.partitions()

    return Source(lambda most: count_up_to(session(), query, most), portions)


def _ordered(by: By) -> Any:
    first = by.column.desc() if by.descending else by.column.asc()
    return first.nulls_last() if getattr(by.column, "nullable", False) else first


def of_rows(rows: Sequence[Any]) -> Source:
    """Rows that are in memory already, of lists that cannot grow: a tree, what one agency has to do."""
    steps = range(0, len(rows), AT_ONCE)
    return Source(lambda most: min(len(rows), most + 1), lambda: (rows[at : at + AT_ONCE] for at in steps))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be taken out.

    `page` is the endpoint of the page that shows it: whoever may open that may take the list out. `source` reads the
    filters from the request, as the page does. `cells` makes the cells of some rows, in the order of `heads`; it asks
    for what stands beside them once for all of these rows.
    """

    name: str
    title: str
    page: str
    heads: Sequence[str] | Callable[[], Sequence[str]]
    source: Callable[[], Source]
    cells: Callable[[Sequence[Any]], Iterable[Sequence[Cell]]]
    selects: Selects = tuple
    about: Callable[[], str] = str
    """Of what thing the list is, where each thing has its own: the inspection."""
    widths: Sequence[int] = ()
    printed: Sequence[Column] = ()
    """The columns of its printed form, a PDF; empty where nobody needs one."""

    def columns(self) -> Sequence[str]:
        """The titles of the columns."""
        return self.heads() if callable(self.heads) else self.heads


_listings: dict[str, Listing] = {}


def register_export(*listings: Listing) -> None:
    """Register lists. `ui.download` offers them from then on."""
    _listings.update((one.name, one) for one in listings)


def listings() -> Mapping[str, Listing]:
    """The lists by name."""
    return _listings
