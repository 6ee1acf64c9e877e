"""The append-only journal: each entry carries the hash of the one before it in the same case."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from rasoat.db.bulk import new_row
from rasoat.db.types import canonical
from rasoat.problems import Problem
from rasoat.workflows.models import JournalEntry, JournalNote
from rasoat.workflows.registry import CaseRef, recorded

TABLE = SQLModel.metadata.tables["journal"]
INSERT = insert(TABLE)
"""One entry, or several at once."""
ROW_LOST = "row_lost"
"""Trigger of the last entry of a draft whose row an early version deleted: migration 0004 appended it."""
ERASED = "words_erased"
"""Trigger of the entry that says that the words of an earlier one, or of a row, were erased."""
_NOTE_INSERT = insert(SQLModel.metadata.tables["journal_note"])
_CHAINED = (
    "id", "case_kind", "case_id", "seq", "row_version", "command_id", "trigger", "from_state", "to_state", "actor_id",
    "agency_id", "recorded_at", "effective_on", "workflow", "workflow_version", "facts", "note_digest", "previous_hash",
)  # fmt: skip
_LATER: dict[str, Any] = {
    name: {} if field.default_factory is dict else field.default
    for name, field in JournalEntry.model_fields.items()
    if name not in ("hash", *_CHAINED)
}
"""Columns that came after the first entries, with their defaults: they are chained where they say something else, so
that older hashes hold."""


def append(session: Session, values: dict[str, Any], texts: dict[str, str]) -> str:
    """Write one entry with the words given with it, and return its hash. `values` are all columns except the digests.

    Raises Problem `case.command_reused` when its command has been used for something else.
    """
    salt = seal(values, texts)
    with refusing_a_used_command():
        insert_entry(session, values)
    keep_words(session, values["id"], salt, texts)
    return str(values["hash"])


def seal(values: dict[str, Any], texts: dict[str, str]) -> str:
    """Complete an entry with its digests, and return the salt with which its words are hashed."""
    # The program's own statements name every column, so that a column that was added later needs the model's default
    # here.
    values.update({**new_row(JournalEntry, **values), "hash": ""})
    salt = secrets.token_hex(16) if texts else ""
    values["note_digest"] = note_digest(salt, texts) if texts else ""
    values["hash"] = entry_hash(values)
    return salt


def insert_entry(session: Session, values: dict[str, Any]) -> None:
    """Write one sealed entry."""
    session.connection().execute(INSERT, values)


@contextmanager
def refusing_a_used_command() -> Iterator[None]:
    """Raise `case.command_reused` when the command has been used. The case is locked and its next number therefore
    free; only two that begin a case with the same id at once can clash in it.
    """
    try:
        yield
    except IntegrityError as error:
        # Both databases name the column.
        if "command_id" not in str(error.orig):
            raise
        raise Problem("case.command_reused") from error


def keep_words(session: Session, entry_id: UUID, salt: str, texts: dict[str, str]) -> None:
    """Store the words given with an entry apart from it, so that they can be erased."""
    if texts:
        values = {"entry_id": entry_id, "salt": salt, "texts": texts, "label": ""}
        session.connection().execute(_NOTE_INSERT, values)


def entry_hash(values: Mapping[str, Any]) -> str:
    """SHA-256 over every column of an entry except the hash itself; one of the columns is the previous entry's hash."""
    chained = [values[name] for name in _CHAINED]
    chained += [
        {name: values[name]} for name, default in _LATER.items() if values.get(name, default) not in (default, None)
    ]
    plain = [value if type(value) in _PLAIN else _plain(value) for value in chained]
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


_PLAIN = {str, int, dict, UUID}
"""What canonical JSON writes as it is, a UUID as its text: nearly all values."""


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | dict):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def note_digest(salt: str, texts: dict[str, str]) -> str:
    """SHA-256 of the words given with an entry, with their salt."""
    return hashlib.sha256((salt + canonical(texts)).encode()).hexdigest()


def entries(session: Session, ref: CaseRef) -> list[tuple[JournalEntry, JournalNote | None]]:
    """What happened to one case, oldest first, with the words given."""
    query = (
        select(JournalEntry, JournalNote)
        .join(JournalNote, col(JournalNote.entry_id) == col(JournalEntry.id), isouter=True)
        .where(JournalEntry.case_kind == recorded(ref.kind), JournalEntry.case_id == ref.id)
        .order_by(col(JournalEntry.seq))
    )
    return [(entry, note) for entry, note in session.exec(query)]
