"""Queueing work outside the database, and doing it once.

A worker claims an item by a guarded update, does it outside every transaction, and marks it done. If the worker dies in
between, the claim expires and the item is done again; handlers must be able to run twice.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db import Database
from rasoat.db.locking import insert_once, lock
from rasoat.db.times import waits
from rasoat.outbox.mail import Unconfirmed
from rasoat.outbox.models import MAX_ATTEMPTS, OutboxItem

Handler = Callable[[Database, dict[str, Any]], None]

CLAIM = timedelta(minutes=5)
UNCONFIRMED = "unconfirmed"
"""In the payload of what was given to a server that did not answer in time."""
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=4)


def enqueue(session: Session, kind: str, key: str, payload: dict[str, Any]) -> None:
    """Ask for `kind` to be done with `payload`. The same `key` again adds nothing."""
    insert_once(session, OutboxItem, kind=kind, key=key, payload=payload, not_before=clock.real_now())


def due(session: Session, kinds: Iterable[str], limit: int = 50) -> list[UUID]:
    """Items of these kinds that may be done now, oldest first."""
    now = clock.real_now()
    query = (
        select(OutboxItem.id)
        .where(
            col(OutboxItem.kind).in_(list(kinds)),
            col(OutboxItem.done_at).is_(None),
            col(OutboxItem.attempts) < MAX_ATTEMPTS,
            ~waits(col(OutboxItem.not_before), now, LONGEST_PAUSE),
            _unclaimed(now),
        )
        .order_by(col(OutboxItem.not_before))
        .limit(limit)
    )
    return list(session.exec(query))


def claim(session: Session, item_id: UUID) -> OutboxItem | None:
    """Take an item for this worker; None when another has it."""
    now = clock.real_now()
    won = session.connection().execute(
        update(OutboxItem)
        .where(
            col(OutboxItem.id) == item_id,
            col(OutboxItem.done_at).is_(None),
            _unclaimed(now),
        )
        .values(claimed_until=now + CLAIM, attempts=col(OutboxItem.attempts) + 1)
    )
    return session.get(OutboxItem, item_id) if won.rowcount else None


def _unclaimed(now: datetime) -> ColumnElement[bool]:
    return or_(col(OutboxItem.claimed_until).is_(None), ~waits(col(OutboxItem.claimed_until), now, CLAIM))


def run_due(database: Database, handlers: dict[str, Handler]) -> int:
    """Do everything that is due, once each. Returns how many were done; a failure is stored with its item."""
    with database.read() as session:
        # Another program, or a later version of this one, may do the kinds that this one does not know.
        waiting = due(session, handlers)
    return sum(_run_one(database, handlers, item_id) for item_id in waiting)


def _run_one(database: Database, handlers: dict[str, Handler], item_id: UUID) -> bool:
    item = database.write(lambda session: claim(session, item_id))
    if item is None:
        return False
    try:
        handlers[item.kind](database, item.payload)
    except Exception as error:
        message, unknown = str(error) or type(error).__name__, isinstance(error, Unconfirmed)
        database.write(lambda session: _failed(session, item_id, message, unknown=unknown))
        return False
    database.write(lambda session: _done(session, item_id))
    return True


def _done(session: Session, item_id: UUID) -> None:
    item = lock(session, OutboxItem, item_id)
    item.done_at, item.error = clock.real_now(), ""


def _failed(session: Session, item_id: UUID, message: str, *, unknown: bool) -> None:
    item = lock(session, OutboxItem, item_id)
    item.error, item.claimed_until = message[:2000], None
    # The pause doubles up to LONGEST_PAUSE, so that a mail server that is down is not asked every second.
    item.not_before = clock.real_now() + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (item.attempts - 1))
    if unknown:
        # Whoever got it already gets it once more and no third time; a person who wants it sent again asks for it.
        item.attempts = MAX_ATTEMPTS if UNCONFIRMED in item.payload else item.attempts
        item.payload = {**item.payload, UNCONFIRMED: True}


def try_again(session: Session, item_id: UUID) -> None:
    """Reset an item that failed or was given up, because a person asks for it. Raises Problem `not_found`.

    An item that is done, or that a worker has claimed, stays as it is.
    """
    item = lock(session, OutboxItem, item_id)
    if item.done_at is None and not clock.waits(item.claimed_until, CLAIM):
        item.attempts, item.not_before, item.claimed_until = 0, clock.real_now(), None
