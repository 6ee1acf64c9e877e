"""Going through the rows of a run: the request does what it can in a few seconds, the worker goes on with the rest. Each row
has a transaction of its own, so that nobody who writes waits for more than one row, and none that fails stops another.
After a crash it goes on with what is left; two who go through the same run wait for each other at each row.
"""

import time
from functools import partial
from typing import Any
from uuid import UUID

from rasoat.bulk import operations, queries
from rasoat.bulk.models import BulkRun
from rasoat.db import Database
from rasoat.outbox.operations import Handler
from rasoat.problems import Problem

SECONDS = 20.0
"""How long the worker goes on at a time: mails wait meanwhile."""
_OF_THE_DATABASE = "database."


def handlers() -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room."""
    return {operations.GO_ON: _take_turn}


def go_on(database: Database, run_id: UUID, seconds: float) -> bool:
    """Go through the rows of a run for so many seconds; returns whether something is left."""
    until = time.monotonic() + seconds
    with database.read() as session:
        left = queries.left_of(session, session.get_one(BulkRun, run_id))
    for row_id in left:
        if time.monotonic() > until:
            return True
        try:
            database.write(partial(operations.carry_out, row_id=row_id))
        except Problem as problem:
            if problem.key.startswith(_OF_THE_DATABASE):
                raise
            database.write(partial(operations.refuse, row_id=row_id, told=in_words(problem)))
    return False


def in_words(problem: Problem) -> str:
    """Why something was not done to a row: the reasons, or what happened where there are none. What the catalogue advises is
    for a page that shows the row's form.
    """
    return " ".join(reason.message for reason in problem.reasons) or problem.what


def _take_turn(database: Database, payload: dict[str, Any]) -> None:
    run_id, turn = UUID(payload["run_id"]), payload["turn"]
    if go_on(database, run_id, SECONDS):
        database.write(lambda session: operations.ask_worker(session, session.get_one(BulkRun, run_id), turn + 1))
