"""Removing an agency, unit or account that was entered by mistake, as long as nothing refers to it."""

from typing import TypeVar

from sqlalchemy import or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from rasoat.db import Row
from rasoat.problems import Problem
from rasoat.workflows.models import JournalEntry

Kind = TypeVar("Kind", bound=Row)


def remove_unused(session: Session, row: Kind, name: str) -> None:
    """Remove the row. Raises Problem `row.in_use` when anything in the database or in the journal refers to it."""
    # The journal's entries are hashed and name accounts and agencies without a foreign key.
    named = or_(
        col(JournalEntry.actor_id) == row.id,
        col(JournalEntry.acting_for) == row.id,
        col(JournalEntry.agency_id) == row.id,
    )
    if session.exec(select(JournalEntry.id).where(named).limit(1)).first() is not None:
        raise Problem("row.in_use", name=name)
    try:
        session.delete(row)
        session.flush()
    except IntegrityError:
        raise Problem("row.in_use", name=name) from None
