"""Every sealed row against its digest: changed, removed, put in, or put back."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Table, Uuid, select
from sqlmodel import Session, SQLModel

from rasoat import clock
from rasoat.audit.faults import UNREADABLE, Fault, readable
from rasoat.audit.naming import row_name, title_of
from rasoat.db import row_seals, table_of
from rasoat.db.models import RowSeal
from rasoat.db.row_seals import Key
from rasoat.progress import Progress

_LINES = table_of(RowSeal)
CHANGED = "nội dung không còn như lúc chương trình ghi"
REMOVED = "đã bị xóa, không phải bằng chương trình"
PUT_IN = "không phải do chương trình ghi, hoặc mã băm của nó đã bị xóa"
PUT_BACK = "chương trình đã bỏ, nay lại có"


def check_rows(session: Session, progress: Progress) -> Iterator[Fault]:
    """Check every table, in chunks."""
    for table in SQLModel.metadata.sorted_tables:
        if row_seals.is_sealed(table):
            yield from readable(f"Bảng {table.name}", check_table(session, table, progress))
    yield from readable("Mã băm của các dòng", _noticed(session))


def check_table(session: Session, table: Table, progress: Progress) -> Iterator[Fault]:
    """Check one table: its rows against their digests, then the digests against the rows."""
    yield from _rows_of(session, table, progress)
    yield from _lines_of(session, table)


def _rows_of(session: Session, table: Table, progress: Progress) -> Iterator[Fault]:
    query, seen = select(*table.primary_key).order_by(*table.primary_key), 0
    found = session.connection().execute(query, execution_options={"yield_per": row_seals.SOME})
    for some in found.partitions(row_seals.SOME):
        keys = [tuple(key) for key in some]
        try:
            yield from _some(session, table, keys)
        except UNREADABLE:
            # One of them cannot be read: one by one, so that it is named.
            for key in keys:
                yield from _one(session, table, key)
        seen += len(keys)
        progress(title_of(table.name), seen)


def _some(session: Session, table: Table, keys: list[Key]) -> list[Fault]:
    rows, digests = row_seals.rows_by_key(session, table, keys), row_seals.newest(session, table, keys)
    return [
        _fault(session, table, key, row, digests.get(row_seals.row_id(key)))
        for key, row in rows.items()
        if not row_seals.agrees(table, key, row, digests)
    ]


def _one(session: Session, table: Table, key: Key) -> list[Fault]:
    try:
        return _some(session, table, [key])
    except UNREADABLE:
        line = row_seals.newest(session, table, [key]).get(row_seals.row_id(key))
        name = row_name(session, table, row_seals.row_id(key), None, line["case_row"] if line else "")
        return [Fault(name, "có giá trị không đọc được")]


def _fault(session: Session, table: Table, key: Key, row: Mapping[str, Any], line: Mapping[str, Any] | None) -> Fault:
    row_id = row_seals.row_id(key)
    case_row = line["case_row"] if line else row_seals.case_row_of(table, key, row)
    why = PUT_IN if line is None else CHANGED if line["digest"] else PUT_BACK
    return Fault(row_name(session, table, row_id, row, case_row), why)


def _lines_of(session: Session, table: Table) -> Iterator[Fault]:
    """Digests whose row is gone."""
    lines = (
        select(_LINES.c.row_id, _LINES.c.seal, _LINES.c.digest, _LINES.c.case_row)
        .where(_LINES.c.table_name == table.name)
        .order_by(_LINES.c.row_id, _LINES.c.seal)
    )
    found = session.connection().execute(lines, execution_options={"yield_per": row_seals.SOME})
    live = (newest for _, of_row in groupby(found, key=lambda line: line.row_id) if (newest := _last(of_row)).digest)
    while some := list(islice(live, row_seals.SOME)):
        keys = {_key(table, line.row_id): line for line in some}
        # Only the keys: another column may hold what cannot be read.
        there = session.connection().execute(select(*table.primary_key).where(row_seals.among(table, list(keys))))
        for key in keys.keys() - {tuple(key) for key in there}:
            line = keys[key]
            yield Fault(row_name(session, table, line.row_id, None, line.case_row), REMOVED)


def _last(lines: Iterator[Any]) -> Any:
    """The digest that holds: the open one, which comes first in this order, or else that of the latest seal."""
    every = list(lines)
    return every[0] if every[0].seal == 0 else every[-1]


def _key(table: Table, row_id: str) -> Key:
    columns = list(table.primary_key)
    # A series of the register contains slashes, and it is the last part of its key.
    return tuple(
        _value(column.type, part) for column, part in zip(columns, row_id.split("/", len(columns) - 1), strict=True)
    )


def _value(kind: Any, part: str) -> Any:
    if isinstance(kind, Uuid):
        return UUID(part)
    if isinstance(kind, Integer):
        return int(part)
    return date.fromisoformat(part) if isinstance(kind, Date) else part


def _noticed(session: Session) -> Iterator[Fault]:
    """Rows that something else had changed before the program wrote them again."""
    lines = select(_LINES.c.table_name, _LINES.c.row_id, _LINES.c.case_row, _LINES.c.noticed_at)
    for line in session.connection().execute(lines.where(_LINES.c.noticed_at.is_not(None))).all():
        table = SQLModel.metadata.tables[line.table_name]
        row = row_seals.rows_by_key(session, table, [_key(table, line.row_id)]).get(_key(table, line.row_id))
        why = f"đã bị sửa ngoài chương trình trước khi chương trình ghi tiếp lúc {clock.time_text(line.noticed_at)}"
        yield Fault(row_name(session, table, line.row_id, row, line.case_row), why)
