"""Meetings of bodies that steer (ban chỉ đạo, hội đồng, tổ công tác): who met, what was concluded, what each agency has to do."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row, Searchable, Text
from rasoat.workflows import CaseRow, Meaning
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import by_definition


class Meeting(CaseRow, Searchable, Edited, table=True):
    """One meeting of a body. The body is named here, and not an agency with accounts: its standing agency works for it."""

    __table_args__ = (by_definition("meeting"), Index("ix_meeting_held", "held_on"))

    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True, description="The body's standing agency.")
    matter: str = Field(sa_type=Text, description="What it was about, as it stands after “cuộc họp” in a sentence.")
    body_name: str = Field(sa_type=Text)
    body_sign: str = Field(description="In number and symbol of the body's papers: BCĐ. Each sign has a series apart.")
    chair_agency_id: UUID | None = Field(
        default=None,
        foreign_key="agency.id",
        index=True,
        description="Where whoever chairs works; None: not known here.",
    )
    chair_name: str = Field(sa_type=Text)
    chair_position: str = Field(sa_type=Text, description="In the body: Trưởng Ban.")
    chair_office: str = Field(default="", sa_type=Text, description="The other office: Phó Chủ tịch UBND tỉnh.")
    secretary: str = Field(default="", sa_type=Text)
    held_on: date
    place: str = Field(default="", sa_type=Text)
    guests: str = Field(default="", sa_type=Text, description="Who took part besides the members, one on each line.")
    minutes: str = Field(default="", sa_type=Text, description="What was said. Only the body's own agencies read it.")
    conclusions: str = Field(default="", sa_type=Text, description="A paragraph on each line.")
    drafted_by: UUID = Field(foreign_key="account.id")

    @property
    def title(self) -> str:
        """The matter, as it stands alone."""
        return self.matter[:1].upper() + self.matter[1:]

    def searchable(self) -> list[str]:
        return [self.matter, self.body_name, self.chair_name, self.conclusions]


class MeetingMember(Row, table=True):
    """An agency that is a member of the body, and who came from it."""

    __tablename__ = "meeting_member"
    __table_args__ = (UniqueConstraint("meeting_id", "agency_id"), UniqueConstraint("meeting_id", "ordinal"))

    meeting_id: UUID = Field(foreign_key="meeting.id")
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    ordinal: int
    people: str = Field(default="", sa_type=Text, description="Names; empty when nobody came.")


class MeetingTask(Row, Edited, table=True):
    """One task of the conclusions. Its obligations are made when the notice is issued."""

    __tablename__ = "meeting_task"
    __table_args__ = (UniqueConstraint("meeting_id", "ordinal"),)

    meeting_id: UUID = Field(foreign_key="meeting.id")
    ordinal: int
    text: str = Field(sa_type=Text)
    to_all: bool = Field(default=False, description="Each member agency owes it.")
    due_on: date | None = Field(default=None, description="None: the conclusions state no day.")


class TaskAddressee(Row, table=True):
    """An agency that owes a task which is not for all members."""

    __tablename__ = "task_addressee"
    __table_args__ = (UniqueConstraint("task_id", "agency_id"),)

    task_id: UUID = Field(foreign_key="meeting_task.id")
    agency_id: UUID = Field(foreign_key="agency.id", index=True)


def _means(name: str, why: str) -> Meaning:
    return Meaning("meeting", Meeting, name, why)


DRAFTING = _means("drafting", "what is written of it may change")
CONCLUDED = _means("concluded", "its conclusions stand, and their notice is drafted")
TOLD = _means("told", "its notice was issued: its members read of it")
RECALLED = _means("recalled", "its notice was recalled: its tasks rest until they are withdrawn")
