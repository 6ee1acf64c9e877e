"""The append-only journal: each entry carries the hash of the one before it in the same case."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from rasoat import clock
from rasoat.db.bulk import new_row
from rasoat.db.types import canonical
from rasoat.problems import Problem
from rasoat.workflows.models import JournalEntry, JournalNote
from rasoat.workflows.registry import CaseRef, kind_recorded_as, kinds, recorded

TABLE = SQLModel.metadata.tables["journal"]
INSERT = insert(TABLE)
"""One entry, or several at once."""
ROW_LOST = "row_lost"
"""Trigger of the last entry of a draft whose row an early version deleted: migration 0004 appended it."""
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
    values["note_digest"] = _note_digest(salt, texts) if texts else ""
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


def _note_digest(salt: str, texts: dict[str, str]) -> str:
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


def erase_note(session: Session, entry_id: UUID, why: str) -> None:
    """Erase the words of one entry (a person's data), leaving a tombstone and an unbroken chain."""
    note = session.get_one(JournalNote, entry_id)
    note.texts, note.salt, note.erased_at, note.label = None, "", clock.now(), why


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of a case that does not agree with the chain."""

    ref: CaseRef
    seq: int
    why: str
    """What is wrong with it, in words for the administrator."""


def verify(session: Session) -> Iterator[Broken]:
    """Check every chain: hashes, gaps, words against their digests, and whether each case names its last entry."""
    query = select(JournalEntry, JournalNote).join(
        JournalNote, col(JournalNote.entry_id) == col(JournalEntry.id), isouter=True
    )
    order = (col(JournalEntry.case_kind), col(JournalEntry.case_id), col(JournalEntry.seq))
    ends: dict[CaseRef, tuple[int, str]] = {}
    lost: set[CaseRef] = set()
    broken: set[CaseRef] = set()
    for entry, note in session.exec(query.order_by(*order), execution_options={"yield_per": 500}):
        ref = CaseRef(kind_recorded_as(entry.case_kind), entry.case_id)
        why = "" if ref in broken else _fault(entry, note, ends.get(ref, (0, "")))
        if why:
            broken.add(ref)
            yield Broken(ref, entry.seq, why)
        ends[ref] = (entry.seq, entry.hash)
        (lost.add if entry.trigger == ROW_LOST else lost.discard)(ref)
    yield from _wrong_ends(session, ends, broken, lost)


def _fault(entry: JournalEntry, note: JournalNote | None, end: tuple[int, str]) -> str:
    if entry.seq != end[0] + 1:
        return "thiếu một mục trước mục này"
    if entry.previous_hash != end[1]:
        return "mục này không nối tiếp mục trước"
    if entry.hash != entry_hash(entry.model_dump()):
        return "mục này đã bị sửa"
    if entry.note_digest and (note is None or (note.texts is None and note.erased_at is None)):
        return "phần chữ của mục này bị xóa mà không để lại dấu vết"
    if note and note.texts is not None and _note_digest(note.salt, note.texts) != entry.note_digest:
        return "phần chữ của mục này đã bị sửa"
    return ""


def _wrong_ends(
    session: Session, ends: dict[CaseRef, tuple[int, str]], broken: set[CaseRef], lost: set[CaseRef]
) -> Iterator[Broken]:
    for kind in kinds.values():
        rows = session.exec(select(kind.model.id, kind.model.journal_seq, kind.model.journal_hash))
        for case_id, seq, last in rows:
            ref = CaseRef(kind.name, case_id)
            if ends.pop(ref, (0, "")) != (seq, last) and ref not in broken:
                yield Broken(ref, seq, "hồ sơ không khớp với mục cuối của nhật ký")
    for ref, (seq, _last) in ends.items():
        if ref.kind in kinds and ref not in broken | lost:
            yield Broken(ref, seq, "hồ sơ không còn, nhật ký vẫn còn")
