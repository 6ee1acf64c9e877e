"""A tablet in the hands of one member."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from rasoat.db import Row, Text, UtcDateTime
from rasoat.db.unsealed import PASSING, unsealed

_CONTACT = unsealed(PASSING)


class Tablet(Row, table=True):
    """One browser on one device, for one account. The device makes the id; another account on the same device is
    another row.
    """

    account_id: UUID = Field(foreign_key="account.id", index=True)
    label: str = Field(default="", sa_type=Text, description="How people call it: Máy tính bảng 2.")
    user_agent: str = Field(default="", sa_type=Text)
    app_build: str = Field(default="", sa_column_kwargs=_CONTACT, description="Digest of the shell it last ran.")
    token_hash: str = Field(default="", description="SHA-256 of the bearer token; empty: signed out.")
    token_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    session_epoch: int = Field(default=0, description="The account's when the token was given; a later one ends it.")
    lock_key: str = Field(description="Base64 of 32 bytes: what seals unsent work while nobody is signed in.")
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True, sa_column_kwargs=_CONTACT)
    waiting_records: int = Field(
        default=0,
        sa_column_kwargs=_CONTACT,
        description="Records it still holds unsent, as it last said; what came in its file is off.",
    )
    waiting_photos: int = Field(
        default=0, sa_column_kwargs=_CONTACT, description="Photographs it still holds unsent, likewise."
    )
    clock_skew_s: int = Field(
        default=0, sa_column_kwargs=_CONTACT, description="Seconds its clock was behind the server's (negative: ahead)."
    )
    cut_off_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cut_off_by: UUID | None = Field(default=None, foreign_key="account.id")
    cut_off_reason: str = Field(default="", sa_type=Text)
