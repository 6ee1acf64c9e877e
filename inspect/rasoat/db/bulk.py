"""Many rows of one table, written with one statement whose text is made once: for what comes in by the hundred a second.

Rows are model instances, so a column's default in the model applies here as it does everywhere else. SQLite gets the
rows one by one from its driver; PostgreSQL gets all of them in one JSON parameter and takes them apart itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import Column, Dialect
from sqlmodel import Session, SQLModel

from rasoat.db.base import table_of

Convert = Callable[[Any], Any]
Key = tuple[type[SQLModel], str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL text for rows of one model, and how a row becomes what the driver takes. The columns are in its order."""

    sql: str
    names: tuple[str, ...]
    converts: tuple[tuple[int, Convert], ...]

    def values(self, row: SQLModel) -> list[Any]:
        """The row's columns as the driver takes them."""
        found = list(attrgetter(*self.names)(row))
        for place, convert in self.converts:
            found[place] = convert(found[place])
        return found


_inserts: dict[Key, _Statement] = {}
_updates: dict[Key, _Statement] = {}


def insert_rows(session: Session, rows: Sequence[SQLModel]) -> None:
    """Insert instances of one model with all their columns. Raises what SQLAlchemy raises for an insert."""
    if rows:
        names = tuple(column.name for column in table_of(type(rows[0])).c)
        _run(session, rows, _inserts, names, _insert_text)


def update_rows(session: Session, rows: Sequence[SQLModel], names: Sequence[str]) -> None:
    """Write the columns `names` of instances of one model to the rows with their ids, each of which is given once."""
    if rows:
        _run(session, rows, _updates, (*names, "id"), _update_text)


def _run(
    session: Session,
    rows: Sequence[SQLModel],
    made: dict[Key, _Statement],
    names: tuple[str, ...],
    text: Callable[[Dialect, str, Sequence[str]], str],
) -> None:
    connection = session.connection()
    dialect, model = connection.dialect, type(rows[0])
    statement = made.get(key := (model, dialect.name, names))
    if statement is None:
        columns = table_of(model).c
        converts = tuple(
            (place, convert) for place, name in enumerate(names) if (convert := _convert(columns[name], dialect))
        )
        statement = made[key] = _Statement(text(dialect, table_of(model).name, names), names, converts)
    values = [statement.values(row) for row in rows]
    if dialect.name == "postgresql":
        documents = [dict(zip(names, one, strict=True)) for one in values]
        connection.exec_driver_sql(statement.sql, (orjson.dumps(documents).decode(),))
    else:
        connection.exec_driver_sql(statement.sql, [tuple(one) for one in values])


def _convert(column: Column[Any], dialect: Dialect) -> Convert | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _insert_text(dialect: Dialect, table: str, names: Sequence[str]) -> str:
    into, columns = _quoted(dialect, table), ", ".join(_quoted(dialect, name) for name in names)
    if dialect.name == "postgresql":
        return f"INSERT INTO {into} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{into}, %s)"  # noqa: S608 - names of our own tables
    return f"INSERT INTO {into} ({columns}) VALUES ({', '.join('?' for _ in names)})"  # noqa: S608 - names of our own tables


def _update_text(dialect: Dialect, table: str, names: Sequence[str]) -> str:
    into, changed = _quoted(dialect, table), [_quoted(dialect, name) for name in names[:-1]]
    if dialect.name == "postgresql":
        moves = ", ".join(f"{name} = given.{name}" for name in changed)
        return f"UPDATE {into} SET {moves} FROM json_populate_recordset(NULL::{into}, %s) AS given WHERE {into}.id = given.id"  # noqa: S608 - names of our own tables
    return f"UPDATE {into} SET {', '.join(f'{name} = ?' for name in changed)} WHERE id = ?"  # noqa: S608 - names of our own tables


def _quoted(dialect: Dialect, name: str) -> str:
    return dialect.identifier_preparer.quote(name)
