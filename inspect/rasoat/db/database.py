"""The only way in and out of the database.

`write` opens a transaction, runs the operation, retries what only bad timing broke, commits; operations never
commit. `read` gives a session that cannot leave anything behind.
"""

import fcntl
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from rasoat.problems import Problem

T = TypeVar("T")

ATTEMPTS = 6
_RETRY_SQLSTATES = {"40001", "40P01", "55P03"}
_writing: ContextVar[bool] = ContextVar("rasoat_writing", default=False)


class Database:
    """One database, SQLite or PostgreSQL, by SQLAlchemy URL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(rasoat_write=True)
        self._turn = _Turn(Path(self.engine.url.database or "")) if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.engine.dialect.name == "sqlite"

    def write(self, operation: Callable[[Session], T]) -> T:
        """Run `operation` in one transaction and commit it; nothing of it remains when it raises.

        The operation may run more than once, so it touches nothing outside the database. Raises Problem
        `database.busy` when other writers never let it through and `database.away` when there is no database.
        """
        if _writing.get():
            raise RuntimeError("a write inside a write: pass the session on instead")
        token = _writing.set(True)
        try:
            return self._write(operation)
        finally:
            _writing.reset(token)

    def _write(self, operation: Callable[[Session], T]) -> T:
        for attempt in range(ATTEMPTS):
            try:
                with self._turn or nullcontext(), Session(self._writer, expire_on_commit=False) as session:
                    result = operation(session)
                    session.commit()
                    return result
            except DBAPIError as error:
                if not _is_timing(error):
                    raise _translate(error) from error
            # Waits grow and differ, so that two writers do not meet again at once.
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - not a secret
        raise Problem("database.busy")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; whatever it holds is rolled back."""
        try:
            with Session(self.engine) as session:
                yield session
                session.rollback()
        except DBAPIError as error:
            raise _translate(error) from error

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


class _Turn:
    """Writers of one machine take turns: SQLite hands its own lock out unfairly (p95 of 160 to 650 ms)."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_suffix(".lock")
        self._threads = threading.Lock()

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            self._file = self._path.open("w")
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_error: object) -> None:
        self._file.close()
        self._threads.release()


def _engine(url: str) -> Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=15)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
    Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling would begin too late and never IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("rasoat_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _is_timing(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in _RETRY_SQLSTATES or "database is locked" in str(error.orig)


def _translate(error: DBAPIError) -> Exception:
    lost = error.connection_invalidated or isinstance(error, OperationalError)
    return Problem("database.away") if lost else error
