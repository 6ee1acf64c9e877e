"""Pages of a list that cost the same wherever they are: each begins behind a place in the order, not at a number.

A place is the values by which the list is ordered, of the row at the edge of a page. It stands in the address as `after`
or `before`. Rows that come or go meanwhile shift nothing: no row is shown twice or left out.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from flask import request, url_for
from sqlalchemy import ColumnElement, and_, literal, or_, true
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.db.counting import count_text, count_up_to
from rasoat.numbers import LARGEST_STORED
from rasoat.pages.request import asked_number, session

T = TypeVar("T")
PER_PAGE = 25


class By(NamedTuple):
    """One column, or expression, of a list's order. Only the first may have no value: such rows come last in both
    directions. The last one is a key.
    """

    column: Any
    descending: bool = False


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, with the addresses of those beside it (empty: there is none).

    `total` counts the rows of the whole list: see count_up_to.
    """

    items: list[T]
    total: int
    before: str = ""
    after: str = ""

    @property
    def count(self) -> str:
        """The total in words."""
        return count_text(self.total)

    @property
    def first(self) -> str:
        """The address of the first page, when this one is another."""
        return here(after=None, before=None) if self.before else ""


def asked() -> dict[str, str]:
    """What stands in the query of the address, without names that `url_for` takes for its own: with them somebody who
    sends an address to another decides where the links of that page lead.
    """
    return {name: value for name, value in request.args.items() if not name.startswith("_") and name != "endpoint"}


def here(**changes: Any) -> str:
    """The present address with some query values changed (None or empty: removed)."""
    kept = {**asked(), **(request.view_args or {}), **changes}
    return url_for(str(request.endpoint), **{k: v for k, v in kept.items() if v not in (None, "")})


def paginate(query: SelectOfScalar[T], order: Sequence[By], per_page: int = PER_PAGE) -> Page[T]:
    """The page that the request asks for by ?after= or ?before=; the first one when it asks for none, or by a text that
    this program did not write.
    """
    total = count_up_to(session(), query)
    back = _place(order, "before")
    if back is not None:
        rows = _rows(query, [By(column, not descending) for column, descending in order], back, per_page, back=True)
        if len(rows) > per_page:
            return _page(rows[:per_page][::-1], total, order, before=True, after=True)
        # The first page is shown whole, also when rows before it went away.
    place = _place(order, "after")
    rows = _rows(query, order, place, per_page)
    return _page(rows[:per_page], total, order, before=place is not None, after=len(rows) > per_page)


def page_of(rows: list[T], per_page: int = PER_PAGE) -> Page[T]:
    """The same as `paginate`, for rows that are already in memory: a tree is put in order outside the database."""
    start = min(asked_number("after") or 0, len(rows))
    end = start + per_page
    before = here(after=start - per_page if start > per_page else None) if start else ""
    return Page(rows[start:end], len(rows), before, here(after=end) if end < len(rows) else "")


def _page(rows: Sequence[Any], total: int, order: Sequence[By], *, before: bool, after: bool) -> Page[Any]:
    edges = [_written(row[1:]) for row in (rows[0], rows[-1])] if rows else ["", ""]
    return Page(
        [row[0] for row in rows],
        total,
        here(before=edges[0], after=None) if before and rows else here(before=None, after=None) if before else "",
        here(after=edges[1], before=None) if after and rows else "",
    )


def _rows(
    query: SelectOfScalar[Any], order: Sequence[By], place: list[Any] | None, per_page: int, *, back: bool = False
) -> list[Any]:
    """One row more than a page has, from behind a place on. Rows whose first column has no value are asked for
    separately, so that an index on the column serves both questions.
    """
    first, rest = order[0], order[1:]
    asked = query.order_by(None).add_columns(*(by.column for by in order))
    with_value = [asked.where(_behind(order, place) if place and place[0] is not None else true())]
    without: list[Any] = []
    if getattr(first.column, "nullable", False):
        with_value = [with_value[0].where(first.column.is_not(None))]
        none = first.column.is_(None)
        without = [asked.where(none, _behind(rest, place[1:]) if place and place[0] is None else true())]
    parts = [(part, order) for part in with_value] + [(part, rest) for part in without]
    if back:
        parts.reverse()
    if place and without:
        # What lies behind the place begins in the part that the place is in.
        passed = (place[0] is None) != back
        parts = parts[1:] if passed else parts
    found: list[Any] = []
    for part, by in parts:
        if len(found) <= per_page:
            ordered = part.order_by(*(one.column.desc() if one.descending else one.column.asc() for one in by))
            found += session().execute(ordered.limit(per_page + 1 - len(found))).all()
    return found


def _behind(order: Sequence[By], place: Sequence[Any]) -> ColumnElement[bool]:
    """Whether a row comes behind a place, none of whose values is None."""
    steps: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    # SQLAlchemy compares a bound value, but not a bare True, with less and more.
    bound = [literal(value, by.column.type) for by, value in zip(order, place, strict=True)]
    for (column, descending), value in zip(order, bound, strict=True):
        steps.append(and_(*same, column < value if descending else column > value))
        same.append(column == value)
    column, descending = order[0]
    # The alternatives below imply this; said by itself, it lets the database begin at the place.
    begins = column <= bound[0] if descending else column >= bound[0]
    return and_(begins, or_(*steps))


def _written(values: Sequence[Any]) -> str:
    text = json.dumps([value.isoformat() if isinstance(value, date) else value for value in map(_plain, values)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def _place(order: Sequence[By], name: str) -> list[Any] | None:
    """The place that the address gives; None when it gives none that this program could have written."""
    given = request.args.get(name, "")
    try:
        values = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            return None
        return list(_read(order, values))
    except (ValueError, OverflowError, RecursionError):
        return None


def _read(order: Sequence[By], values: Sequence[Any]) -> Iterator[Any]:
    for number, (by, value) in enumerate(zip(order, values, strict=True)):
        kind = by.column.type.python_type
        if value is None and number == 0 and getattr(by.column, "nullable", False):
            yield None
        elif kind in (UUID, datetime, date):
            yield _from_text(kind, value)
        else:
            yield _checked(kind, value)


def _from_text(kind: type[Any], value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(value)
    if kind is UUID:
        return UUID(value)
    found = kind.fromisoformat(value)
    if not isinstance(found, datetime):
        return found
    if found.tzinfo is None:
        raise ValueError(value)
    return found.astimezone(UTC)


def _checked(kind: type[Any], value: Any) -> Any:
    """A value that the database takes: it is of its column's kind, and neither too large nor without a form in UTF-8."""
    if type(value) is not kind or (kind is int and abs(value) > LARGEST_STORED):
        raise ValueError(value)
    if kind is str and (b"\0" in value.encode()):
        raise ValueError(value)
    return value
