"""Everything that a row of an archive said must still be said together in one row of today, whatever tables and
columns are called now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from rasoat.backup.plain import Row, plain
from rasoat.db import Database
from rasoat.db.types import canonical

MOVED: dict[tuple[str, str], Callable[[Row], bool]] = {
    # A told line now says that a reminder was mailed.
    ("reminder", "sent_at"): lambda _reminder: True,
    # The part of an obligation now has its measure.
    ("obligation", "measure"): lambda _obligation: True,
    # A result notice is about an inspection, which names its plan.
    ("notice", "plan_id"): lambda notice: notice["inspection_id"] is not None,
}
"""Columns whose values stand in another row today, and in which rows of the time."""
RENAMED = {("attachment", "owner_kind", "notice"): "paper"}
"""Words of the program itself that it calls otherwise today."""
KEPT_BY_START = ("open", "turn", "means")
"""What a state means is told to rows anew at each start."""
DERIVED = ("search_text",)
"""The words of what other columns say."""


def rows_now(database: Database) -> dict[str, list[Row]]:
    """All rows of a database of today's shape, as an archive would hold them."""
    with database.engine.connect() as connection:
        return {
            table.name: [plain(dict(row)) for row in connection.execute(select(table)).mappings()]
            for table in SQLModel.metadata.sorted_tables
        }


def lost(then: Mapping[str, Iterable[Row]], now: Mapping[str, Iterable[Row]]) -> list[str]:
    """The rows of `then` whose whole content no row of `now` has; each row of `now` can match only one of `then`."""
    left = [_said("", row) for rows in now.values() for row in rows]
    places: dict[str, set[int]] = {}
    for at, said in enumerate(left):
        for value in said:
            places.setdefault(value, set()).add(at)
    missing = []
    for table, rows in then.items():
        for row in rows:
            said = _said(table, row)
            fitting = set.intersection(*(places.get(value, set()) for value in said))
            # When several rows match, the one with the least other content is the row itself.
            found = min((at for at in fitting if said <= left[at]), key=lambda at: left[at].total(), default=None)
            if found is None:
                missing.append(f"{table}: {row}")
                continue
            for value in left[found]:
                places[value].discard(found)
    return missing


def _said(table: str, row: Row) -> Counter[str]:
    """The values of a row that say something. Numbers and booleans are kept apart from texts that look like them."""
    told: Counter[str] = Counter()
    for name, value in row.items():
        moved = MOVED.get((table, name))
        if value in (None, "") or name in (*KEPT_BY_START, *DERIVED) or (moved and moved(row)):
            continue
        word = RENAMED.get((table, name, value), value) if isinstance(value, str) else value
        told[canonical(word)] += 1
    return told


def counts(rows: Mapping[str, Iterable[Any]]) -> dict[str, int]:
    """How many rows each table has."""
    return {table: len(list(found)) for table, found in rows.items()}
