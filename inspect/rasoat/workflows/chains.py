"""Checking every chain of the journal, one case after the other; nothing is kept of a case that was checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from rasoat.db import row_seals
from rasoat.db.models import RowSeal
from rasoat.progress import Progress, quiet
from rasoat.workflows import journal
from rasoat.workflows.models import JournalEntry, JournalNote
from rasoat.workflows.registry import CaseKind, CaseRef, kind_recorded_as, kinds, recorded

SOME = 200
"""Cases whose rows are read at once."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing about a case that does not agree with its journal."""

    ref: CaseRef
    seq: int
    why: str
    """What is wrong with it, in words for the administrator."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """A case's journal after it was read: its last entry, and the first thing that is wrong with it."""

    ref: CaseRef
    last: JournalEntry
    broken: Broken | None


def verify(session: Session, progress: Progress = quiet) -> Iterator[Broken]:
    """Check every chain: hashes, gaps, words against their digests; and whether each case's row names its last entry
    and is in the state that this entry says.
    """
    chains, seen = _chains(session), 0
    while some := list(islice(chains, SOME)):
        seen += len(some)
        progress("Hồ sơ đã đối chiếu nhật ký", seen)
        yield from (chain.broken for chain in some if chain.broken)
        yield from _against_rows(session, [chain for chain in some if not chain.broken])
    for kind in kinds.values():
        yield from _without_journal(session, kind)


def _chains(session: Session) -> Iterator[_Chain]:
    query = (
        select(JournalEntry, JournalNote)
        .join(JournalNote, col(JournalNote.entry_id) == col(JournalEntry.id), isouter=True)
        .order_by(col(JournalEntry.case_kind), col(JournalEntry.case_id), col(JournalEntry.seq))
        .execution_options(yield_per=500)
    )
    for (kind, case_id), found in groupby(session.exec(query), key=lambda pair: (pair[0].case_kind, pair[0].case_id)):
        yield _read(session, CaseRef(kind_recorded_as(kind), case_id), found)


def _read(session: Session, ref: CaseRef, found: Iterator[tuple[JournalEntry, JournalNote | None]]) -> _Chain:
    broken: Broken | None = None
    end: tuple[int, str] = (0, "")
    erased: dict[UUID, int] = {}
    told: set[str] = set()
    for entry, note in found:
        why = "" if broken else _fault(entry, note, end)
        if why:
            broken = Broken(ref, entry.seq, why)
        if note is not None and note.texts is None:
            erased[entry.id] = entry.seq
        if entry.trigger == journal.ERASED:
            told.add(str(entry.facts.get("entry")))
        end = (entry.seq, entry.hash)
        session.expunge(entry)
        if note is not None:
            session.expunge(note)
    for entry_id, seq in erased.items():
        if not broken and str(entry_id) not in told and not _erased_before_seals(session, entry_id):
            broken = Broken(ref, seq, "phần chữ của mục này bị xóa mà nhật ký không ghi ai xóa")
    return _Chain(ref, entry, broken)


def _fault(entry: JournalEntry, note: JournalNote | None, end: tuple[int, str]) -> str:
    if entry.seq != end[0] + 1:
        return "thiếu một mục trước mục này"
    if entry.previous_hash != end[1]:
        return "mục này không nối tiếp mục trước"
    # A value of a kind that its column does not have is a change like any other, and nothing to warn of.
    if entry.hash != journal.entry_hash(entry.model_dump(warnings="none")):
        return "mục này đã bị sửa"
    if entry.note_digest and (note is None or (note.texts is None and note.erased_at is None)):
        return "phần chữ của mục này bị xóa mà không để lại dấu vết"
    if note and note.texts is not None and journal.note_digest(note.salt, note.texts) != entry.note_digest:
        return "phần chữ của mục này đã bị sửa"
    if note and note.texts is not None and (note.erased_at or note.label):
        return "phần chữ của mục này được ghi là đã xóa mà vẫn còn"
    return ""


def _erased_before_seals(session: Session, entry_id: UUID) -> bool:
    """Whether the words were erased already when the first seal was made: no entry tells of that."""
    query = select(RowSeal.seal).where(RowSeal.table_name == "journal_note", RowSeal.row_id == str(entry_id))
    return session.exec(query).first() is not None


def _against_rows(session: Session, chains: list[_Chain]) -> Iterator[Broken]:
    for name in {chain.ref.kind for chain in chains} & kinds.keys():
        mine = [chain for chain in chains if chain.ref.kind == name]
        rows = row_seals.rows_by_key(session, kinds[name].table, [(chain.ref.id,) for chain in mine])
        for chain in mine:
            row = rows.get((chain.ref.id,))
            why = _row_fault(chain.last, row)
            if why:
                yield Broken(chain.ref, row["journal_seq"] if row else chain.last.seq, why)


def _row_fault(last: JournalEntry, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "" if last.trigger == journal.ROW_LOST else "hồ sơ không còn, nhật ký vẫn còn"
    if (row["journal_seq"], row["journal_hash"]) != (last.seq, last.hash):
        return "hồ sơ không khớp với mục cuối của nhật ký"
    if row["status"] != last.to_state:
        return f"hồ sơ ghi trạng thái “{row['status']}”, nhật ký ghi “{last.to_state}”"
    if (row["workflow"], row["workflow_version"]) != (last.workflow, last.workflow_version):
        return "hồ sơ ghi quy trình khác với nhật ký"
    if row["last_event_at"] != last.recorded_at:
        return "hồ sơ ghi ngày của việc cuối khác với nhật ký"
    return ""


def _without_journal(session: Session, kind: CaseKind) -> Iterator[Broken]:
    table, told = kind.table, journal.TABLE
    found = told.c.case_id == table.c.id
    missing = ~sql_select(told.c.id).where(told.c.case_kind == recorded(kind.name), found).exists()
    for case_id, seq in session.connection().execute(sql_select(table.c.id, table.c.journal_seq).where(missing)):
        yield Broken(CaseRef(kind.name, case_id), seq, "hồ sơ không còn nhật ký")
