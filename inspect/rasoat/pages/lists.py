"""Lists: search without accents, order, pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import func
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import and_, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import text
from rasoat.db import Searchable
from rasoat.pages.request import asked_number, session

T = TypeVar("T")
PER_PAGE = 25


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list. `url(n)` is this list's address with another page number."""

    items: list[T]
    number: int
    pages: int
    total: int

    def url(self, number: int) -> str:
        """The address of the same list with its filters and order, at page `number`."""
        return here(page=number)


def here(**changes: Any) -> str:
    """The present address with some query values changed (None or empty: removed)."""
    kept = {**request.args.to_dict(), **(request.view_args or {}), **changes}
    return url_for(str(request.endpoint), **{k: v for k, v in kept.items() if v not in (None, "")})


def paginate(query: SelectOfScalar[T], per_page: int = PER_PAGE) -> Page[T]:
    """The page that the request asks for by ?page=; a number out of range gives the nearest page."""
    total = session().exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
    pages = max(1, -(-total // per_page))
    number = min(max(1, asked_number("page") or 1), pages)
    items = list(session().exec(query.limit(per_page).offset((number - 1) * per_page)))
    return Page(items, number, pages, total)


def page_of(rows: list[T], per_page: int = PER_PAGE) -> Page[T]:
    """The same as `paginate`, for rows that are already in memory: a tree is put in order outside the database."""
    pages = max(1, -(-len(rows) // per_page))
    number = min(max(1, asked_number("page") or 1), pages)
    return Page(rows[(number - 1) * per_page : number * per_page], number, pages, len(rows))


def search(model: type[Searchable], words: str | None = None) -> ColumnElement[bool]:
    """Rows that have every word of ?q= (or of `words`), whatever the accents and the case."""
    asked = text.asked(request.args.get("q", "") if words is None else words)
    return and_(True, *(col(model.search_text).contains(word, autoescape=True) for word in asked))


def ordered(query: SelectOfScalar[T], columns: Mapping[str, Any], default: str) -> SelectOfScalar[T]:
    """Order by ?sort=name (or -name, descending) among the allowed `columns`; else by `default`."""
    asked = request.args.get("sort", default)
    if asked.removeprefix("-") not in columns:
        asked = default
    column = columns[asked.removeprefix("-")]
    return query.order_by(column.desc() if asked.startswith("-") else column.asc())


def sort_link(name: str, default: str) -> tuple[str, str]:
    """(address that sorts by `name`, present direction asc, desc or "") for a column head."""
    asked = request.args.get("sort", default)
    if asked.removeprefix("-") != name:
        return here(sort=name, page=None), ""
    return here(sort=name if asked.startswith("-") else f"-{name}", page=None), "desc" if asked.startswith(
        "-"
    ) else "asc"
