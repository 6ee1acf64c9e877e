"""Who takes over from a unit or an agency that ends, as a table names them: apart at semicolons, each by its code or name on
the day after the end, or with its first day behind it: 06433 từ 1/7/2025.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import dates
from rasoat.importing.cells import as_day
from rasoat.importing.registry import Line, Wrong

_SINCE = re.compile(r"^(?P<name>.+) từ (?P<day>\d{1,2}/\d{1,2}/\d{4})$")
_NO_END = "Có nơi kế thừa thì ghi ngày kết thúc ở cột “Đến ngày”."
_NO_DAY = date.min
Find = Callable[[str, date, date | None], UUID]
"""Finds one by its name: the one that exists on that day, or, where a first day is given, the one that begins on it. Raises
Wrong.
"""
Spans = Mapping[UUID, tuple[date, date | None]]
"""The first and the last day of each thing, those of the table as the table says."""


def stored(session: Session, model: Any, ids: Iterable[UUID] | None = None) -> dict[UUID, tuple[UUID, ...]]:
    """The successors that are stored, of all or of these."""
    query = select(model.predecessor_id, model.successor_id)
    if ids is not None:
        query = query.where(col(model.predecessor_id).in_(list(ids)))
    found: dict[UUID, tuple[UUID, ...]] = {}
    for predecessor, successor in session.exec(query.order_by(model.predecessor_id, model.successor_id)):
        found[predecessor] = (*found.get(predecessor, ()), successor)
    return found


def written(named: Iterable[tuple[str, date]]) -> str:
    """How a table names them so that they are found again, by name and first day."""
    return "; ".join(sorted(f"{' '.join(name.split())} từ {as_day(first)}" for name, first in named))


def wanted(
    line: Line, own: UUID, last: date | None, before: tuple[UUID, ...], find: Find, spans: Spans
) -> tuple[UUID, ...]:
    """The ids that a line names, of a thing with that last day; `before` are those that are stored. Raises Wrong."""
    names = [name.strip() for name in line.values["successors"].split(";") if name.strip()]
    found = tuple(sorted({_one(name, last, find) for name in names}))
    if found == before or not found:
        # A table that says what is stored changes nothing, whatever is wrong with it.
        return found
    if last is None:
        raise Wrong(_NO_END)
    for one in found:
        if one == own:
            raise Wrong("Nơi kế thừa không thể là chính nó; sửa cột nơi kế thừa.")
        end = spans[one][1]
        if end is not None and end <= last:
            raise Wrong(f"Nơi kế thừa kết thúc ngày {as_day(end)}, không sau ngày {as_day(last)}; sửa một trong hai.")
    return found


def _one(typed: str, last: date | None, find: Find) -> UUID:
    since = _SINCE.match(typed)
    if since is None:
        if last is None:
            raise Wrong(_NO_END)
        return find(typed, last + timedelta(days=1), None)
    try:
        first = dates.typed(since["day"])
    except ValueError as error:
        raise Wrong(f"“{typed}”: {error}") from None
    return find(since["name"], last or _NO_DAY, first)
