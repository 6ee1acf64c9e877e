"""Confirming a whole list at one word: the request begins, the worker goes on, some at a time, each portion a transaction of
its own. After a crash it goes on with what is left; several workers wait for each other at the run's row.
"""

import time
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_of
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.outbox.operations import Handler, enqueue
from rasoat.problems import Problem, Reason
from rasoat.reorganisation import operations, queries
from rasoat.reorganisation.models import GOING_THROUGH, PROPOSED, UNDECIDED, Passing, PassingRun, Reorganisation

GO_ON = "confirm_passings"
"""Kind of the outbox item that goes on with one run."""
SECONDS = 20.0
"""How long the worker goes on at a time: mails wait meanwhile."""


def handlers() -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room."""
    return {GO_ON: _take_turn}


def begin(session: Session, actor: Actor, act_id: UUID, *where: ColumnElement[bool]) -> PassingRun:
    """Confirm every proposal of an act that waits and fulfils `where`: they are marked, and the worker is asked to pass them
    on in the person's name. What is proposed anew later is not among them.

    Raises Problem `not_found`, `forbidden`, `form.invalid` when there are none, or a run goes on already.
    """
    act = operations.going_through(session, actor, act_id)
    if queries.running(session, act.id) is not None:
        raise Problem("form.invalid", reasons=[Reason("", "Đang xác nhận một loạt việc; chờ xong, hoặc bấm “Dừng”.")])
    run = PassingRun(reorganisation_id=act.id, asked_by=actor.user_id)
    session.add(run)
    session.flush()
    waiting = update(Passing).where(col(Passing.reorganisation_id) == act.id, *operations.AWAITED, *where)
    run.wanted = session.connection().execute(waiting.values(run_id=run.id)).rowcount
    if not run.wanted:
        raise Problem("form.invalid", reasons=[Reason("", "Không còn việc nào chờ xác nhận theo bộ lọc này.")])
    _ask_worker(session, run.id, 0)
    session.flush()
    return run


def stop(session: Session, actor: Actor, act_id: UUID) -> PassingRun | None:
    """Stop what goes on with an act: what was passed on stays passed on. None when nothing goes on any more. Raises Problem
    `not_found`, `forbidden`.
    """
    act = queries.require_visible(session, act_id, actor)
    if not queries.may_go_through(actor) or act.lead_agency_id != actor.agency_id:
        raise Problem("forbidden")
    found = queries.running(session, act.id)
    if found is None:
        return None
    run = lock(session, PassingRun, found.id)
    if run.ended_at is None:
        run.ended_at, run.stopped_by = clock.now(), actor.user_id
        session.flush()
    return run


def go_on(database: Database, run_id: UUID, seconds: float) -> bool:
    """Pass on portions of a run for so many seconds; returns whether something is left."""
    until = time.monotonic() + seconds
    while _some(database, run_id):
        if time.monotonic() > until:
            return True
    return False


def _some(database: Database, run_id: UUID) -> int:
    try:
        return database.write(partial(portion, run_id=run_id))
    except Problem as problem:
        if problem.key != "form.invalid":
            raise
    # Something stands against one of them: the others do not wait for it.
    with database.read() as session:
        ids = _waiting(session, run_id)
    for one in ids:
        try:
            database.write(partial(portion, run_id=run_id, ids=[one]))
        except Problem as problem:
            if problem.key != "form.invalid":
                raise
            told = " ".join(reason.message for reason in problem.reasons)
            database.write(partial(refuse, run_id=run_id, passing_id=one, told=told))
    # Where nothing was left, the next portion ends the run.
    return len(ids) or 1


def portion(session: Session, *, run_id: UUID, ids: list[UUID] | None = None) -> int:
    """Pass on the next proposals of a run, or these; returns how many were looked at: none once the run has ended. Raises
    Problem `form.invalid` with what stands against one of them; then none of them is passed on.
    """
    run = lock(session, PassingRun, run_id)
    if run.ended_at is not None:
        return 0
    act = lock(session, Reorganisation, run.reorganisation_id)
    who = actor_of(session, run.asked_by)
    if not GOING_THROUGH.of(act):
        return _end(session, run, "Việc rà soát theo văn bản này đã kết thúc.")
    if who is None or not queries.may_go_through(who) or who.agency_id != act.lead_agency_id:
        return _end(session, run, "Tài khoản của người xác nhận không còn ở cơ quan này; người khác xác nhận tiếp.")
    waiting = _waiting(session, run_id)
    if not waiting:
        return _end(session, run, "")
    # Somebody may have changed one of them since they were read, which takes it out of the run.
    some = waiting if ids is None else [one for one in ids if one in waiting]
    if not some:
        return 0
    done = operations.confirm(session, who, run.reorganisation_id, some)
    session.get_one(PassingRun, run_id).passed += done
    session.flush()
    return len(some)


def refuse(session: Session, *, run_id: UUID, passing_id: UUID, told: str) -> None:
    """Leave one proposal of a run to a person, with what stands against it."""
    run, one = lock(session, PassingRun, run_id), lock(session, Passing, passing_id)
    if run.ended_at is None and one.run_id == run_id and one.state == PROPOSED:
        one.state, one.fault, one.run_id = UNDECIDED, told, None
        run.refused += 1
        session.flush()


def _waiting(session: Session, run_id: UUID) -> list[UUID]:
    run = session.get_one(PassingRun, run_id)
    query = select(Passing.id).where(
        Passing.reorganisation_id == run.reorganisation_id, Passing.state == PROPOSED, Passing.run_id == run_id
    )
    return list(session.exec(query.order_by(col(Passing.ordinal)).limit(operations.AT_ONCE)))


def _end(session: Session, run: PassingRun, why: str) -> int:
    run.ended_at, run.why = clock.now(), why
    session.flush()
    return 0


def _ask_worker(session: Session, run_id: UUID, turn: int) -> None:
    enqueue(session, GO_ON, f"{GO_ON}:{run_id}:{turn}", {"run_id": str(run_id), "turn": turn})


def _take_turn(database: Database, payload: dict[str, Any]) -> None:
    run_id, turn = UUID(payload["run_id"]), payload["turn"]
    if go_on(database, run_id, SECONDS):
        database.write(lambda session: _ask_worker(session, run_id, turn + 1))
