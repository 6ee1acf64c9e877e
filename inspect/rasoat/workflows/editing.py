"""Edits outside a workflow: an edit of an older copy of a row is refused, and the person is told who changed it since,
and when.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Session, SQLModel

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import full_names
from rasoat.db import Row, UtcDateTime
from rasoat.problems import Problem
from rasoat.workflows import journal
from rasoat.workflows.registry import CaseRef


class Edited(SQLModel):
    """Who last edited a row outside the workflow, and when. A person who saves an older copy is told this."""

    edited_by: UUID | None = Field(default=None, foreign_key="account.id")
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def begin_edit(session: Session, row: Row, version: int | None, actor: Actor, *, case: CaseRef | None = None) -> None:
    """Refuse an edit of an older copy (`row.stale`); otherwise count the edit and note its author.

    The caller has locked the row. `case` names the case that the row is, so that a step of its workflow counts as a
    change too.
    """
    expect(session, row, version, case=case)
    row.version += 1
    mark(row, actor)


def expect(session: Session, row: Row, version: int | None, *, case: CaseRef | None = None) -> None:
    """Refuse an older copy of a row (`row.stale`), with who changed it since, and when."""
    if version is not None and version != row.version:
        who, when = _last_change(session, row, case)
        known = full_names(session, [who]).get(who) if who else None
        raise Problem("row.stale", who=known or "Người khác", when=clock.time_text(when))


def mark(row: Row, actor: Actor) -> None:
    """Note who edited a row."""
    if isinstance(row, Edited):
        row.edited_by, row.edited_at = actor.user_id, clock.now()


def _last_change(session: Session, row: Row, case: CaseRef | None) -> tuple[UUID | None, datetime]:
    edited = (row.edited_by, row.edited_at) if isinstance(row, Edited) else (None, None)
    found = (edited[0], edited[1] or row.created_at)
    story = journal.entries(session, case) if case else []
    if story and story[-1][0].recorded_at > found[1]:
        return story[-1][0].actor_id, story[-1][0].recorded_at
    return found
