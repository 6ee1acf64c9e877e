"""Doing something to many rows, and taking it back. A row is done, or refused, in its own transaction: `running` goes
through them.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_of
from rasoat.bulk import queries, registry
from rasoat.bulk.models import DONE, KEPT, REFUSED, UNDONE, WAITING, BulkRow, BulkRun
from rasoat.bulk.registry import BulkAction, BulkList, One
from rasoat.db.locking import lock
from rasoat.outbox.operations import enqueue
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, editing
from rasoat.workflows.registry import kinds

MOST = 500
"""Rows of one run: more is narrowed by a filter first, so that people look at what they do."""
GO_ON = "bulk_rows"
"""Kind of the outbox item that goes on with one run."""


def begin(
    session: Session,
    actor: Actor,
    action: BulkAction,
    rows: Sequence[tuple[UUID, int]],
    *,
    given: Mapping[str, Any],
    asked: Mapping[str, Any],
    command_id: UUID,
) -> BulkRun:
    """Write down what is to be done to which rows (each with the version that was seen); the worker is asked to go on with
    what the request does not do. The same command again begins nothing.

    Raises Problem `forbidden` for another role, `request.bad` for no row, for more than MOST, and for another person's command.
    """
    if actor.role not in action.roles:
        raise Problem("forbidden")
    known = session.exec(select(BulkRun).where(BulkRun.command_id == command_id)).first()
    if known is not None and known.account_id == actor.user_id:
        return known
    wanted = dict(rows)
    if known is not None or not 0 < len(wanted) <= MOST:
        raise Problem("request.bad")
    run = BulkRun(
        listing=action.listing,
        action=action.name,
        account_id=actor.user_id,
        command_id=command_id,
        given=dict(given),
        asked=dict(asked),
    )
    session.add(run)
    session.flush()
    for place, (about_id, seen) in enumerate(wanted.items(), 1):
        session.add(BulkRow(run_id=run.id, ordinal=place, about_id=about_id, seen=seen))
    ask_worker(session, run, 0)
    session.flush()
    return run


def begin_undo(session: Session, actor: Actor, run_id: UUID) -> BulkRun:
    """Ask for what a run did to be taken back, once. Raises Problem `not_found`, `form.invalid` while it is still being done,
    and where it cannot be taken back.
    """
    queries.require_own(session, run_id, actor)
    run = lock(session, BulkRun, run_id)
    if run.undo_at is not None:
        return run
    action = registry.action(run.listing, run.action)
    if action is None or action.undoing is None:
        raise Problem("form.invalid", reasons=[Reason("", "Việc này không hoàn tác được.")])
    if queries.left_of(session, run):
        raise Problem("form.invalid", reasons=[Reason("", "Còn dòng đang làm; chờ xong rồi hoàn tác.")])
    run.undo_at = clock.now()
    ask_worker(session, run, 0)
    session.flush()
    return run


def carry_out(session: Session, *, row_id: UUID) -> None:
    """Do to one row what its run asks for, or take it back; nothing where that was done meanwhile.

    Raises the Problems of the action's operation, `row.stale` when somebody changed the case since, `not_found`, `forbidden`.
    """
    row = lock(session, BulkRow, row_id)
    run = session.get_one(BulkRun, row.run_id)
    if row.state != (WAITING if run.undo_at is None else DONE):
        return
    who, action = actor_of(session, run.account_id), registry.action(run.listing, run.action)
    if who is None or action is None or who.role not in action.roles:
        raise Problem("forbidden")
    listing = registry.lists[run.listing]
    if run.undo_at is None:
        _do(session, who, listing, action, row, run.given)
    else:
        _undo(session, who, listing, action, row, run.given)
    session.flush()


def refuse(session: Session, *, row_id: UUID, told: str) -> None:
    """Leave one row as it is, with what stands against doing it, or against taking it back."""
    row = lock(session, BulkRow, row_id)
    undoing = session.get_one(BulkRun, row.run_id).undo_at is not None
    if row.state == (DONE if undoing else WAITING):
        row.state, row.told = KEPT if undoing else REFUSED, told
        session.flush()


def ask_worker(session: Session, run: BulkRun, turn: int) -> None:
    """Ask the worker to go on with a run."""
    way = "do" if run.undo_at is None else "undo"
    enqueue(session, GO_ON, f"{GO_ON}:{run.id}:{way}:{turn}", {"run_id": str(run.id), "turn": turn})


def _do(
    session: Session, who: Actor, listing: BulkList, action: BulkAction, row: BulkRow, given: Mapping[str, Any]
) -> None:
    _expect(session, who, listing, row.about_id, row.seen)
    done = action.doing(session, who, One(row.about_id, row.seen, row.ordinal, given))
    session.flush()
    model = kinds[listing.kind].model
    row.state, row.told, row.before = DONE, done.note, dict(done.before)
    row.after = session.exec(select(model.version).where(model.id == row.about_id)).one()


def _undo(
    session: Session, who: Actor, listing: BulkList, action: BulkAction, row: BulkRow, given: Mapping[str, Any]
) -> None:
    if action.undoing is None or row.after is None:
        raise Problem("forbidden")
    _expect(session, who, listing, row.about_id, row.after)
    action.undoing(session, who, One(row.about_id, row.after, row.ordinal, given), row.before)
    row.state, row.told = UNDONE, ""


def _expect(session: Session, who: Actor, listing: BulkList, about_id: UUID, version: int) -> None:
    """Refuse a case that somebody changed since it was seen. It is not locked: the operation locks it, in its own order."""
    if not listing.visible(session, about_id, who):
        raise Problem("not_found")
    case = session.get_one(kinds[listing.kind].model, about_id)
    editing.expect(session, case, version, case=CaseRef(listing.kind, about_id))
