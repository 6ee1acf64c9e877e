"""What became of the priority of an obligation after it was sent."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from rasoat.db import Row, Text, UtcDateTime


class PriorityChange(Row, table=True):
    """Somebody of the agency that follows an obligation up gave it another priority after it was sent."""

    __tablename__ = "priority_change"

    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    previous: str = Field(description="See PRIORITIES.")
    priority: str = Field(description="See PRIORITIES.")
    reason: str = Field(sa_type=Text)
    changed_by: UUID = Field(foreign_key="account.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)
