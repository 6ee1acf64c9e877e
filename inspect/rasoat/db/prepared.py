"""Statements whose SQL is made once, for what runs hundreds of times a second.

They are written as Core statements and run on the driver's own cursor: of what SQLAlchemy does for each execution only
the types' conversions are left. Measured, a short select on SQLite: 35 µs by SQLAlchemy, 10 so.
"""

from collections import namedtuple
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, Dialect, Executable, Uuid
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from rasoat.db.database import CONNECTION

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Made:
    """One statement for one dialect. `parameters` makes what the driver takes, `row` what the caller gets."""

    sql: str
    parameters: Callable[[Mapping[str, Any]], Any]
    row: Callable[[Sequence[Any]], Any]


_uuids: dict[str, Convert] = {}
"""By dialect: how a UUID is made of what the driver gives, with those made lately."""


class Prepared:
    """A statement. `bindparam(…, expanding=True)` stands for a list, which has one SQL text for each power of two of
    its length: a list is filled up by repeating its first value.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = cast(ClauseElement, statement)
        self._made: dict[tuple[Any, ...], _Made] = {}

    def rows(self, session: Session, **values: Any) -> list[Any]:
        """What a select finds, as named tuples. In an empty list is nothing."""
        connection = _connection(session)
        made = self._select(connection.dialect, values)
        with _told(connection, made.sql), closing(connection.connection.cursor()) as cursor:
            cursor.execute(made.sql, made.parameters(values))
            return [made.row(row) for row in cursor.fetchall()]

    def run(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert or update with each of these parameters; all of them name the same columns."""
        connection = _connection(session)
        made = self._change(connection.dialect, rows[0])
        with _told(connection, made.sql), closing(connection.connection.cursor()) as cursor:
            if len(rows) == 1:
                cursor.execute(made.sql, made.parameters(rows[0]))
            else:
                cursor.executemany(made.sql, [made.parameters(row) for row in rows])

    def _select(self, dialect: Dialect, values: dict[str, Any]) -> _Made:
        """The statement for lists of these lengths; their values are put into `values` one by one."""
        shape: list[Any] = [dialect.name]
        given = dict(values)
        for name, value in given.items():
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
            example = {name: [None] * lengths[name] if name in lengths else None for name in given}
            statement = self._statement.params(**example)
            compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
            made = self._made[key] = _made(cast(SQLCompiler, compiled), dialect, given, lengths)
        return made

    def _change(self, dialect: Dialect, row: Mapping[str, Any]) -> _Made:
        made = self._made.get(key := (dialect.name, *row))
        if made is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=list(row))
            made = self._made[key] = _made(cast(SQLCompiler, compiled), dialect, row, {})
        return made


@contextmanager
def together(session: Session) -> Iterator[None]:
    """Prepared changes inside are sent without waiting for each one's answer, where the database is a server.

    Nothing else may be asked of the session meanwhile: SQLAlchemy looks for an answer at once. An error may only be told
    at the end of the block, or by a later statement in it.
    """
    connection = _connection(session)
    if connection.dialect.name != "postgresql":
        yield
        return
    with _told(connection, ""):
        driver: Any = connection.connection.driver_connection
        with driver.pipeline():
            yield


def _connection(session: Session) -> Connection:
    return session.info.get(CONNECTION) or session.connection()


@contextmanager
def _told(connection: Connection, sql: str) -> Iterator[None]:
    """The driver's errors, as everything else here expects them."""
    dialect = connection.dialect
    try:
        yield
    except dialect.loaded_dbapi.Error as error:
        lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
        if lost:
            # It leaves the pool; asked for again, the pool gives another one.
            connection.invalidate(error)
        raise DBAPIError.instance(
            sql, None, error, dialect.loaded_dbapi.Error, connection_invalidated=lost, dialect=dialect
        ) from error


def _made(compiled: SQLCompiler, dialect: Dialect, given: Container[str], lengths: Mapping[str, int]) -> _Made:
    fixed: dict[str, Any] = {}
    processors: dict[str, Convert] = {}
    for bind, name in compiled.bind_names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        names = [f"{name}_{number}" for number in range(1, lengths[name] + 1)] if name in lengths else [name]
        if name not in given:
            fixed[name] = bind.effective_value
        if convert is not None:
            # The same name may stand in a statement more than once.
            processors |= dict.fromkeys(names, convert)
    order = compiled.positiontup
    plan = [(name, processors.get(name)) for name in order or ()]

    def named(given: Mapping[str, Any]) -> dict[str, Any]:
        values = {**fixed, **given}
        for name, convert in processors.items():
            values[name] = convert(values[name])
        return values

    def placed(given: Mapping[str, Any]) -> tuple[Any, ...]:
        values = {**fixed, **given} if fixed else given
        return tuple([convert(values[name]) if convert else values[name] for name, convert in plan])

    return _Made(str(compiled), named if order is None else placed, _row(compiled.statement, dialect))


def _row(statement: Any, dialect: Dialect) -> Callable[[Sequence[Any]], Any]:
    if not hasattr(statement, "selected_columns"):
        return tuple
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


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    if convert is None or not isinstance(kind, Uuid):
        return convert
    # The same visits, accounts and tablets are read again and again, and to make a UUID of a text takes its time.
    return _uuids.setdefault(dialect.name, lru_cache(maxsize=10_000)(convert))
