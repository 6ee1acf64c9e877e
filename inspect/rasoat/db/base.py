"""What every table shares: a UUID key in order of time, a version by which stale edits are noticed, folded columns for
search and order.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy
import uuid_utils
from sqlalchemy import Table, event
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel

from rasoat import clock, text
from rasoat.db.types import Text, UtcDateTime
from rasoat.db.unsealed import DERIVED, EDITS, unsealed
from rasoat.problems import Problem


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique without asking the database, and in order of time."""
    return UUID(int=uuid_utils.uuid7().int)


def table_of(model: type[SQLModel]) -> Table:
    """A model's table, for statements that do not use the session's unit of work."""
    return cast(Table, sqlalchemy.inspect(model).local_table)


class Row(SQLModel):
    """Base of the tables: `version` grows with each edit, so that a stale form is noticed."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = Field(default=1, sa_column_kwargs=unsealed(EDITS))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    def expect_version(self, version: int | None, who: str) -> None:
        """Refuse an edit of an older copy of the row (`row.stale`); `who` is the person who edited it meanwhile."""
        if version is not None and version != self.version:
            raise Problem("row.stale", who=who, when=clock.time_text(clock.now()))
        self.version += 1


ORDERED = 600
"""Characters of a sort key that are stored (three for each letter): more is longer than what PostgreSQL indexes."""
SEARCHED = 100_000
"""Characters in which a search looks: PostgreSQL keeps at most a megabyte of words for a row."""


class Searchable(SQLModel):
    """Adds stored columns for search without accents and for Vietnamese order, filled at each flush."""

    # The words with spaces between, which the database keeps in an index of their own (`db/search_index.py`).
    search_text: str = Field(default="", sa_type=Text, sa_column_kwargs=unsealed(DERIVED))
    order_text: str = Field(default="", sa_type=Text, index=True, sa_column_kwargs=unsealed(DERIVED))

    def searchable(self) -> list[str]:
        """The texts in which a search looks; the first one also gives the order."""
        raise TypeError(f"{type(self).__name__} does not say what is searched")


def folded(words: list[str]) -> dict[str, str]:
    """The stored columns of a Searchable row whose `searchable` gives these words."""
    found = text.words(" ".join(words)[:SEARCHED])
    return {"search_text": " ".join(found), "order_text": text.sort_key(words[0])[:ORDERED]}


def _fill_folded(_mapper: Mapper[Any], _connection: Any, target: Any) -> None:
    if isinstance(target, Searchable):
        for name, value in folded(target.searchable()).items():
            setattr(target, name, value)


event.listen(Mapper, "before_insert", _fill_folded)
event.listen(Mapper, "before_update", _fill_folded)
