"""Who inside an addressee does an obligation, and what its people note for each other."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from rasoat.db import Row, Text, UtcDateTime

_PRESENT: dict[str, Any] = {"sqlite_where": text("ended_at IS NULL"), "postgresql_where": text("ended_at IS NULL")}


class InsideAssignment(Row, table=True):
    """One person of the addressee does an obligation. Whoever assigns it anew ends the one before, which stays."""

    __tablename__ = "inside_assignment"
    __table_args__ = (
        Index("uq_inside_assignment_present", "obligation_id", "agency_id", unique=True, **_PRESENT),
        Index("ix_inside_assignment_of_person", "person_id", **_PRESENT),
    )

    obligation_id: UUID = Field(foreign_key="obligation.id")
    agency_id: UUID = Field(foreign_key="agency.id", description="The addressee's: only its people see the row.")
    person_id: UUID = Field(foreign_key="account.id")
    due_on: date | None = Field(default=None, description="The agency's own due date; None: that of the obligation.")
    assigned_by: UUID = Field(foreign_key="account.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class InsideNote(Row, table=True):
    """What somebody of the addressee noted for the others there. It never changes."""

    __tablename__ = "inside_note"
    __table_args__ = (Index("ix_inside_note_of_obligation", "obligation_id", "agency_id"),)

    obligation_id: UUID = Field(foreign_key="obligation.id")
    agency_id: UUID = Field(foreign_key="agency.id", description="The addressee's: only its people see the row.")
    text: str = Field(sa_type=Text)
    written_by: UUID = Field(foreign_key="account.id")
