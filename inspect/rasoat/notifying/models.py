"""Told lines: each is what one recipient was told of one event."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from rasoat.db import Row, UtcDateTime
from rasoat.db.unsealed import PASSING, unsealed

AT_ONCE, DIGEST, PAGE = "at_once", "digest", "page"
WAYS = {AT_ONCE: "Gửi thư ngay", DIGEST: "Gộp vào thư mỗi ngày", PAGE: "Chỉ báo trên trang"}
"""How a person is told. In the page it is told in each of these ways."""


class ToldLine(Row, table=True):
    """One event told to one recipient: a person, or the common mailbox of an agency.

    It is written in the transaction of the event. Page, mail and digest are ways to deliver it. It has only ids and
    codes: the words are made when it is delivered, by the function that its kind of event registered.
    """

    __tablename__ = "told_line"
    __table_args__ = (
        UniqueConstraint("event", "event_id", "account_id"),
        UniqueConstraint("event", "event_id", "agency_id"),
        CheckConstraint("(account_id IS NULL) <> (agency_id IS NULL)", name="one_recipient"),
        # A person's list is read from its newest line on; the bell of every page counts those that were not read.
        Index("ix_told_line_of_account", "account_id", "id"),
        Index(
            "ix_told_line_unread",
            "account_id",
            "id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        # The worker asks every few seconds whose digest is to be written.
        Index(
            "ix_told_line_waits_for_digest",
            "account_id",
            sqlite_where=text("how = 'digest' AND digest_id IS NULL"),
            postgresql_where=text("how = 'digest' AND digest_id IS NULL"),
        ),
    )

    event: str = Field(description="Kind of the event: see notifying.registry.")
    event_id: UUID = Field(index=True, description="The row that is the event: a reminder, a danger.")
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    mailed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_at: datetime | None = Field(
        default=None,
        sa_type=UtcDateTime,
        sa_column_kwargs=unsealed(PASSING),
        description="When its person opened it in the page, or marked it as read.",
    )
    how: str = Field(default=AT_ONCE, description="How it reaches its person beside the page: see WAYS.")
    digest_id: UUID | None = Field(
        default=None, foreign_key="digest.id", index=True, description="The mail of the day that told of it."
    )


class Digest(Row, table=True):
    """One mail that tells one person of a day's events together. There is at most one for a day."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("account_id", "for_day"),)

    account_id: UUID = Field(foreign_key="account.id")
    for_day: date
    mailed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NoticeChoice(Row, table=True):
    """How one person wishes to be told of one kind of event; without a row it is as the event says."""

    __tablename__ = "notice_choice"
    __table_args__ = (UniqueConstraint("account_id", "event"),)

    account_id: UUID = Field(foreign_key="account.id")
    event: str = Field(description="Kind of the event: see notifying.registry.")
    how: str = Field(description="See WAYS.")
