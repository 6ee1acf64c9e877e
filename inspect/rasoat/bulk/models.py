"""What somebody did to many rows at once, and what became of each of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat.db import Json, Row, Text, UtcDateTime
from rasoat.db.unsealed import PASSING, unsealed

WAITING, DONE, REFUSED, UNDONE, KEPT = "waiting", "done", "refused", "undone", "kept"
STATES = {
    WAITING: "Đang chờ",
    DONE: "Đã làm",
    REFUSED: "Không làm được",
    UNDONE: "Đã hoàn tác",
    KEPT: "Không hoàn tác được",
}
"""What became of a row. What was done stands in the journal of its case; this is only to tell it, and to take it back."""


class BulkRun(Row, table=True):
    """One action that a person did to many rows. What one request cannot do the worker goes on with."""

    __tablename__ = "bulk_run"
    __table_args__ = (unsealed(PASSING),)

    listing: str = Field(description="The list whose rows they are: see bulk.registry.")
    action: str = Field(description="Name of a registered action of that list.")
    account_id: UUID = Field(foreign_key="account.id", index=True, description="In whose name it is done.")
    command_id: UUID = Field(unique=True, description="The same form sent twice begins it once.")
    given: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="What was typed, by field.")
    asked: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="The filters of the list then.")
    undo_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="When somebody took it back.")


class BulkRow(Row, table=True):
    """One row of a run."""

    __tablename__ = "bulk_row"
    __table_args__ = (UniqueConstraint("run_id", "ordinal"), unsealed(PASSING))

    run_id: UUID = Field(foreign_key="bulk_run.id")
    ordinal: int = Field(description="Its place among the rows, from 1.")
    about_id: UUID = Field(description="The case that the row is.")
    seen: int = Field(description="The version of the case that the person saw.")
    state: str = Field(default=WAITING, description="See STATES.")
    told: str = Field(default="", sa_type=Text, description="Why it was not done, or what is to be known of it.")
    before: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="What taking it back needs.")
    after: int | None = Field(default=None, description="The version of the case once it was done.")
