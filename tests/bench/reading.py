"""Which statements read a whole table, by SQLite's own plan for them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect

from rasoat.db import Database

Statements = dict[str, Any]
"""Statements with the values of one of their uses."""
GROWING = 300
"""A table with more rows than this is one that grows with the past, unless it is one of PEOPLE."""
PEOPLE = {"account", "agency"}
_SCAN = re.compile(r'SCAN "?(\w+)"?(?: AS \w+)?(?: USING (?:COVERING )?INDEX (\w+))?$')


@contextmanager
def noted(engine: Engine) -> Iterator[Statements]:
    """Collect the reading statements of an engine."""
    found: Statements = {}

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement.startswith(("SELECT", "WITH")):
            found.setdefault(statement, values)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def whole(database: Database, statements: Statements) -> list[str]:
    """The statements that read a table from end to end although it grows.

    One with a limit may read a table in the order that it wants, since it stops; an index that holds only open cases
    may be read, since those are not the past.
    """
    with database.engine.connect() as connection:
        growing, open_only = _growing(connection), _partial(connection)
        return [
            f"{line}: {' '.join(statement.split())}"
            for statement, values in statements.items()
            for line in _plan(connection, statement, values)
            if (found := _SCAN.match(line)) and found[1] in growing and found[2] not in open_only
        ]


def _plan(connection: Connection, statement: str, values: Any) -> list[str]:
    lines = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    stops = " LIMIT " in " ".join(statement.split()) and "USE TEMP B-TREE FOR ORDER BY" not in lines
    nothing = "WHERE 0 = 1" in " ".join(statement.split())
    return [] if stops or nothing else lines


def _growing(connection: Connection) -> set[str]:
    def rows(table: str) -> int:
        return connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608 - its own name

    return {table for table in inspect(connection).get_table_names() if rows(table) > GROWING} - PEOPLE


def _partial(connection: Connection) -> set[str]:
    listed = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
    return set(listed.scalars())
