"""The secret addresses of calendar feeds. Only a digest of each is stored."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from rasoat.db import Row, UtcDateTime
from rasoat.db.unsealed import PASSING, unsealed

_PRESENT: dict[str, Any] = {"sqlite_where": text("revoked_at IS NULL"), "postgresql_where": text("revoked_at IS NULL")}


class CalendarToken(Row, table=True):
    """One address of a person's feed. A person has at most one that works; the others are revoked."""

    __tablename__ = "calendar_token"
    __table_args__ = (
        Index("uq_calendar_token_present", "account_id", unique=True, **_PRESENT),
        # A restore leaves these rows out: an address may have been revoked since the backup was made.
        {"info": {"ends_here": True} | unsealed(PASSING)["info"]},
    )

    account_id: UUID = Field(foreign_key="account.id")
    digest: str = Field(unique=True, description="SHA-256 of the secret part of the address.")
    made_at: datetime = Field(sa_type=UtcDateTime, description="By the real clock, also in the example.")
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
