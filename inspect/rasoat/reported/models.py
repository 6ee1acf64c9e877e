"""What an inspected unit reported before the team came: its figures, beside the questions and never as answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat import clock
from rasoat.db import Json, Row, Text, UtcDateTime
from rasoat.workflows.editing import Edited

Figures = dict[str, dict[str, int | float]]
"""By checklist and item."""
Notes = dict[str, dict[str, str]]


class ReportedFigures(Row, Edited, table=True):
    """The figures of one report. Before it is sent it is the unit's draft; what was sent never changes, and a correction
    is the next one.
    """

    __tablename__ = "reported_figures"
    __table_args__ = (UniqueConstraint("inspection_id", "ordinal"),)

    inspection_id: UUID = Field(foreign_key="inspection.id")
    ordinal: int = Field(description="The last one that was sent is what the unit reports.")
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="By checklist and item.")
    notes: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="By checklist and item.")
    reference: str = Field(default="", sa_type=Text, description="Number and symbol of the unit's paper.")
    dated: date | None = Field(default=None, description="The day of that paper.")
    incoming_id: UUID | None = Field(
        default=None, description="The registered paper from which an officer typed them; None: the unit's own entry."
    )
    recorded_by: UUID = Field(foreign_key="account.id")
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="None: a draft.")

    @property
    def source(self) -> str:
        """What the figures come from, in words: báo cáo 15/BC-UBND ngày 01/08/2024."""
        if self.reference and self.dated:
            return f"báo cáo {self.reference} ngày {clock.date_text(self.dated)}"
        if self.dated:
            return f"báo cáo ngày {clock.date_text(self.dated)}"
        return f"gửi ngày {clock.date_text(clock.local(self.sent_at).date())}" if self.sent_at else "chưa gửi"
