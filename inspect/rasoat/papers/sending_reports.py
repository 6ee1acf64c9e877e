"""The reports that a plan's paper asks for are sent some at a time: the first with the issue, the rest by the worker, each portion
a transaction of its own. After a crash it goes on with what is left.
"""

import time
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.outbox.models import MAX_ATTEMPTS, OutboxItem
from rasoat.outbox.operations import Handler, enqueue
from rasoat.owed.operations import ask_for_reports
from rasoat.papers import chain
from rasoat.papers.models import RECALLED, PaperCase
from rasoat.papers.rendering import by_whom, numbered_by
from rasoat.workflows import Firing

GO_ON = "send_plan_reports"
"""Kind of the outbox item that goes on with one plan's paper."""
SECONDS = 20.0
"""How long the worker goes on at a time: mails wait meanwhile."""


def handlers() -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this kind."""
    return {GO_ON: _take_turn}


def begin(firing: Firing) -> None:
    """Send the first of them in the transaction of the paper's issue, and ask the worker for the rest."""
    session, case = firing.session, firing.session.get_one(PaperCase, firing.ref.id)
    day = firing.case_row["issued_on"]
    if ask_for_reports(session, firing.actor, case.about_id, day, chain.in_short(case)):
        _ask_worker(session, case, {"turn": 0, **by_whom(firing.actor)})


def goes_on(session: Session, plan_id: UUID) -> bool:
    """Whether the worker still sends reports of a plan."""
    return _left(session, plan_id, col(OutboxItem.attempts) < MAX_ATTEMPTS)


def stopped(session: Session, plan_id: UUID) -> bool:
    """Whether some reports of a plan are not sent, and the worker has given up until an administrator asks it again."""
    return _left(session, plan_id, col(OutboxItem.attempts) >= MAX_ATTEMPTS)


def _left(session: Session, plan_id: UUID, condition: ColumnElement[bool]) -> bool:
    query = select(OutboxItem.id).where(OutboxItem.kind == GO_ON, col(OutboxItem.done_at).is_(None), condition)
    return session.exec(query.where(col(OutboxItem.key).startswith(f"{GO_ON}:{plan_id}:"))).first() is not None


def portion(session: Session, *, paper_id: UUID, actor: Actor) -> int:
    """Send the next ones; returns how many are left: none once the paper is recalled. Another paper in its place ends nothing of
    what was sent, and so the rest follows, too.
    """
    case = lock(session, PaperCase, paper_id)
    if case.issued_on is None or RECALLED.of(case):
        return 0
    return ask_for_reports(session, actor, case.about_id, case.issued_on, chain.in_short(case))


def _ask_worker(session: Session, case: PaperCase, payload: dict[str, Any]) -> None:
    key = f"{GO_ON}:{case.about_id}:{payload['turn']}"
    enqueue(session, GO_ON, key, {**payload, "paper_id": str(case.id)})


def _take_turn(database: Database, payload: dict[str, Any]) -> None:
    paper_id, until = UUID(payload["paper_id"]), time.monotonic() + SECONDS
    with database.read() as session:
        actor = numbered_by(session, payload)
    while database.write(partial(portion, paper_id=paper_id, actor=actor)):
        if time.monotonic() > until:
            database.write(partial(_ask_again, paper_id=paper_id, payload=payload))
            return


def _ask_again(session: Session, *, paper_id: UUID, payload: dict[str, Any]) -> None:
    _ask_worker(session, session.get_one(PaperCase, paper_id), {**payload, "turn": payload["turn"] + 1})
