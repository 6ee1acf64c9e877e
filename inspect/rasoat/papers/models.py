"""Papers on their way from a draft to an issued paper: notices, letters, and whatever kind is registered."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from rasoat import text
from rasoat.db import Json, Row, Searchable, Text
from rasoat.workflows import CaseRow, Meaning, Turn
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import OPEN, by_definition


class PaperCase(CaseRow, Searchable, Edited, table=True):
    """One paper. Its body is composed from the structured data; `edits` has only what people changed."""

    __tablename__ = "paper"
    __table_args__ = (
        by_definition("paper"),
        Index("ix_paper_about", "about_kind", "about_id"),
        Index("ix_paper_turn_of_agency", "lead_agency_id", "turn"),
        Index("ix_paper_open_of_agency", "lead_agency_id", **OPEN),
        Index("ix_paper_open_of_drafter", "drafted_by", **OPEN),
    )

    kind: str = Field(description="Name of its registered kind (papers/kinds).")
    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True, description="The issuer.")
    about_kind: str = Field(description="Kind of what it is about: see papers/about.py.")
    about_id: UUID = Field(description="Id of what it is about.")
    subject: str = Field(sa_type=Text)
    edits: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="Changed blocks, order, additions.")
    head: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="What people changed of letterhead.")
    drafted_by: UUID | None = Field(default=None, foreign_key="account.id", description="None: the program drafted it.")
    approved_by: UUID | None = Field(default=None, foreign_key="account.id")
    approved_sha256: str = Field(default="", description="Digest of the paper as it was approved, still unnumbered.")
    number: int | None = Field(default=None, index=True)
    symbol: str = Field(default="", sa_type=Text)
    issued_on: date | None = Field(default=None, index=True)
    frozen_id: UUID | None = Field(default=None, foreign_key="frozen_paper.id", description="The frozen paper.")

    def searchable(self) -> list[str]:
        return [self.subject, f"{text.printed(self.number)} {self.symbol}"]

    @property
    def reference(self) -> str:
        """Number and symbol as they are cited: 97/TB-SLĐTBXH; empty before the paper has its number."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""

    @property
    def is_out(self) -> bool:
        """Whether the paper has been issued."""
        return OUT.of(self)


class SignedCopy(Row, table=True):
    """The scan of a paper that was signed outside of the system: by hand, or with a token."""

    __tablename__ = "signed_copy"

    paper_id: UUID = Field(foreign_key="paper.id", index=True)
    attachment_id: UUID = Field(foreign_key="attachment.id", unique=True, description="The PDF.")
    picture_id: UUID = Field(foreign_key="attachment.id", unique=True, description="Its first page, to look at.")
    signed_on: date
    signer: str = Field(sa_type=Text, description="Who signed, by name.")


def _means(name: str, why: str) -> Meaning:
    return Meaning("paper", PaperCase, name, why)


DRAFTING = _means("drafting", "its content may change")
SIGNING = _means("signing", "it is on its way from submission to issue: what it tells must not change")
NUMBERED = _means("numbered", "its file is being made")
GIVEN = _means("given", "it has a number and is in force")
OUT = _means("out", "the paper has left the house")
OVER = _means("over", "another paper may take its place")
LEADERS_TURN = Turn("paper", PaperCase, "leader")
CLERKS_TURN = Turn("paper", PaperCase, "clerk")
