"""What one writer does so that another, at the same moment, cannot undo what it relies on.

On SQLite there is one writer at a time. On PostgreSQL two writers read at once and then both write: both find a number
free, both find the other one there. Whoever reads in order to write therefore first locks what it reads: the row that
others would change as well, or the parent of the rows that others would add (`lock`). Where there is no row to lock,
a name is locked (`lock_name`); a row that is only to be there is added by `insert_once`.
"""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.db import row_seals
from rasoat.db.base import table_of
from rasoat.db.bulk import new_row
from rasoat.problems import Problem

R = TypeVar("R", bound=SQLModel)
SHARED_KEY = {"key_share": True}
"""FOR NO KEY UPDATE: rows that refer to the locked one can be added meanwhile. With FOR UPDATE, two writers who lock a
parent and its child in different order, and add rows, would wait for each other."""


def lock(session: Session, model: type[R], key: UUID | int | dict[str, Any]) -> R:
    """Lock one row until the transaction ends, and return it as it is after the wait.

    Everything that the session has read before is read again when it is next used. Raises Problem `not_found` when
    there is no such row, also when another writer has just removed it.
    """
    read_again(session)
    row = session.get(model, key, with_for_update=SHARED_KEY)
    if row is None:
        raise Problem("not_found")
    return row


def lock_rows(session: Session, query: SelectOfScalar[R]) -> Sequence[R]:
    """Lock all rows that a query finds, and return them as they are after the wait. The query gives them an order, so
    that two callers never wait for each other.
    """
    read_again(session)
    return session.exec(query.with_for_update(key_share=True)).all()


def lock_name(session: Session, *names: str) -> None:
    """Lock names until the transaction ends, in their order: whoever locks one of them waits. A name stands for rows
    that need not exist yet. On SQLite there is only one writer anyway.
    """
    read_again(session)
    if session.connection().dialect.name == "postgresql":
        for name in names:
            session.connection().execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def read_again(session: Session) -> None:
    """Let the session forget what it has read: it may be older than what another writer has just written."""
    session.flush()
    session.expire_all()


def insert_once(session: Session, model: type[SQLModel], **values: Any) -> None:
    """Add a row unless there is one with the same key or another unique value. Two writers may do it at once."""
    dialect = session.connection().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    made = new_row(model, **values)
    table = table_of(model)
    # PostgreSQL's driver does not count the rows of such a statement, but both databases return those that were added.
    statement = insert(table).values(made).on_conflict_do_nothing().returning(*table.primary_key)
    row_seals.touch(session, table, [tuple(key) for key in session.connection().execute(statement)])
