"""Papers of before: what each says of itself, the parts of its text, and whom it asks for what."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row, Searchable, Text, UtcDateTime
from rasoat.text import printed
from rasoat.workflows import CaseRow, Meaning
from rasoat.workflows.editing import Edited
from rasoat.workflows.models import by_definition

TYPES = {"TB": "Thông báo", "BC": "Báo cáo", "CV": "Công văn"}
"""The types of papers that may be brought in, by the sign of their series."""

RECOMMENDATION, SHORTCOMING, STRENGTH, UNPLACED = "recommendation", "shortcoming", "strength", "unplaced"
PART_KINDS = {
    RECOMMENDATION: "Kiến nghị",
    SHORTCOMING: "Tồn tại, hạn chế",
    STRENGTH: "Ưu điểm",
    "situation": "Tình hình, kết quả",
    "cause": "Nguyên nhân",
    "proposal": "Đề xuất của đơn vị",
    "reply": "Trả lời đề xuất",
    "text": "Phần khác của văn bản",
    UNPLACED: "Chưa xếp",
}
"""What a part of the text is. Nothing is left unplaced when the paper is brought in."""

ANSWERED = "answered_"
"""How a state begins that an answer led to; behind it stands what the addressee claims."""
STATES = {
    "": "Chưa có báo cáo",
    "answered_not_met": "Đã báo cáo chưa thực hiện, chờ xác minh",
    "answered_partly_met": "Đã báo cáo thực hiện một phần, chờ xác minh",
    "answered_met": "Đã báo cáo đã thực hiện, chờ xác minh",
    "not_met": "Đã xác minh: chưa thực hiện",
    "partly_met": "Đã xác minh: thực hiện một phần",
    "met": "Đã xác minh: đã thực hiện",
}
"""How far what is asked had come when the paper was brought in."""


class EarlierNotice(CaseRow, Searchable, Edited, table=True):
    """One paper that an agency, or one whose tasks it took over, issued before the program was used."""

    __tablename__ = "earlier_notice"
    __table_args__ = (
        by_definition("earlier_notice"),
        Index("ix_earlier_notice_number", "issuer_id", "number", "issued_on"),
    )

    lead_agency_id: UUID = Field(foreign_key="agency.id", index=True, description="Who follows it up now.")
    received_by: UUID = Field(foreign_key="account.id", description="Who brought the file or the table.")
    taken_by: UUID | None = Field(default=None, foreign_key="account.id", description="Who reviews it.")
    issuer_id: UUID | None = Field(default=None, foreign_key="agency.id", description="As of its day.")
    unit_id: UUID | None = Field(
        default=None, foreign_key="agency.id", description="The inspected unit, as of the paper's day."
    )
    type: str = Field(default="TB", description="See TYPES.")
    number: int | None = None
    symbol: str = Field(default="", sa_type=Text, description="What stands behind the number: TB-SLĐTBXH.")
    issued_on: date | None = None
    subject: str = Field(default="", sa_type=Text)
    issuer_written: str = Field(default="", sa_type=Text, description="The issuer as the paper names it.")
    signer: str = Field(default="", sa_type=Text, description="Who signed, by name.")
    signer_office: str = Field(default="", sa_type=Text, description="Capacity and office of the signer, as written.")
    recipients: str = Field(default="", sa_type=Text, description="One on each line.")
    source: str = Field(default="", sa_type=Text, description="The text as it was read from the file; empty: none.")
    scan_settled_by: UUID | None = Field(
        default=None, foreign_key="account.id", description="Who confirmed that the file shows no child."
    )
    inspection_id: UUID | None = Field(
        default=None, foreign_key="inspection.id", index=True, description="What it became."
    )
    paper_id: UUID | None = Field(default=None, foreign_key="paper.id")
    entry_id: UUID | None = Field(
        default=None, foreign_key="register_entry.id", description="Its line of the register."
    )

    def searchable(self) -> list[str]:
        return [self.subject, f"{printed(self.number)} {self.symbol}", self.issuer_written]

    @property
    def reference(self) -> str:
        """Number and symbol as they are cited; empty while the number is not known."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class EarlierPart(Row, Edited, table=True):
    """A part of the text, in its order. `text` is what a person made of what was read."""

    __tablename__ = "earlier_part"
    __table_args__ = (UniqueConstraint("notice_id", "ordinal"),)

    notice_id: UUID = Field(foreign_key="earlier_notice.id")
    ordinal: int
    kind: str = Field(description="See PART_KINDS.")
    number: str = Field(default="", sa_type=Text, description="Its number in the paper, as written: 2.1, a).")
    text: str = Field(sa_type=Text)
    starts_at: int | None = Field(default=None, description="Where it begins in the text that was read; None: typed.")
    ends_at: int | None = None
    page: int | None = None
    addressee_written: str = Field(default="", sa_type=Text, description="Whom it asks, as the paper says.")
    due_written: str = Field(default="", sa_type=Text, description="By when, as the paper says.")
    settled_by: UUID | None = Field(
        default=None, foreign_key="account.id", description="Who confirmed that no child can be recognised in it."
    )
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EarlierTask(Row, Edited, table=True):
    """What a recommendation asks of one addressee, and how far that had come."""

    __tablename__ = "earlier_task"
    __table_args__ = (UniqueConstraint("part_id", "addressee_id"),)

    part_id: UUID = Field(foreign_key="earlier_part.id")
    addressee_id: UUID = Field(foreign_key="agency.id", description="The agency of the paper's day.")
    receiver_id: UUID | None = Field(
        default=None, foreign_key="agency.id", description="Who goes on with it, where the addressee has ended."
    )
    measure: str = Field(default="", sa_type=Text, description="How fulfilment is told.")
    due_on: date | None = None
    due_reason: str = Field(default="", sa_type=Text, description="Why this day, where the paper does not say it.")
    state: str = Field(default="", description="See STATES.")
    answer: str = Field(default="", sa_type=Text, description="What was last reported.")
    answered_on: date | None = None
    obligation_id: UUID | None = Field(
        default=None, foreign_key="obligation.id", index=True, description="What it became."
    )


def _means(name: str, why: str) -> Meaning:
    return Meaning("earlier", EarlierNotice, name, why)


REVIEWING = _means("reviewing", "what was read of it is corrected")
STANDING = _means("standing", "it was brought in: what it asks is followed up")
SET_ASIDE = _means("set_aside", "it is not brought in, or was taken out again")
