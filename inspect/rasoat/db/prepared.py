"""Statements whose SQL is made once, for what runs hundreds of times a second.

They are written for SQLAlchemy and run on the driver's own cursor: of what SQLAlchemy does for each execution only the
types' conversions are left. Measured, a short select on SQLite: 35 µs by SQLAlchemy, 10 so.
"""

from abc import ABC, abstractmethod
from collections import namedtuple
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import orjson
from sqlalchemy import ClauseElement, Connection, Dialect, Executable, Table, Uuid, bindparam, insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from rasoat.db.database import CONNECTION

Convert = Callable[[Any], Any]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Select:
    """One select for one dialect. `parameters` makes what the driver takes, `row` what the caller gets."""

    sql: str
    parameters: Callable[[Row], Any]
    row: Callable[[Sequence[Any]], Any]


@dataclass(frozen=True, slots=True)
class _Change:
    """One change for one dialect: `execute` runs it on a cursor with all rows at once."""

    sql: str
    execute: Callable[[Any, Sequence[Row]], Any]


_PREPARE = {"prepare": True}
"""For psycopg's `execute`."""
_uuids: dict[str, Convert] = {}
"""By dialect: how a UUID is made of what the driver gives, with those made lately."""


class Asked:
    """A select on its way; inside `together`, `rows` is for after the block."""

    __slots__ = ("_connection", "_cursor", "_made")

    def __init__(self, connection: Connection, made: _Select, values: Row, options: Row) -> None:
        self._connection, self._made = connection, made
        try:
            self._cursor = _cursor(connection)
            self._cursor.execute(made.sql, made.parameters(values), **options)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _told(connection, made.sql, error) from error

    def rows(self) -> list[Any]:
        """What was found, as named tuples. To be called once."""
        try:
            found = self._cursor.fetchall()
        except self._connection.dialect.loaded_dbapi.Error as error:
            raise _told(self._connection, self._made.sql, error) from error
        self._cursor.close()
        row = self._made.row
        return [row(one) for one in found]


class Prepared:
    """A select. `bindparam(…, expanding=True)` stands for a list, which has one SQL text for each power of two of its
    length: a list is filled up by repeating its first value.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = cast(ClauseElement, statement)
        self._made: dict[tuple[Any, ...], _Select] = {}

    def rows(self, session: Session, **values: Any) -> list[Any]:
        """What it finds, as named tuples. In an empty list is nothing."""
        return self.ask(session, **values).rows()

    def ask(self, session: Session, **values: Any) -> Asked:
        """The same in two steps, so that several questions can be on their way `together`."""
        connection = _connection(session)
        # The driver would begin to prepare at the sixth time. A reader's rollback makes it forget: not worth it there.
        lasting = connection.dialect.name == "postgresql" and CONNECTION in session.info
        return Asked(connection, self._select(connection.dialect, values), values, _PREPARE if lasting else {})

    def _select(self, dialect: Dialect, values: dict[str, Any]) -> _Select:
        """The statement for lists of these lengths; their values are put into `values` one by one."""
        shape: list[Any] = [dialect.name]
        for name, value in list(values.items()):
            if isinstance(value, list):
                # In an empty list is nothing, as nothing equals NULL.
                filled = value or [None]
                wanted = 1 << (len(filled) - 1).bit_length()
                filled = filled + filled[:1] * (wanted - len(filled))
                values |= {f"{name}_{number}": one for number, one in enumerate(filled, 1)}
                shape += (name, wanted)
        made = self._made.get(key := tuple(shape))
        if made is None:
            lengths = dict(zip(shape[1::2], shape[2::2], strict=True))
            made = self._made[key] = self._compile(dialect, values, lengths)
        return made

    def _compile(self, dialect: Dialect, values: Row, lengths: Mapping[str, int]) -> _Select:
        example = {name: [None] * lengths[name] for name in lengths}
        statement = self._statement.params(**{**dict.fromkeys(values), **example})
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        parameters = _parameters(cast(SQLCompiler, compiled), dialect, values, lengths)
        return _Select(str(compiled), parameters, _row(compiled.statement, dialect))


class _Changing(ABC):
    """Rows of one table, written with one execution; all of them name the same columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._made: dict[tuple[str, ...], _Change] = {}

    def run(self, session: Session, rows: Sequence[Row]) -> None:
        """Write these rows."""
        connection = _connection(session)
        made = self._made.get(key := (connection.dialect.name, *rows[0]))
        if made is None:
            of = self._of_a_server if connection.dialect.name == "postgresql" else self._embedded
            made = self._made[key] = of(connection.dialect, list(rows[0]))
        try:
            cursor = _cursor(connection)
            made.execute(cursor, rows)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _told(connection, made.sql, error) from error
        cursor.close()

    def _embedded(self, dialect: Dialect, names: list[str]) -> _Change:
        compiled = self._statement(names).compile(dialect=dialect)
        parameters = _parameters(cast(SQLCompiler, compiled), dialect, names, {})
        sql = str(compiled)
        return _Change(sql, lambda cursor, rows: cursor.executemany(sql, [parameters(row) for row in rows]))

    def _of_a_server(self, dialect: Dialect, names: list[str]) -> _Change:
        """All rows in one JSON parameter: one execution, however many, and the server reads the values."""
        found = [(name, _taker(self._table.c[name].type, dialect)) for name in names]
        converted = [(name, convert) for name, convert in found if convert is not None]
        sql = self._from_json(dialect, names)

        def plain(row: Row) -> dict[str, Any]:
            values = {name: row[name] for name in names}
            for name, convert in converted:
                values[name] = convert(values[name])
            return values

        def execute(cursor: Any, rows: Sequence[Row]) -> None:
            cursor.execute(sql, [orjson.dumps([plain(row) for row in rows]).decode()], **_PREPARE)

        return _Change(sql, execute)

    @abstractmethod
    def _statement(self, names: list[str]) -> ClauseElement:
        """For one row."""

    @abstractmethod
    def _from_json(self, dialect: Dialect, names: list[str]) -> str:
        """For all rows, in one parameter."""


class Insert(_Changing):
    """New rows of a table."""

    def _statement(self, names: list[str]) -> ClauseElement:
        return insert(self._table).values({name: bindparam(name) for name in names})

    def _from_json(self, dialect: Dialect, names: list[str]) -> str:
        quote = dialect.identifier_preparer.quote
        table, columns = quote(self._table.name), ", ".join(quote(name) for name in names)
        return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608 - names of our own tables


class Update(_Changing):
    """Rows of a table by their `id`, each once; the other columns that are given change."""

    def _statement(self, names: list[str]) -> ClauseElement:
        changed: dict[str, Any] = {name: bindparam(name) for name in names if name != "id"}
        return update(self._table).where(self._table.c.id == bindparam("id")).values(changed)

    def _from_json(self, dialect: Dialect, names: list[str]) -> str:
        quote = dialect.identifier_preparer.quote
        table = quote(self._table.name)
        changed = ", ".join(f"{quote(name)} = given.{quote(name)}" for name in names if name != "id")
        return (
            f"UPDATE {table} SET {changed} FROM json_populate_recordset(NULL::{table}, %s) AS given "  # noqa: S608 - names of our own tables
            f"WHERE {table}.id = given.id"
        )


@contextmanager
def together(session: Session) -> Iterator[None]:
    """What is asked and changed inside is sent without waiting for each one's answer, where the database is a server.

    Nothing else may be asked of the session meanwhile: SQLAlchemy looks for an answer at once. An error may only be told
    at the end of the block, or by a later statement in it.
    """
    connection = _connection(session)
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline():
            yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, "", error) from error


def _connection(session: Session) -> Connection:
    return session.info.get(CONNECTION) or session.connection()


def _cursor(connection: Connection) -> Any:
    driver: Any = connection.connection.driver_connection
    return driver.cursor()


def _told(connection: Connection, sql: str, error: Any) -> Exception:
    """The driver's error, as everything else here expects it."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    if lost:
        # It leaves the pool; asked for again, the pool gives another one.
        connection.invalidate(error)
    return cast(
        Exception,
        DBAPIError.instance(sql, None, error, dialect.loaded_dbapi.Error, connection_invalidated=lost, dialect=dialect),
    )


def _parameters(
    compiled: SQLCompiler, dialect: Dialect, given: Container[str], lengths: Mapping[str, int]
) -> Callable[[Row], Any]:
    """How named values become what the driver takes."""
    fixed: dict[str, Any] = {}
    processors: dict[str, Convert] = {}
    for bind, name in compiled.bind_names.items():
        convert = _taker(bind.type, dialect)
        names = [f"{name}_{number}" for number in range(1, lengths[name] + 1)] if name in lengths else [name]
        if name not in given:
            fixed[name] = bind.effective_value
        if convert is not None:
            # The same name may stand in a statement more than once.
            processors |= dict.fromkeys(names, convert)
    order = compiled.positiontup
    plan = [(name, processors.get(name)) for name in order or ()]

    def named(given: Row) -> dict[str, Any]:
        values = {**fixed, **given}
        for name, convert in processors.items():
            values[name] = convert(values[name])
        return values

    def placed(given: Row) -> tuple[Any, ...]:
        values = {**fixed, **given} if fixed else given
        return tuple([convert(values[name]) if convert else values[name] for name, convert in plan])

    return named if order is None else placed


def _row(statement: Any, dialect: Dialect) -> Callable[[Sequence[Any]], Any]:
    columns = list(statement.selected_columns)
    make: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]  # fields known to the statement
    processors: list[tuple[int, Convert]] = [
        (place, convert)
        for place, column in enumerate(columns)
        if (convert := _result(column.type, dialect)) is not None
    ]

    def row(found: Sequence[Any]) -> Any:
        values = list(found)
        for place, convert in processors:
            values[place] = convert(values[place])
        return make(*values)

    return row


def _taker(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    if convert is None or not isinstance(kind, Uuid):
        return convert
    # The same visits, accounts and tablets are read again and again, and to make a UUID of a text takes its time.
    return _uuids.setdefault(dialect.name, lru_cache(maxsize=10_000)(convert))
