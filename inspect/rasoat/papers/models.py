"""Papers on their way from a draft to an issued paper: notices, letters, and whatever kind is registered."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from rasoat import text
from rasoat.accounts import signing
from rasoat.db import Json, Row, Searchable, Text, UtcDateTime
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
        # Each issued paper is replaced once: of two who begin at once, one finds the other's draft.
        Index("uq_paper_replaces", "replaces_id", unique=True),
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
    approved_on: date | None = Field(default=None, description="Its number may not have an earlier day.")
    approved_sha256: str = Field(default="", description="Digest of the paper as it was approved, still unnumbered.")
    signer_id: UUID | None = Field(default=None, description="The account of who is to sign it outside.")
    signed_how: str = Field(default="", description="See HOW.")
    signed_on: date | None = Field(default=None, description="The day of a signature outside.")
    number: int | None = Field(default=None, index=True)
    symbol: str = Field(default="", sa_type=Text)
    issued_on: date | None = Field(default=None, index=True)
    frozen_id: UUID | None = Field(default=None, foreign_key="frozen_paper.id", description="The frozen paper.")
    replaces_id: UUID | None = Field(
        default=None, foreign_key="paper.id", description="The paper it takes the place of."
    )
    corrects_id: UUID | None = Field(
        default=None, foreign_key="paper.id", index=True, description="The paper whose form it corrects."
    )
    returned_block: str = Field(default="", description="The block at which the draft came back; empty: the whole.")
    return_reason: str = Field(default="", sa_type=Text, description="Why it came back; empty once submitted again.")
    touched: dict[str, Any] = Field(
        default_factory=dict, sa_type=Json, description="By block: who changed it last (`by`), and when (`at`)."
    )
    recalled_on: date | None = None
    recall_reason: str = Field(
        default="", sa_type=Text, description="Why it was recalled; whoever received it reads it."
    )
    recall_paper: str = Field(default="", sa_type=Text, description="Number and day of the paper that recalls it.")

    def searchable(self) -> list[str]:
        return [self.subject, f"{text.printed(self.number)} {self.symbol}"]

    @property
    def reference(self) -> str:
        """Number and symbol as they are cited: 97/TB-SLĐTBXH; empty before the paper has its number."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""

    @property
    def heading(self) -> str:
        """The subject where it stands by itself: a letter's begins with a small letter, since “V/v” goes before it."""
        return self.subject[:1].upper() + self.subject[1:]

    @property
    def is_out(self) -> bool:
        """Whether the paper has been issued."""
        return OUT.of(self)


FATES = {"kept": "Giữ nguyên", "changed": "Thay đổi", "withdrawn": "Rút", "new": "Thêm mới"}
"""What a replacing paper says of one obligation of the paper before it."""


class PaperVersion(Row, table=True):
    """What a draft said when it was submitted, for comparing. It never changes."""

    __tablename__ = "paper_version"
    __table_args__ = (UniqueConstraint("paper_id", "ordinal"),)

    paper_id: UUID = Field(foreign_key="paper.id")
    ordinal: int
    submitted_by: UUID = Field(foreign_key="account.id")
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    content: list[Any] = Field(sa_type=Json, description="Of each block its id, what it is called, its words.")


class RecallReceipt(Row, table=True):
    """One agency that had received a paper which was recalled: whether it knows."""

    __tablename__ = "recall_receipt"
    __table_args__ = (UniqueConstraint("paper_id", "agency_id"),)

    paper_id: UUID = Field(foreign_key="paper.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id")
    confirmed_by: UUID | None = Field(default=None, foreign_key="account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ObligationFate(Row, table=True):
    """What a replacing paper says of one obligation; it is carried out when that paper is issued.

    `text`, `due_on` and `measures` are those of an obligation that is changed or new; `addressee_id` of a new one, whose
    `obligation_id` is empty until it is sent.
    """

    __tablename__ = "obligation_fate"
    __table_args__ = (UniqueConstraint("paper_id", "obligation_id"),)

    paper_id: UUID = Field(foreign_key="paper.id", index=True, description="The replacing paper.")
    obligation_id: UUID | None = Field(default=None, foreign_key="obligation.id", index=True)
    fate: str = Field(default="", description="See FATES; empty before anybody decided.")
    addressee_id: UUID | None = Field(default=None, foreign_key="agency.id")
    text: str = Field(default="", sa_type=Text)
    due_on: date | None = None
    measures: str = Field(default="", sa_type=Text, description="One on each line, as they are typed.")
    reason: str = Field(default="", sa_type=Text, description="Why it is withdrawn.")
    based_on: str = Field(default="", description="Digest of the obligation as it was when somebody decided.")
    before: list[Any] | None = Field(default=None, sa_type=Json, description="Its words, due date and measure then.")


class ReportLine(Row, table=True):
    """That an obligation stands in an issued report to the body above: made with the issue, from what was printed."""

    __tablename__ = "report_line"
    __table_args__ = (UniqueConstraint("paper_id", "obligation_id", "why"),)

    paper_id: UUID = Field(foreign_key="paper.id")
    obligation_id: UUID = Field(foreign_key="obligation.id", index=True)
    why: str = Field(description="overdue or disagreed.")


HERE, HAND, TOKEN = signing.HERE, signing.HAND, signing.TOKEN
HOW = signing.HOW
OUTSIDE = (HAND, TOKEN)


class PaperToSign(Row, table=True):
    """A paper as it was given to somebody to sign outside, number and day blank. It never changes; a text that changed
    since is a new one, which has to be signed anew.
    """

    __tablename__ = "paper_to_sign"

    paper_id: UUID = Field(foreign_key="paper.id", index=True)
    snapshot: dict[str, Any] = Field(sa_type=Json, description="documents.paper.Paper as JSON.")
    snapshot_sha256: str
    signer_id: UUID = Field(foreign_key="account.id")


class SignedCopy(Row, table=True):
    """The scan of a paper that was signed outside of the system: by hand, or with a token."""

    __tablename__ = "signed_copy"

    paper_id: UUID = Field(foreign_key="paper.id", index=True)
    attachment_id: UUID = Field(foreign_key="attachment.id", unique=True, description="The PDF.")
    picture_id: UUID = Field(foreign_key="attachment.id", unique=True, description="Its first page, to look at.")
    signed_on: date
    signer: str = Field(sa_type=Text, description="Who signed, by name.")
    how: str = Field(default="", description="See HOW; empty where nobody said.")
    compared: str = Field(default="", description="What comparing with the paper's text gave: see comparing.RESULTS.")


class Delivery(Row, table=True):
    """That an issued paper went to one of its recipients: on which way, on which day."""

    __tablename__ = "paper_delivery"
    __table_args__ = (UniqueConstraint("paper_id", "recipient", "way"),)

    paper_id: UUID = Field(foreign_key="paper.id", index=True)
    recipient: str = Field(sa_type=Text, description="The line of its recipients as it was printed.")
    way: str = Field(description="See WAYS.")
    sent_on: date
    recorded_by: UUID = Field(foreign_key="account.id")
    note: str = Field(default="", sa_type=Text, description="The postal receipt, or who took it.")


class Opening(Row, table=True):
    """The first time that a person of another agency opened an issued paper."""

    __tablename__ = "paper_opening"
    __table_args__ = (UniqueConstraint("paper_id", "account_id"),)

    paper_id: UUID = Field(foreign_key="paper.id", index=True)
    account_id: UUID = Field(foreign_key="account.id")
    agency_id: UUID = Field(foreign_key="agency.id", description="The person's agency at that time.")
    opened_at: datetime = Field(sa_type=UtcDateTime)


WAYS = {"here": "Trên hệ thống này", "mail": "Thư điện tử", "post": "Bưu điện", "hand": "Giao tận tay"}


def _means(name: str, why: str) -> Meaning:
    return Meaning("paper", PaperCase, name, why)


DRAFTING = _means("drafting", "its content may change")
SIGNING = _means("signing", "it is on its way from submission to issue: what it tells must not change")
NUMBERED = _means("numbered", "its file is being made")
GIVEN = _means("given", "it has a number and is in force")
OUT = _means("out", "the paper has left the house")
OVER = _means("over", "another paper may take its place")
RECALLED = _means("recalled", "it was taken out of force: what it asked is suspended")
LEADERS_TURN = Turn("paper", PaperCase, "leader")
CLERKS_TURN = Turn("paper", PaperCase, "clerk")
