"""Writing the rows of an archive into a database, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import InternalError, OperationalError, StatementError
from sqlmodel import Session, SQLModel

from rasoat.backup import plain
from rasoat.backup.archive import Manifest
from rasoat.problems import Problem
from rasoat.progress import Progress, now_and_then, quiet
from rasoat.workflows import chains

SOME = 500
"""Rows held at once."""
Rows = Callable[[Table], Iterator[plain.Row]]
"""The rows of a table, as it takes them."""


def load(session: Session, rows: Rows, manifest: Manifest, progress: Progress = quiet) -> None:
    """Write all rows and check the journal; nobody is signed in afterwards (see `SignIn`). Raises Problem `backup.*` or `journal.broken`."""
    refuse_rows(session)
    connection = session.connection()
    tables = SQLModel.metadata.sorted_tables
    for table in reversed(tables):
        # An empty installation has already published its definitions.
        connection.execute(table.delete())
    for table in tables:
        if table.info.get("ends_here"):
            continue
        with rows_of(table.name):
            put_in(connection, table, rows(table))
        progress(
            f"Đã khôi phục bảng {table.name}", manifest.tables[table.name].rows if table.name in manifest.tables else 0
        )
    told = {(case.ref, case.seq) for case in manifest.broken}
    broken = next(
        (found for found in chains.verify(session, now_and_then(progress)) if (str(found.ref), found.seq) not in told),
        None,
    )
    if broken:
        raise Problem("journal.broken", case=broken.ref, seq=broken.seq)


def refuse_rows(session: Session) -> None:
    """Raise Problem `backup.not_empty` when the installation is in use."""
    tables = (SQLModel.metadata.tables[name] for name in ("account", "agency", "journal"))
    if any(session.connection().execute(select(table.c.id).limit(1)).first() for table in tables):
        raise Problem("backup.not_empty")


@contextmanager
def rows_of(table: str) -> Iterator[None]:
    """The rows of a table. Raises Problem `backup.damaged` for a row that does not fit the table."""
    try:
        yield
    except (OperationalError, InternalError):
        # These are failures of the database itself, which `Database.write` handles.
        raise
    except (StatementError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise Problem("backup.damaged", part=table) from error


def put_in(connection: Connection, table: Table, rows: Iterator[plain.Row]) -> None:
    """Insert rows into one table. A row may refer to a later one of its own table, so such columns are set in a second
    step.
    """
    inner = [c.name for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    later = []
    while some := list(islice(rows, SOME)):
        connection.execute(insert(table), [{**row, **dict.fromkeys(inner)} for row in some])
        for row in some:
            links = {name: row[name] for name in inner if row[name] is not None}
            if links:
                later.append((row["id"], links))
    for row_id, links in later:
        connection.execute(update(table).where(table.c.id == row_id).values(links))
