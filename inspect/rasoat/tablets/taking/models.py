"""Which tablet took which visit along."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat.db import Row, UtcDateTime


class Taking(Row, table=True):
    """A visit that a tablet took along: everything arrived whole, so that the tablet can work without a network."""

    __table_args__ = (UniqueConstraint("tablet_id", "visit_id"),)

    tablet_id: UUID = Field(foreign_key="tablet.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    account_id: UUID = Field(foreign_key="account.id")
    taken_at: datetime = Field(sa_type=UtcDateTime)
    bundle: str = Field(description="ETag of the bundle taken.")
    size: int = Field(description="Bytes, papers included.")
