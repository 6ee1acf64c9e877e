"""Plans that come again."""

from uuid import UUID

from sqlmodel import Field

from rasoat.db import Row, Text

EVERY = {"year": ("Hằng năm", 12), "half_year": ("6 tháng một lần", 6), "quarter": ("Hằng quý", 3)}
"""How often a plan comes again: for people, and in months."""


class PlanRepeat(Row, table=True):
    """That a plan comes again: the next one is drafted by itself some working days before its first visit."""

    __tablename__ = "plan_repeat"

    plan_id: UUID = Field(foreign_key="plan.id", unique=True)
    every: str = Field(description="See EVERY.")
    days_before: int = Field(description="Working days before the first day of the next one.")
    next_id: UUID | None = Field(default=None, foreign_key="plan.id", description="The draft that was made.")
    stopped_why: str = Field(default="", sa_type=Text, description="Why nothing more is drafted; empty: it goes on.")
