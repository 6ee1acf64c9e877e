"""An urgent danger, from the moment it was seen until it is over."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from rasoat.db import Text, UtcDateTime
from rasoat.workflows import CaseRow, Meaning
from rasoat.workflows.models import by_definition


class Danger(CaseRow, table=True):
    """What threatens a child now. It has the id that the tablet gave it."""

    __table_args__ = (by_definition("danger"), Index("ix_danger_open", "open", "seen_at"))

    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True)
    site_id: UUID | None = Field(default=None, foreign_key="site.id")
    checklist: str = Field(default="", description="The checklist it was told from, if any.")
    item: str = Field(default="", description="The item it was told from, if any.")
    what: str = Field(sa_type=Text)
    place: str = Field(default="", sa_type=Text, description="Where, in words.")
    latitude: float | None = Field(default=None, description="Degrees north, WGS 84.")
    longitude: float | None = Field(default=None, description="Degrees east, WGS 84.")
    accuracy: float | None = Field(default=None, description="Metres.")
    seen_at: datetime = Field(sa_type=UtcDateTime, description="When it was told, the tablet's clock put right.")
    reported_by: UUID = Field(foreign_key="account.id", index=True)
    taken_by: str = Field(default="", sa_type=Text, description="Who deals with it, with a number to call.")
    ended_on: date | None = Field(default=None, description="The day it was gone.")
    outcome: str = Field(default="", sa_type=Text, description="What was done.")


UNTAKEN = Meaning("danger", Danger, "untaken", "nobody deals with it yet: it comes first")
