"""Papers that came in: the register of each agency and year (NĐ 30/2020, Điều 22 and Phụ lục IV)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rasoat.db import Row, Searchable, Text


class IncomingCounter(SQLModel, table=True):
    """The first and the last number of an agency's register of one year. Taking the next one locks the row."""

    __tablename__ = "incoming_counter"

    agency_id: UUID = Field(primary_key=True, foreign_key="agency.id")
    year: int = Field(primary_key=True)
    first: int = Field(default=1, description="Above 1 when the year began in a book of paper.")
    last: int = 0


class IncomingPaper(Row, Searchable, table=True):
    """One paper that came in. Its number stays; what was copied wrongly from the sheet may be put right."""

    __tablename__ = "incoming_paper"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "number"),
        UniqueConstraint("agency_id", "identity"),
        Index("ix_incoming_paper_about", "about_kind", "about_id"),
    )

    agency_id: UUID = Field(foreign_key="agency.id", description="Whoever received it.")
    year: int = Field(description="Of the day on which it came.")
    number: int = Field(description="Số đến.")
    arrived_on: date
    author: str = Field(sa_type=Text, description="The agency or person that made it.")
    reference: str = Field(default="", sa_type=Text, description="Its number and symbol as its author wrote them.")
    dated: date
    kind_title: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    receiver: str = Field(default="", sa_type=Text, description="The unit or person inside that it was given to.")
    note: str = Field(default="", sa_type=Text)
    about_kind: str = Field(default="", description="Kind of the case that it belongs to; empty when to none.")
    about_id: UUID | None = Field(default=None, description="Id of that case.")
    identity: str | None = Field(
        default=None, sa_type=Text, description="Author, number, symbol and day as they are compared; None: no number."
    )
    recorded_by: UUID = Field(foreign_key="account.id")

    def searchable(self) -> list[str]:
        return [self.subject, f"{self.number:02d} {self.reference}", self.author, self.kind_title, self.receiver]
