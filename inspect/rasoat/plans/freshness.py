"""Edits made on an older copy of a row are refused with who changed it since, and when."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db import Row
from rasoat.plans.models import Edited
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, journal


def begin_edit(session: Session, row: Row, version: int | None, actor: Actor, *, case: CaseRef | None = None) -> None:
    """Refuse an edit of an older copy (`row.stale`), else count the edit and remember its author.

    The row must be held for update. `case` names the case the row is, so that a step of its workflow counts as a
    change too.
    """
    if version is not None and version != row.version:
        who, when = _last_change(session, row, case)
        known = session.get(User, who) if who else None
        raise Problem(
            "row.stale",
            who=known.full_name if known else "Người khác",
            when=clock.local(when).strftime("%H:%M ngày %d/%m/%Y"),
        )
    row.version += 1
    mark(row, actor)


def mark(row: Row, actor: Actor) -> None:
    """Remember who edited a row."""
    if isinstance(row, Edited):
        row.edited_by, row.edited_at = actor.user_id, clock.now()


def _last_change(session: Session, row: Row, case: CaseRef | None) -> tuple[UUID | None, datetime]:
    edited = (row.edited_by, row.edited_at) if isinstance(row, Edited) else (None, None)
    found = (edited[0], edited[1] or row.created_at)
    story = journal.entries(session, case) if case else []
    if story and story[-1][0].recorded_at > found[1]:
        return story[-1][0].actor_id, story[-1][0].recorded_at
    return found
