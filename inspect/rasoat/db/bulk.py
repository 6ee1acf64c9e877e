"""Reading and writing many rows at once with statements whose text is made once, for records that arrive by the
hundred a second.

On PostgreSQL a list of keys, and all rows of an insert or update, are one parameter, which the database takes apart;
SQLite gets the rows one by one. By measurement a record cost more than twice as much with SQLAlchemy's own execution
and a model instance for every row (docs/decisions/0007).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ClauseElement, ColumnElement
from sqlalchemy.types import NullType
from sqlmodel import Session, SQLModel

from rasoat.db.base import table_of

Convert = Callable[[Any], Any]
Row = Mapping[str, Any]


class Listed(ColumnElement[Any]):
    """The condition that a column's value is in the list that a `Lookup` is given as `name`."""

    # For a Boolean, SQLAlchemy would write `= 1` on SQLite, and no index would be used.
    type = NullType()
    inherit_cache = False

    def __init__(self, column: Any, name: str) -> None:
        self.column = column
        self.name = name


@compiles(Listed)
def _in_list(element: Listed, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    return f"{column} IN (SELECT value FROM json_each(:{element.name}))"  # noqa: S608 - a column of our own, a parameter


@compiles(Listed, "postgresql")
def _in_array(element: Listed, compiler: Any, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} = ANY(%({element.name})s)"


class Lookup:
    """A select with `Listed` conditions, whose text is made once. `columns` are the columns it returns; they give the
    types.
    """

    def __init__(self, query: ClauseElement, columns: Sequence[Any]) -> None:
        self._query = query
        self._types = [column.type for column in columns]
        self._made: dict[str, tuple[str, Row, list[tuple[int, Convert]]]] = {}

    def rows(self, session: Session, **lists: Sequence[UUID] | Sequence[str]) -> list[list[Any]]:
        """The rows it finds, one by one. An empty list finds nothing."""
        connection = session.connection()
        if connection.dialect.name not in self._made:
            self._made[connection.dialect.name] = self._make(connection.dialect)
        sql, fixed, converts = self._made[connection.dialect.name]
        given = {**fixed, **lists}
        if connection.dialect.name != "postgresql":
            given |= {
                name: orjson.dumps([getattr(key, "hex", key) for key in keys]).decode() for name, keys in lists.items()
            }
        found = [list(row) for row in connection.exec_driver_sql(sql, given)]
        for row in found:
            for place, convert in converts:
                row[place] = convert(row[place])
        return found

    def _make(self, dialect: Dialect) -> tuple[str, Row, list[tuple[int, Convert]]]:
        make: Any = type(dialect)
        compiled = self._query.compile(dialect=make(paramstyle="pyformat" if dialect.name == "postgresql" else "named"))
        found = [
            (at, kind.dialect_impl(dialect).result_processor(dialect, None)) for at, kind in enumerate(self._types)
        ]
        return str(compiled), compiled.params, [(at, convert) for at, convert in found if convert]


def new_row(model: type[SQLModel], **values: Any) -> dict[str, Any]:
    """All columns of a new row: the values given, and the model's defaults for the others."""
    fixed, made = _defaults(model)
    return {**fixed, **{name: make() for name, make in made.items() if name not in values}, **values}


@cache
def _defaults(model: type[SQLModel]) -> tuple[Row, Mapping[str, Callable[[], Any]]]:
    fields = {name: field for name, field in model.model_fields.items() if not field.is_required()}
    made: dict[str, Any] = {name: field.default_factory for name, field in fields.items() if field.default_factory}
    return {name: field.default for name, field in fields.items() if name not in made}, made


def insert_rows(session: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows made by `new_row`. Raises what SQLAlchemy raises for an insert."""
    _run(session, model, rows, update=False)


def update_rows(session: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Change the columns that are given beside `id`. They are the same in each row, and each id occurs once."""
    _run(session, model, rows, update=True)


def _run(session: Session, model: type[SQLModel], rows: Sequence[Row], *, update: bool) -> None:
    if rows:
        connection = session.connection()
        sql, converts = _writing(model, connection.dialect, tuple(rows[0]), update=update)
        plain = [{name: convert(row[name]) if convert else row[name] for name, convert in converts} for row in rows]
        all_at_once = connection.dialect.name == "postgresql"
        connection.exec_driver_sql(sql, (orjson.dumps(plain).decode(),) if all_at_once else plain)


@cache
def _writing(
    model: type[SQLModel], dialect: Dialect, names: tuple[str, ...], *, update: bool
) -> tuple[str, list[tuple[str, Convert | None]]]:
    table, quote = table_of(model), dialect.identifier_preparer.quote
    into, columns, postgresql = quote(table.name), [quote(name) for name in names], dialect.name == "postgresql"
    given = f"FROM json_populate_recordset(NULL::{into}, %s) AS given"
    if update and postgresql:
        changed = ", ".join(f"{one} = given.{one}" for one in columns if one != "id")
        sql = f"UPDATE {into} SET {changed} {given} WHERE {into}.id = given.id"  # noqa: S608 - names of our own tables
    elif update:
        changed = ", ".join(f"{quote(name)} = :{name}" for name in names if name != "id")
        sql = f"UPDATE {into} SET {changed} WHERE id = :id"  # noqa: S608 - names of our own tables
    else:
        listed = ", ".join(columns)
        source = f"SELECT {listed} {given}" if postgresql else f"VALUES ({', '.join(f':{name}' for name in names)})"
        sql = f"INSERT INTO {into} ({listed}) {source}"
    return sql, [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]
