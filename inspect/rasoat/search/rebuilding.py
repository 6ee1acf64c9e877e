"""Making the words and their index anew: after another program wrote rows, or when a disk has damaged the index."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import Session, SQLModel, select

from rasoat.db import Database, Searchable, search_index, table_of
from rasoat.db.base import folded
from rasoat.db.locking import lock_rows
from rasoat.progress import Progress

SOME = 500
"""Rows of one transaction: nobody else waits for long."""


def searched() -> list[type[Searchable]]:
    """The models that are searched, by the names of their tables."""
    known = [model for model in Searchable.__subclasses__() if table_of(model).metadata is SQLModel.metadata]
    return sorted(known, key=lambda model: table_of(model).name)


def rebuild(database: Database, progress: Progress) -> None:
    """Derive the words of every row again, and make the index from them; `progress` is told a table and how many of its
    rows are done. People search and write meanwhile; on SQLite writers wait while one table is indexed.
    """
    for model in searched():
        name, last, done = table_of(model).name, UUID(int=0), 0
        # First the index: with a damaged one no row of its table can be written.
        if database.is_sqlite:
            database.write(partial(_index, name=name))
        else:
            _index_beside(database, name)
        while ids := database.write(partial(_derive, model=model, last=last)):
            last, done = ids[-1], done + len(ids)
            progress(name, done)


def _index(session: Session, *, name: str) -> None:
    search_index.build(session.connection(), name)


def _derive(session: Session, *, model: type[Searchable], last: UUID) -> list[UUID]:
    """Derive the words of some of the rows behind `last`, and return the ids of these rows."""
    table = table_of(model)
    query = select(model).where(table.c.id > last).order_by(table.c.id).limit(SOME)
    # Whoever edits one of them at this moment has written its new words, or writes them afterwards.
    found: Sequence[Any] = lock_rows(session, query)
    rows = {row.id: row for row in found}
    derived = {key: folded(row.searchable()) for key, row in rows.items()}
    wrong = [
        {"of": key, **values}
        for key, values in derived.items()
        if any(getattr(rows[key], name) != value for name, value in values.items())
    ]
    if wrong:
        words = update(table).where(table.c.id == bindparam("of"))
        session.connection().execute(words, wrong)
    return list(rows)


def _index_beside(database: Database, name: str) -> None:
    """Make an index of PostgreSQL anew while the old one is asked."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"REINDEX INDEX CONCURRENTLY {search_index.index_of(name)}")
