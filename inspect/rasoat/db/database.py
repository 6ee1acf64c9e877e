"""The only way to read and write the database.

`write` opens a transaction, runs the operation, retries it after failures that only bad timing caused, and commits;
operations never commit. `read` gives a session that cannot change anything.
"""

import fcntl
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlmodel import Session

from rasoat.db import row_seals
from rasoat.problems import Problem

T = TypeVar("T")

ATTEMPTS = 6
BUSY_SECONDS = 5.0
"""How long SQLite waits for a writer that does not take turns (another program) before an attempt fails."""
IDLE_SECONDS = 3.0
"""A connection that lay idle for longer is asked whether it still lives before it is used."""
_RETRY_SQLSTATES = {"40001", "40P01", "55P03"}
_OVERTAKEN_SQLSTATES = {"23503", "23505"}
"""A row that was just added with the same key, or just removed although a new row refers to it."""
_AWAY_SQLSTATES = ("08", "53", "57", "58")
_AWAY_SQLITE = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_NOTADB", "SQLITE_CORRUPT")
_writing: ContextVar[bool] = ContextVar("rasoat_writing", default=False)


class Database:
    """One database, SQLite or PostgreSQL, by SQLAlchemy URL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._writer = _writer(self.engine)
        self._turn = _Turn(Path(self.engine.url.database or "")) if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.engine.dialect.name == "sqlite"

    def write(self, operation: Callable[[Session], T]) -> T:
        """Run `operation` in one transaction and commit it. When it raises, nothing of it is stored.

        The operation may run more than once, so it must not change anything outside the database. When another writer
        added or removed a row at the same moment, it runs once more: it then finds that row, and says itself what that
        means. Raises Problem `database.busy` when other writers kept it waiting too long and `database.away` when there
        is no database.
        """
        if _writing.get():
            raise RuntimeError("a write inside a write: pass the session on instead")
        token = _writing.set(True)
        try:
            return self._write(operation)
        finally:
            _writing.reset(token)

    def _write(self, operation: Callable[[Session], T]) -> T:
        overtaken = False
        for attempt in range(ATTEMPTS):
            committing = False
            try:
                with self._turn or nullcontext(), Session(self._writer, expire_on_commit=False) as session:
                    # This begins the transaction now; on SQLite it takes the write lock.
                    session.connection()
                    result = operation(session)
                    session.flush()
                    row_seals.write(session)
                    committing = True
                    session.commit()
                    return result
            except (StaleDataError, ObjectDeletedError):
                if overtaken or self.is_sqlite:
                    raise
                overtaken = True
            except DBAPIError as error:
                if _is_overtaken(error) and not overtaken:
                    overtaken = True
                    continue
                # When the connection is lost before the commit, nothing was stored. When it is lost during the commit,
                # nobody knows.
                again = _is_timing(error) or (error.connection_invalidated and not committing)
                if not again:
                    raise _translate(error) from error
            # The waits grow and differ, so that two writers do not collide again at once.
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - not a secret
        raise Problem("database.busy")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what was changed in it is rolled back."""
        try:
            with Session(self.engine) as session:
                yield session
                session.rollback()
        except DBAPIError as error:
            raise _translate(error) from error

    @contextmanager
    def one_moment(self) -> Iterator[Session]:
        """A session for long reading that sees the database as it is at its first question, whatever is written
        meanwhile.
        """
        isolation = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        try:
            with (
                self.engine.connect().execution_options(**isolation) as connection,
                Session(connection, autoflush=False) as session,
            ):
                yield session
                session.rollback()
        except DBAPIError as error:
            raise _translate(error) from error

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
        self._writer.dispose()
        if self._turn:
            self._turn.close()


class _Turn:
    """The writers of one machine take turns, because SQLite gives its own lock to waiting writers unfairly (p95 of 160
    to 650 ms).
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_suffix(".lock")
        self._threads = threading.Lock()
        self._file = -1
        self._process = 0

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            fcntl.flock(self._opened(), fcntl.LOCK_EX)
        except OSError as error:
            self._threads.release()
            raise Problem("database.away") from error
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_error: object) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def _opened(self) -> int:
        # A child process shares its parent's open file and with it the lock, so each process opens its own.
        if self._process != os.getpid():
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            self._process = os.getpid()
        return self._file

    def close(self) -> None:
        """Close the file; the next turn opens it again."""
        with self._threads:
            if self._process == os.getpid():
                os.close(self._file)
            self._process = 0


def _engine(url: str) -> Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith("sqlite"):
        return _of_a_server(url, most=20)
    # There are as many connections as requests ask for, perhaps one for reading and one for writing each: they cost
    # next to nothing.
    engine = create_engine(
        url,
        max_overflow=-1,
        pool_use_lifo=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _on_sqlite_connect)
    _begin_with(engine, "BEGIN")
    return engine


def _of_a_server(url: str | URL, most: int) -> Engine:
    # The connection that was used last is used first, because its prepared statements are still there.
    engine = create_engine(url, pool_size=5, max_overflow=most - 5, pool_use_lifo=True)
    event.listen(engine, "connect", _on_postgres_connect)
    event.listen(engine, "checkin", _on_checkin)
    event.listen(engine, "checkout", partial(_on_checkout, engine.dialect))
    return engine


def _writer(engine: Engine) -> Engine:
    """The engine for writers. On SQLite it uses the same connections, but its transactions take the lock at once. On a
    server it has its own connections, for two reasons: the rollback that ends each reading makes the driver forget its
    prepared statements; and a request that reads and then writes never waits for a connection of another such request.
    """
    if engine.dialect.name != "sqlite":
        return _of_a_server(engine.url, most=10)
    writer = create_engine(engine.url, pool=engine.pool)
    _begin_with(writer, "BEGIN IMMEDIATE")
    return writer


def _begin_with(engine: Engine, statement: str) -> None:
    # The dialect's own hook is used and not a "begin" event, because any event of an engine makes each of its
    # statements slower.
    def begin(dbapi_connection: PoolProxiedConnection) -> None:
        cursor = dbapi_connection.cursor()
        cursor.execute(statement)
        cursor.close()

    engine.dialect.do_begin = begin  # type: ignore[method-assign]  # a hook of this one engine, not a new dialect


def _on_checkin(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["idle_since"] = time.monotonic()


def _on_checkout(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    # Asking each time (pool_pre_ping) would cost a round trip for each transaction, which is a tenth of a short one.
    since = record.info.get("idle_since")
    if since is None or time.monotonic() - since < IDLE_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError("the connection was lost while it lay idle") from error


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling would begin too late, and never with IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _on_postgres_connect(connection: Any, _record: Any) -> None:
    # The server would compile each long statement for some 200 ms, to save what takes it a few milliseconds.
    connection.execute("SET jit = off")
    connection.commit()


def _is_timing(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in _RETRY_SQLSTATES or "database is locked" in str(error.orig)


def _is_overtaken(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _OVERTAKEN_SQLSTATES


@contextmanager
def told_when_away() -> Iterator[None]:
    """Raise Problem `database.away` instead of the driver's error, for work that goes past `Database`."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error) from error


def _translate(error: DBAPIError) -> Exception:
    return Problem("database.away") if is_away(error) else error


def is_away(error: DBAPIError) -> bool:
    """Whether the database cannot be reached or written at all, in contrast to a single statement that is wrong."""
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        # SQLite reports a missing column as an operational error too, but that is a fault of the program and not of the
        # machine.
        return getattr(error.orig, "sqlite_errorname", "").startswith(_AWAY_SQLITE)
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(error, OperationalError) and (state is None or state.startswith(_AWAY_SQLSTATES))
