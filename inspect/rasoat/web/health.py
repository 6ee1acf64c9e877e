"""Whether the server is well: for monitoring, without signing in and without any data of the cases."""

import os
from typing import Any

from sqlalchemy import func, text
from sqlmodel import col, select

from rasoat.db import schema
from rasoat.outbox.models import MAX_ATTEMPTS, OutboxItem
from rasoat.pages import PUBLIC, Room, app_settings, database, session
from rasoat.problems import Problem

room = Room("health", __name__)


@room.get("/healthz", allow=PUBLIC)
def show() -> Any:
    """200 when database, tables and files are in order, or else 503 with what is not."""
    checks = {"database": _database(), "files": _files()}
    checks["tables"] = checks["database"] and schema.current(database()) == schema.head()
    checks["outbox"] = checks["database"] and _nothing_stuck()
    well = checks["database"] and checks["files"] and checks["tables"]
    return {"ok": well, **checks}, 200 if well else 503


def _database() -> bool:
    try:
        with database().read() as db:
            db.connection().execute(text("SELECT 1"))
    except Problem:
        return False
    return True


def _files() -> bool:
    folder = app_settings().files_dir
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _nothing_stuck() -> bool:
    stuck = select(func.count()).select_from(OutboxItem)
    stuck = stuck.where(col(OutboxItem.done_at).is_(None), col(OutboxItem.attempts) >= MAX_ATTEMPTS)
    return session().exec(stuck).one() == 0
