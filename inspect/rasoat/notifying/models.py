"""Told lines: each is what one recipient was told of one event."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row, UtcDateTime


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
    )

    event: str = Field(description="Kind of the event: see notifying.registry.")
    event_id: UUID = Field(index=True, description="The row that is the event: a reminder, a danger.")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    mailed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
