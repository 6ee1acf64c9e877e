"""The rows of an archive for today's tables, whatever the revision of the database at which the archive was made.

The rows of an archive of an earlier revision are loaded into a temporary database of that revision, and the migrations
bring that database to today's. A migration thus does the same to an archive as to an installation.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, Uuid, event, select
from sqlmodel import SQLModel

from rasoat.backup import plain
from rasoat.backup.archive import Manifest, Reader
from rasoat.backup.loading import SOME, Rows, put_in, rows_of
from rasoat.db import Database, UtcDateTime, schema
from rasoat.db.types import canonical
from rasoat.problems import Problem

ANY_JSON = {"response_conflict": {"kept", "offered"}}
"""Columns of text that hold any JSON, also a bare string: in a scratch database nothing else tells them from words."""
SCRATCH, LOCK = "rasoat-restore-", "lock"
Convert = Callable[[plain.Row], plain.Row]


@contextmanager
def todays_rows(reader: Reader, manifest: Manifest) -> Iterator[Rows]:
    """The rows of today's tables by table name. Raises Problem `backup.damaged` for rows that the migrations refuse."""
    if manifest.revision == schema.head():
        _expect_tables(manifest, SQLModel.metadata)
        yield lambda table: map(plain.reader(table), reader.rows(table.name))
        return
    with _scratch_folder() as folder:
        scratch = Database(f"sqlite:///{folder / 'scratch.sqlite3'}")
        try:
            schema.upgrade(scratch, manifest.revision)
            load_as_it_was(scratch, reader, manifest)
            with rows_of(f"{manifest.revision} → {schema.head()}"):
                schema.upgrade(scratch)
            with scratch.engine.connect() as connection:
                yield lambda table: _rows(connection, table)
        finally:
            scratch.close()


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    """A folder that is removed at the end, and by the next restore when this one is killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*/{LOCK}"):
        _remove_if_left(left)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder, (Path(folder) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Path(folder)


def _remove_if_left(lock: Path) -> None:
    """Remove a scratch folder whose restore no longer runs: nobody has its file locked."""
    with suppress(OSError), lock.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(lock.parent)


def load_as_it_was(database: Database, reader: Reader, manifest: Manifest) -> None:
    """Put the rows of an archive into an empty database of the archive's own revision."""
    tables = MetaData()
    event.listen(tables, "column_reflect", _own_types)
    tables.reflect(database.engine)
    tables.remove(tables.tables["alembic_version"])
    _expect_tables(manifest, tables)
    with database.engine.begin() as connection:
        for table in tables.sorted_tables:
            with rows_of(table.name):
                put_in(connection, table, map(_converter(table), reader.rows(table.name)))


def _expect_tables(manifest: Manifest, tables: MetaData) -> None:
    if manifest.tables.keys() != tables.tables.keys():
        raise Problem("backup.damaged", part="manifest.json")


def _own_types(_inspector: Any, _table: Table, column: Any) -> None:
    """SQLite describes an id as any 32 characters and a time as one without a zone; these are the program's own types."""
    kind = str(column["type"]).upper()
    if kind.startswith(("CHAR", "UUID")):
        column["type"] = Uuid()
    elif kind.startswith(("DATETIME", "TIMESTAMP")):
        column["type"] = UtcDateTime()


def _converter(table: Table) -> Convert:
    read = plain.reader(table)
    texts = {column.name for column in table.c if str(column.type).upper() == "TEXT"}
    any_json = ANY_JSON.get(table.name, set())

    def convert(row: plain.Row) -> plain.Row:
        return {name: _stored(value, name in any_json) if name in texts else value for name, value in read(row).items()}

    return convert


def _stored(value: Any, any_json: bool) -> Any:
    """A JSON document in the form in which its column stores it; archives have it as a value."""
    return value if value is None or (isinstance(value, str) and not any_json) else canonical(value)


def _rows(connection: Connection, table: Table) -> Iterator[plain.Row]:
    query = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(query, execution_options={"yield_per": SOME}).mappings():
        yield dict(row)
