"""The outgoing register and the frozen papers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rasoat import text
from rasoat.db import Json, Row, Searchable, Text, UtcDateTime


class Numbering(SQLModel, table=True):
    """How one issuer numbers its papers from a year on: see numbering.py. A later year's row takes its place."""

    __tablename__ = "numbering"

    issuer_id: UUID = Field(primary_key=True, foreign_key="agency.id")
    year: int = Field(primary_key=True, description="The first year in which it holds.")
    together: bool = Field(default=False, description="One series numbers all kinds of papers.")
    kind: str = Field(description="own or outside: of the one series, or of those that `series` does not name.")
    series: dict[str, str] = Field(default_factory=dict, sa_type=Json, description="own or outside, by series.")


class RegisterCounter(SQLModel, table=True):
    """The last number of one series in one year (NĐ 30/2020, Điều 15). Taking the next one locks the row."""

    __tablename__ = "register_counter"

    issuer_id: UUID = Field(primary_key=True, foreign_key="agency.id")
    year: int = Field(primary_key=True)
    series: str = Field(primary_key=True, description="See numbering.py.")
    last: int = 0
    kind: str = Field(default="own", description="own: without a gap; outside: the highest that was typed.")


class RegisterEntry(Row, Searchable, table=True):
    """One line of the outgoing register (NĐ 30/2020, Phụ lục IV): a number is never used again, and an own series has
    no gaps.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        UniqueConstraint("issuer_id", "year", "series", "number"),
        Index("ix_register_entry_page", "issuer_id", "year", "dated", "number"),
    )

    issuer_id: UUID = Field(foreign_key="agency.id", index=True)
    year: int
    series: str
    number: int
    symbol: str = Field(sa_type=Text)
    dated: date
    kind_title: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    signer: str = Field(sa_type=Text)
    recipients: str = Field(sa_type=Text)
    archived_by: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    earlier: bool = Field(
        default=False, description="Its paper was issued before the program was used, and brought in later: earlier.py."
    )

    def searchable(self) -> list[str]:
        return [
            self.subject,
            f"{text.printed(self.number)} {self.symbol}",
            self.kind_title,
            self.signer,
            self.recipients,
        ]


class FrozenPaper(Row, table=True):
    """A paper as it was when it got its number. The rendered file follows in a second transaction."""

    __tablename__ = "frozen_paper"

    register_entry_id: UUID = Field(foreign_key="register_entry.id", unique=True)
    snapshot: dict[str, Any] = Field(sa_type=Json, description="documents.paper.Paper as JSON.")
    snapshot_sha256: str
    file_sha256: str = Field(default="", description="Empty until it is rendered.")
    engine: str = Field(default="", description="Which engine rendered the file.")
    rendered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
