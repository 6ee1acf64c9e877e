"""Migrations: bring a database to the newest schema, or report how it differs."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.schema import DropTable
from sqlmodel import SQLModel

from rasoat.db import search_index
from rasoat.db.database import Database


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up. A new SQLite file gets its journal mode here, once; setting it on each connection would fail because
    the file is locked.
    """
    if database.is_sqlite:
        with database.engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            if driver is None:
                raise RuntimeError("no connection to SQLite")
            connection.rollback()
            driver.execute("PRAGMA journal_mode=WAL")
    with _migrating(database) as connection:
        command.upgrade(_config(connection), revision)
        if revision == "head":
            search_index.ensure(connection)


def downgrade(database: Database, revision: str) -> None:
    """Migrate down. This is for tests of the migrations and for a release that must be taken back."""
    with _migrating(database) as connection:
        search_index.drop(connection)
        command.downgrade(_config(connection), revision)


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """A connection on which tables may be rebuilt. It is committed at the end if every reference is still valid.

    SQLite can change a table to which others refer only by dropping it for a moment, and it accepts this setting only
    outside transactions (its documentation, "Making Other Kinds Of Table Schema Changes").
    """
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            yield connection
            connection.commit()
            return
        driver = connection.connection.dbapi_connection
        if driver is None:
            raise RuntimeError("no connection to SQLite")
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"rows that refer to none: {broken[:5]}")
            connection.commit()
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


def remove(database: Database) -> None:
    """Drop every table of a new database whose filling failed."""
    downgrade(database, "base")
    with database.engine.connect() as connection:
        connection.execute(DropTable(Table("alembic_version", MetaData()), if_exists=True))
        connection.commit()


def new_revision(database: Database, message: str) -> None:
    """Write a migration, with the next number, for what the models have and the database does not have."""
    number = f"{int(head() or 0) + 1:04}"
    with database.engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


def current(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str | None:
    """The newest revision. It is read once, because that loads all migrations and anybody may ask /healthz."""
    return _scripts().get_current_head()


def revisions() -> set[str]:
    """All revisions that a database can be brought to."""
    return {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent / "migrations"))


def differences(database: Database) -> list[Any]:
    """What the models have and the database does not have; empty when they agree."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": search_index.is_told})
        return list(compare_metadata(context, SQLModel.metadata))
