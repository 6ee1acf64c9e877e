"""Reading and writing many rows with few statements: each statement costs, and on a server a round trip too.

Selects are ordinary ones that are made once and run on the session's connection, where SQLAlchemy keeps their text.
`among` gives them a list as one parameter. `write_rows` writes rows of several tables: on PostgreSQL with one statement
that gets the rows of each table as one parameter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Dialect, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, UserDefinedType
from sqlmodel import Session, SQLModel

from rasoat.db.base import table_of

Convert = Callable[[Any], Any]
Row = Mapping[str, Any]


class _Values(UserDefinedType[Any]):
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Convert:
        if dialect.name == "postgresql":
            return list
        return lambda values: orjson.dumps([getattr(value, "hex", value) for value in values]).decode()


class _Among(FunctionElement[Any]):
    inherit_cache = True
    # For a Boolean, SQLAlchemy would write `= 1` on SQLite, and no index would be used.
    type = NullType()


def among(column: Any, name: str) -> ColumnElement[Any]:
    """The condition that a column's value is in the list given as parameter `name`. Unlike that of `in_`, its text is
    the same for a list of any length, so that the database prepares it once.
    """
    return _Among(column, bindparam(name, type_=_Values()))


def among_these(column: Any, values: Iterable[Any]) -> ColumnElement[Any]:
    """The same as `among`, with the list itself."""
    return _Among(column, bindparam(None, list(values), type_=_Values(), unique=True))


@compiles(_Among)
def _text_of(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    if compiler.dialect.name == "postgresql":
        return f"{column} = ANY({values})"
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - a column of our own, a parameter


def new_row(model: type[SQLModel], **values: Any) -> dict[str, Any]:
    """All columns of a new row: the values given, and the model's defaults for the others."""
    fixed, made = _defaults(model)
    return {**fixed, **{name: make() for name, make in made.items() if name not in values}, **values}


@cache
def _defaults(model: type[SQLModel]) -> tuple[Row, Mapping[str, Callable[[], Any]]]:
    fields = {name: field for name, field in model.model_fields.items() if not field.is_required()}
    made: dict[str, Any] = {name: field.default_factory for name, field in fields.items() if field.default_factory}
    return {name: field.default for name, field in fields.items() if name not in made}, made


class Insert(NamedTuple):
    """New rows of a table, made by `new_row`."""

    model: type[SQLModel]
    rows: Sequence[Row]


class Update(NamedTuple):
    """Rows to be changed: the columns given beside `id`. They are the same in each row, and each id occurs once."""

    model: type[SQLModel]
    rows: Sequence[Row]


class Put(NamedTuple):
    """Rows to be added, each key once; a row whose key is there already is changed by the assignments `changed`."""

    model: type[SQLModel]
    rows: Sequence[Row]
    changed: Sequence[str]


Change = Insert | Update | Put


def write_rows(session: Session, *changes: Change) -> None:
    """Write the rows of all changes. Raises what SQLAlchemy raises for a statement.

    A row may refer to a row of an earlier change.
    """
    connection = session.connection()
    steps = [_step(connection.dialect, change) for change in changes if change.rows]
    if connection.dialect.name != "postgresql":
        for text, rows in steps:
            connection.exec_driver_sql(text, rows)
    elif steps:
        *earlier, last = (text for text, _ in steps)
        named = ", ".join(f"step_{number} AS ({text})" for number, text in enumerate(earlier))
        values = tuple(orjson.dumps(rows).decode() for _, rows in steps)
        connection.exec_driver_sql(f"WITH {named} {last}" if named else last, values)


def _step(dialect: Dialect, change: Change) -> tuple[str, list[dict[str, Any]]]:
    text, converts = _writing(change.model, dialect, tuple(change.rows[0]), update=isinstance(change, Update))
    if isinstance(change, Put):
        keys = ", ".join(column.name for column in table_of(change.model).primary_key)
        text += f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(change.changed)}"
    return text, [{name: make(row[name]) if make else row[name] for name, make in converts} for row in change.rows]


@cache
def _writing(
    model: type[SQLModel], dialect: Dialect, names: tuple[str, ...], *, update: bool
) -> tuple[str, list[tuple[str, Convert | None]]]:
    table, quote = table_of(model), dialect.identifier_preparer.quote
    into, columns, postgresql = quote(table.name), [quote(name) for name in names], dialect.name == "postgresql"
    listed, given = ", ".join(columns), f"FROM json_populate_recordset(NULL::{into}, %s) AS given"
    source = f"SELECT {listed} {given}" if postgresql else f"VALUES ({', '.join(f':{name}' for name in names)})"
    text = f"INSERT INTO {into} ({listed}) {source}"
    if update:
        value = "given." if postgresql else ":"
        changed = ", ".join(f"{one} = {value}{one}" for one in columns if one != "id")
        which = f"{given} WHERE {into}.id = given.id" if postgresql else "WHERE id = :id"
        text = f"UPDATE {into} SET {changed} {which}"  # noqa: S608 - names of our own tables
    return text, [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]
