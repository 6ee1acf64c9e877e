"""The columns that every case has, and the journal that records what happened to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, event, text
from sqlmodel import Field, SQLModel

from rasoat import clock
from rasoat.db import Json, Row, Text, UtcDateTime, new_id
from rasoat.db.unsealed import OWN_CHECK, unsealed

_KEPT_BY_JOURNAL = unsealed(OWN_CHECK)
_FROM_STATE = unsealed("suy ra từ trạng thái; mỗi lần khởi động chương trình viết lại theo quy trình")


class CaseRow(Row):
    """Base of the tables whose rows go through states. Only `fire` changes these columns, and it changes all of them
    at once.
    """

    status: str = Field(default="", index=True, sa_column_kwargs=_KEPT_BY_JOURNAL)
    open: bool = Field(
        default=True,
        sa_column_kwargs=_FROM_STATE,
        description="Something is still expected of somebody: of the state, as declared.",
    )
    turn: str = Field(
        default="", sa_column_kwargs=_FROM_STATE, description="Who is to act next, as the state declares."
    )
    means: str = Field(
        default="",
        sa_column_kwargs=_FROM_STATE,
        description="What else the state means (see Meaning); empty before anything is told.",
    )
    workflow: str = Field(
        default="", sa_column_kwargs=_KEPT_BY_JOURNAL, description="Id of the definition this case runs on."
    )
    workflow_version: int = Field(
        default=0, sa_column_kwargs=_KEPT_BY_JOURNAL, description="Version the case stays on."
    )
    journal_seq: int = Field(
        default=0, sa_column_kwargs=_KEPT_BY_JOURNAL, description="Number of its last journal entry."
    )
    journal_hash: str = Field(
        default="", sa_column_kwargs=_KEPT_BY_JOURNAL, description="Hash of its last journal entry."
    )
    last_event_at: datetime = Field(
        default_factory=clock.now, sa_type=UtcDateTime, index=True, sa_column_kwargs=_KEPT_BY_JOURNAL
    )


def by_definition(table: str) -> Index:
    """The index of a table of cases by which one finds what runs on a version of a definition, and in which states."""
    return Index(f"ix_{table}_definition", "workflow", "workflow_version", "status")


def while_true(*flags: str, also: str = "") -> dict[str, Any]:
    """Keep in an index only the rows of which all the flags (true-or-false columns) are true and that fulfil `also`, a
    condition that both databases write alike.

    Few of the cases of an old province are open. A question uses the index when it has these conditions too.
    """
    sqlite = [f"{flag} = 1" for flag in flags]
    both = {"sqlite_where": sqlite, "postgresql_where": list(flags)}
    return {name: text(" AND ".join([*conditions, *filter(None, [also])])) for name, conditions in both.items()}


OPEN = while_true("open")


def _refuse_deletion(_mapper: Any, _connection: Any, row: SQLModel) -> None:
    raise RuntimeError(f"a {type(row).__name__} is never deleted: a case ends in a state of its workflow")


# When the row of a case is missing, its journal remains and makes a backup impossible to restore.
event.listen(CaseRow, "before_delete", _refuse_deletion, propagate=True)


class JournalEntry(SQLModel, table=True):
    """One thing that happened. It has only ids, codes, dates and digests, and is never changed; free text is in
    JournalNote.
    """

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("case_kind", "case_id", "seq"), unsealed(OWN_CHECK))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_kind: str
    case_id: UUID
    seq: int
    row_version: int = Field(description="Version of the case's row after it: tells an action from an edit.")
    command_id: UUID = Field(unique=True)
    trigger: str
    from_state: str
    to_state: str
    actor_id: UUID = Field(description="An account, or accounts.actor.SYSTEM_ID.")
    acting_for: UUID | None = Field(default=None, description="The account in whose stead the actor acted.")
    agency_id: UUID
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    effective_on: date
    workflow: str
    workflow_version: int
    facts: dict[str, Any] = Field(sa_type=Json)
    note_digest: str
    previous_hash: str
    hash: str


class JournalNote(SQLModel, table=True):
    """The words given with an entry. When they are erased, the entry, its digest and the chain stay as they were."""

    __tablename__ = "journal_note"
    __table_args__ = (unsealed(OWN_CHECK),)

    entry_id: UUID = Field(foreign_key="journal.id", primary_key=True)
    salt: str = Field(description="Random, so that the digest of an erased text cannot be guessed.")
    texts: dict[str, Any] | None = Field(default=None, sa_type=Json)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    label: str = Field(default="", sa_type=Text, description="Why it was erased.")


class DecidedDay(Row, table=True):
    """One day that a decision swapped, as the administrator entered it: a working day that is off, or a day off that is
    worked.
    """

    __tablename__ = "decided_day"

    day: date = Field(unique=True)
    worked: bool
    decision: str = Field(sa_type=Text, description="Which decision says so; shown beside each deadline.")
    entered_by: UUID = Field(foreign_key="account.id")
