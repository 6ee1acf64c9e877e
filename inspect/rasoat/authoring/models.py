"""Checklists that are being completed."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from rasoat import clock
from rasoat.db import Row, Text, UtcDateTime


class ChecklistDraft(Row, table=True):
    """The one draft of a checklist, kept while people work at it. Its body is at each save a sound definition."""

    __tablename__ = "checklist_draft"

    checklist: str = Field(unique=True, description="The checklist's id.")
    body: str = Field(sa_type=Text, description="The definition, as published ones are stored.")
    edited_by: UUID = Field(foreign_key="account.id")
    edited_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
