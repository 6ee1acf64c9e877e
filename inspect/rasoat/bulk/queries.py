"""Reading what was done to many rows: whoever did it reads it."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.bulk.models import DONE, WAITING, BulkRow, BulkRun
from rasoat.bulk.registry import BulkList
from rasoat.problems import Problem
from rasoat.workflows.registry import kinds


def require_own(session: Session, run_id: UUID, actor: Actor) -> BulkRun:
    """A run of this person. Raises Problem `not_found`."""
    run = session.get(BulkRun, run_id)
    if run is None or run.account_id != actor.user_id:
        raise Problem("not_found")
    return run


def rows_of(session: Session, run_id: UUID) -> list[BulkRow]:
    """The rows of a run, in their order."""
    return list(session.exec(select(BulkRow).where(BulkRow.run_id == run_id).order_by(col(BulkRow.ordinal))))


def left_of(session: Session, run: BulkRun) -> list[UUID]:
    """The rows of a run that something is still to be done to: those that wait, or those that are to be taken back."""
    state = WAITING if run.undo_at is None else DONE
    query = select(BulkRow.id).where(BulkRow.run_id == run.id, BulkRow.state == state)
    return list(session.exec(query.order_by(col(BulkRow.ordinal))))


def counts(rows: list[BulkRow]) -> Counter[str]:
    """How many rows came to each state."""
    return Counter(row.state for row in rows)


def cases(session: Session, listing: BulkList, ids: list[UUID], actor: Actor) -> list[Any]:
    """The cases that rows are, without those that the person cannot see any more."""
    model = kinds[listing.kind].model
    found = session.exec(select(model).where(col(model.id).in_(ids)))
    return [row for row in found if listing.visible(session, row.id, actor)]
