"""Reminders that were sent, so that none is sent twice."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row

EVENT = "reminder"
"""Kind of the event that addressees are told of."""
ENDED = "addressee_ended"
"""Event of an agency: it has ended, and nobody is reminded of what it still owes; whoever follows that up is told once."""
REMINDERS = {"before_due": "Sắp đến hạn", "overdue": "Quá hạn", "asked": "Đôn đốc"}


class Reminder(Row, table=True):
    """One reminder of one obligation, to its addressee."""

    __table_args__ = (UniqueConstraint("obligation_id", "kind", "for_day"),)

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    kind: str = Field(description="See REMINDERS.")
    for_day: date = Field(description="The day it belongs to.")
    due_on: date = Field(description="The due date it spoke of.")
    by: UUID | None = Field(default=None, foreign_key="account.id", description="Who asked for it; None: the system.")
