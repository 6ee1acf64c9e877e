"""Official reports that were sent here, as papers that their receivers enter in their registers of what came in."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from rasoat.db import Json, Row, Text


class SentReport(Row, table=True):
    """One signed report as one receiver gets it. What is sent of the same report later belongs to it, too."""

    __tablename__ = "sent_report"
    __table_args__ = (
        UniqueConstraint("to_id", "agency_id", "reference", "dated"),
        Index(
            "ix_sent_report_awaiting",
            "to_id",
            "id",
            sqlite_where=text("incoming_id IS NULL"),
            postgresql_where=text("incoming_id IS NULL"),
        ),
    )

    agency_id: UUID = Field(foreign_key="agency.id", index=True, description="Whose report it is.")
    to_id: UUID = Field(foreign_key="agency.id", description="The agency that follows up what it answers.")
    reference: str = Field(sa_type=Text, description="Its number and symbol, as its author gave them.")
    dated: date
    signer: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    sent_by: UUID = Field(foreign_key="account.id")
    sent_on: date
    scans: list[str] = Field(sa_type=Json, description="SHA-256 of its scans; the files are those of its answers.")
    incoming_id: UUID | None = Field(
        default=None,
        foreign_key="incoming_paper.id",
        index=True,
        description="Its line in the receiver's register; None: the clerk has not entered it yet.",
    )


class SentReportAnswer(Row, table=True):
    """That an answer was sent by a report."""

    __tablename__ = "sent_report_answer"
    __table_args__ = (UniqueConstraint("answer_id"),)

    report_id: UUID = Field(foreign_key="sent_report.id", index=True)
    answer_id: UUID = Field(foreign_key="answer.id")
