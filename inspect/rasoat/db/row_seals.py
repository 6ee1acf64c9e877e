"""Digests of rows, written in the transaction that writes the rows, so that a change behind the program's back shows.

Every table is sealed unless it, or a column, says why it is not (`unsealed`). What the session's unit of work writes is
noticed by itself; statements that go past it name their rows with `touch`, `remove` or `add`.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Table, delete, event, inspect, select, tuple_
from sqlmodel import Session, SQLModel

from rasoat.db.base import table_of
from rasoat.db.bulk import Put, new_row, write_rows
from rasoat.db.models import RowSeal
from rasoat.db.types import Json, canonical

Key = tuple[Any, ...]
K = TypeVar("K")
SOME = 500
"""Keys asked for at once."""
_TOUCHED, _GIVEN, _NOTICED = "rasoat.touched", "rasoat.given", "rasoat.noticed"
_SEALS = table_of(RowSeal)
_CHANGED = (
    "salt = excluded.salt",
    "digest = excluded.digest",
    "sealed_at = excluded.sealed_at",
    # Who knows what belonged to it still says so when the row is gone; what was noticed once stays noticed.
    "case_row = CASE WHEN excluded.digest = '' THEN row_seal.case_row ELSE excluded.case_row END",
    "noticed_at = coalesce(row_seal.noticed_at, excluded.noticed_at)",
)


def is_sealed(table: Table) -> bool:
    """Whether the rows of a table have digests."""
    return "unsealed" not in table.info


@cache
def sealed_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns that count, beside the key."""
    return tuple(column for column in table.c if not column.primary_key and "unsealed" not in column.info)


def row_id(key: Iterable[Any]) -> str:
    """A row's key as text."""
    return "/".join(map(str, key))


def digest_of(table: Table, key: Key, row: Mapping[str, Any], salt: str) -> str:
    """SHA-256 of the columns that count, with the salt.

    A column that says what its default says is left out, and one that was renamed goes by its former name
    (`sealed_as`): the digests of before hold when a column is added or renamed.
    """
    said = {
        former: _plain(value) if isinstance(value, date) else value
        for name, former, default in _counted(table)
        if (value := row[name]) is not None and value != default
    }
    return hashlib.sha256((salt + canonical([table.name, row_id(key), said])).encode()).hexdigest()


def _plain(value: date) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat()


@cache
def _counted(table: Table) -> list[tuple[str, str, Any]]:
    """Of each column that counts its name, its name in the digest, and its default."""
    return [
        (column.name, column.info.get("sealed_as", column.name), _default(column)) for column in sealed_columns(table)
    ]


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is not None and default.is_scalar:
        return default.arg
    return {} if isinstance(column.type, Json) and default is not None else None


def touch(session: Session, table: Table, keys: Iterable[Key]) -> None:
    """These rows were written past the unit of work: they are read and sealed before the commit."""
    if is_sealed(table):
        session.info.setdefault(_TOUCHED, {}).setdefault(table, set()).update(keys)


def remove(session: Session, model: type[SQLModel], *where: ColumnElement[bool]) -> None:
    """Delete rows by a condition and say so to their digests."""
    table = table_of(model)
    connection = session.connection()
    keys = [tuple(key) for key in connection.execute(select(*table.primary_key).where(*where))]
    connection.execute(delete(table).where(*where))
    touch(session, table, keys)


def add(session: Session, model: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    """These rows were written past the unit of work as they are given here, with every column that counts: they need
    not be read again.
    """
    table = table_of(model)
    session.info.setdefault(_GIVEN, []).extend(_line(table, _key(table, row), row) for row in rows)


def added(session: Session) -> Put:
    """The digests of the rows that were given to `add`, for the statement that writes those rows: a statement of their
    own would cost each group of records a round trip.
    """
    return _put({_place_of(line): line for line in session.info.pop(_GIVEN, ())})


def write(session: Session) -> None:
    """Write the digests of everything that this transaction wrote. `Database.write` calls it before each commit."""
    lines = {_place_of(line): line for line in session.info.pop(_GIVEN, ())}
    noticed: set[tuple[str, str]] = session.info.pop(_NOTICED, set())
    touched: dict[Table, set[Key]] = session.info.pop(_TOUCHED, {})
    for table, keys in touched.items():
        for some in chunks(sorted(keys, key=row_id)):
            lines |= {_place_of(line): line for line in _lines(session, table, some)}
    for place in noticed:
        lines[place]["noticed_at"] = lines[place]["sealed_at"]
    write_rows(session, _put(lines))


def _place_of(line: Mapping[str, Any]) -> tuple[str, str]:
    return line["table_name"], line["row_id"]


def _put(lines: Mapping[tuple[str, str], dict[str, Any]]) -> Put:
    return Put(RowSeal, list(lines.values()), _CHANGED)


def among(table: Table, keys: Sequence[Key]) -> ColumnElement[bool]:
    """The condition that a row has one of these keys."""
    columns = list(table.primary_key)
    return columns[0].in_([key[0] for key in keys]) if len(columns) == 1 else tuple_(*columns).in_(keys)


def rows_by_key(
    session: Session, table: Table, keys: Sequence[Key], columns: Sequence[Column[Any]] = ()
) -> dict[Key, Mapping[str, Any]]:
    """The rows that are there now, by key; of each these columns, or all."""
    found = session.connection().execute(select(*(columns or table.c)).where(among(table, keys))).mappings()
    return {_key(table, row): dict(row) for row in found}


def newest(session: Session, table: Table, keys: Sequence[Key]) -> dict[str, Mapping[str, Any]]:
    """The digests that hold now, by row id: the open one, or else the one of the latest seal."""
    wanted = select(_SEALS).where(_SEALS.c.table_name == table.name, _SEALS.c.row_id.in_([row_id(key) for key in keys]))
    found: dict[str, Mapping[str, Any]] = {}
    for line in session.connection().execute(wanted.order_by(_SEALS.c.seal)).mappings():
        # The open one comes first in this order and is the newest.
        if found.get(line["row_id"], {"seal": 1})["seal"] != 0:
            found[line["row_id"]] = dict(line)
    return found


def chunks(keys: Iterable[K]) -> Iterator[list[K]]:
    """The keys, or whatever else, some at a time."""
    left = iter(keys)
    while some := list(islice(left, SOME)):
        yield some


def _lines(session: Session, table: Table, keys: list[Key]) -> Iterator[dict[str, Any]]:
    found = rows_by_key(session, table, keys, (*table.primary_key, *sealed_columns(table)))
    for key in keys:
        if key in found:
            yield _line(table, key, found[key])
        else:
            yield new_row(RowSeal, table_name=table.name, row_id=row_id(key))


def _line(table: Table, key: Key, row: Mapping[str, Any]) -> dict[str, Any]:
    salt = secrets.token_hex(16)
    case_row, digest = case_row_of(table, key, row), digest_of(table, key, row, salt)
    return new_row(RowSeal, table_name=table.name, row_id=row_id(key), case_row=case_row, salt=salt, digest=digest)


def _key(table: Table, row: Mapping[Any, Any]) -> Key:
    return tuple(row[column.name] for column in table.primary_key)


def case_row_of(table: Table, key: Key, row: Mapping[str, Any]) -> str:
    """Table and id of the case that a row belongs to; empty when it names none."""
    column, target = _case_column(table)
    if target == table.name:
        return f"{target}/{row_id(key)}"
    return f"{target}/{row[column]}" if column and row.get(column) else ""


@cache
def _case_column(table: Table) -> tuple[str, str]:
    """The column that names the case a row belongs to, and the table of that case; of a case its own."""
    if _is_case(table):
        return "id", table.name
    for column in table.c:
        for key in column.foreign_keys:
            if _is_case(key.column.table):
                return column.name, key.column.table.name
    return "", ""


def _is_case(table: Table) -> bool:
    return "journal_hash" in table.c


def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    """Look whether the rows that are about to be changed are still as the program wrote them.

    Otherwise the new digest would vouch for what somebody else had changed.
    """
    changed: dict[Table, list[Key]] = {}
    touched: dict[Table, set[Key]] = session.info.get(_TOUCHED, {})
    for row in (*session.dirty, *session.deleted):
        table, key = _place(row)
        if is_sealed(table) and key not in touched.get(table, ()) and _moves(session, row):
            changed.setdefault(table, []).append(key)
    for table, keys in changed.items():
        noticed = {(table.name, row_id(key)) for key in _changed_before(session, table, keys)}
        session.info.setdefault(_NOTICED, set()).update(noticed)
        # Later flushes of this transaction find the row as this one left it.
        touch(session, table, keys)


def _changed_before(session: Session, table: Table, keys: list[Key]) -> list[Key]:
    """The rows that do not agree with their digests.

    They are locked and read again before anybody is said to have changed them, since another transaction may be
    writing row and digest just now.
    """
    suspected = _disagreeing(session, table, keys)
    if suspected:
        first = next(iter(table.primary_key))
        wanted = select(first).where(first.in_([key[0] for key in suspected]))
        session.connection().execute(wanted.with_for_update())
    return _disagreeing(session, table, suspected) if suspected else []


def _disagreeing(session: Session, table: Table, keys: list[Key]) -> list[Key]:
    digests, rows = newest(session, table, keys), rows_by_key(session, table, keys)
    return [key for key in keys if not agrees(table, key, rows.get(key), digests)]


def agrees(table: Table, key: Key, row: Mapping[str, Any] | None, digests: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a row that is there, or is not, is what its newest digest says."""
    line = digests.get(row_id(key))
    if row is None or line is None:
        return row is None and (line is None or line["digest"] == "")
    return bool(line["digest"] == digest_of(table, key, row, line["salt"]))


def _moves(session: Session, row: Any) -> bool:
    return row in session.new or row in session.deleted or session.is_modified(row)


def _after_flush(session: Session, _context: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        table, key = _place(row)
        if is_sealed(table) and _moves(session, row):
            touch(session, table, [key])


def _place(row: Any) -> tuple[Table, Key]:
    mapper = inspect(type(row))
    return mapper.local_table, tuple(mapper.primary_key_from_instance(row))


event.listen(Session, "before_flush", _before_flush)
event.listen(Session, "after_flush", _after_flush)
