"""Reading many rows with one query, and working a thing out once for one page."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from rasoat.db.base import Row

R = TypeVar("R", bound=Row)
T = TypeVar("T")
_MEMORY = "rasoat.remembered"


def rows_by_id(session: Session, model: type[R], ids: Iterable[UUID | None]) -> dict[UUID, R]:
    """The rows with these ids, by id; an id that is None or of no row is left out. A session that only reads asks once for each
    row: the parts of a page name the same agencies and people.
    """
    wanted = {one for one in ids if one is not None}
    known: dict[UUID, R] = remembered(session, ("rows", model), dict)
    if missing := wanted - known.keys():
        known.update((row.id, row) for row in session.exec(select(model).where(col(model.id).in_(missing))))
    return {one: known[one] for one in sorted(wanted) if one in known}


def remembering(engine: Engine) -> Session:
    """A session for reading that keeps what `remembered` is asked for until its transaction ends."""
    return Session(engine, info={_MEMORY: {}})


def remembered(session: Session, key: Hashable, work_out: Callable[[], T]) -> T:
    """What `work_out` gives; a session that only reads asks it once for each key, one that writes each time."""
    memory: dict[Hashable, Any] | None = session.info.get(_MEMORY)
    if memory is None:
        return work_out()
    if key not in memory:
        memory[key] = work_out()
    return cast(T, memory[key])


def _forget(session: Session, _transaction: Any) -> None:
    session.info.get(_MEMORY, {}).clear()


event.listen(Session, "after_transaction_end", _forget)
