"""Files: the bytes are stored once (a blob), and attached in any number of places."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from rasoat import clock
from rasoat.db import Json, Row, UtcDateTime
from rasoat.files.names import FileName


class Blob(SQLModel, table=True):
    """Bytes on disk, named by their SHA-256. The file is durable before this row exists."""

    sha256: str = Field(primary_key=True)
    size: int = Field(description="Bytes.")
    kind: str = Field(description="Media type found by looking at the bytes.")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Attachment(Row, table=True):
    """A blob attached to its owner. Whoever may see the owner may open it; knowing a hash opens nothing."""

    __table_args__ = (Index("ix_attachment_owner", "owner_id", "owner_kind"),)

    sha256: str = Field(foreign_key="blob.sha256", index=True)
    owner_kind: str = Field(description="Kind of the owner: visit_response, answer, verification, …")
    owner_id: UUID
    name: str = Field(sa_type=FileName, description="File name for people.")
    visibility: str = Field(default="internal", description="public, internal or child")
    uploaded_by: UUID = Field(foreign_key="account.id")
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    position: dict[str, Any] | None = Field(default=None, sa_type=Json, description="lat, lon in degrees (WGS 84)")
