"""Work outside the database, which is written down in the transaction of its cause."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from rasoat import clock
from rasoat.db import Json, Row, Text, UtcDateTime
from rasoat.db.unsealed import PASSING, unsealed

MAX_ATTEMPTS = 40
"""With the growing pauses of `operations`, about five days."""


class OutboxItem(Row, table=True):
    """One thing to do outside the database (send a mail, render a paper). Through `key` asking twice gives one item."""

    __tablename__ = "outbox"
    __table_args__ = (unsealed(PASSING),)

    kind: str = Field(index=True)
    key: str = Field(unique=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    not_before: datetime = Field(default_factory=clock.real_now, sa_type=UtcDateTime)
    attempts: int = 0
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    error: str = Field(default="", sa_type=Text)

    @property
    def is_given_up(self) -> bool:
        """Whether the program has stopped trying, until a person asks for it again."""
        return self.done_at is None and self.attempts >= MAX_ATTEMPTS
