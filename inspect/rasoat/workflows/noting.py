"""Entries in a case's journal that change no state: something arrived, or somebody decided something outside the
workflow.

The row's version stays the same, so that a person who has the case's page open may still act on the case.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.bulk import Insert, Row, Update, write_rows
from rasoat.workflows import journal, rows
from rasoat.workflows.models import CaseRow, JournalEntry
from rasoat.workflows.registry import CaseRef, kinds

_END = ("id", "status", "version", "workflow", "workflow_version", "journal_seq", "journal_hash")


def note(
    session: Session, ref: CaseRef, trigger: str, actor: Actor, facts: Mapping[str, Any], texts: dict[str, str]
) -> UUID:
    """Append one entry to a case and lock the case until the transaction ends; returns its id. Raises Problem `not_found`."""
    session.flush()
    case_row = dict(rows.lock(session, ref))
    values = _entry(ref, case_row, trigger, actor, facts)
    journal.append(session, values, texts)
    _advance(case_row, values)
    write_rows(session, *changes(session, ref.kind, [], [case_row]))
    entry_id: UUID = values["id"]
    return entry_id


def end_of(row: CaseRow) -> dict[str, Any]:
    """What `follow` needs of the row of a locked case."""
    return {name: getattr(row, name) for name in _END}


def follow(
    ref: CaseRef, case_row: dict[str, Any], trigger: str, actor: Actor, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Make the next entry of a locked case, with its digests; `changes` says what to write. `case_row` is updated with it."""
    values = _entry(ref, case_row, trigger, actor, facts)
    journal.seal(values, {})
    _advance(case_row, values)
    return values


def changes(session: Session, kind: str, entries: Sequence[Row], case_rows: Sequence[Row]) -> tuple[Insert, Update]:
    """What must be written for entries that `follow` made: the entries, and in each case's row where its journal now
    ends. The session forgets its own copies of these rows.
    """
    for row in case_rows:
        rows.forget(session, CaseRef(kind, row["id"]))
    ends = [{name: row[name] for name in ("id", "journal_seq", "journal_hash", "last_event_at")} for row in case_rows]
    return Insert(JournalEntry, entries), Update(kinds[kind].model, ends)


def _entry(
    ref: CaseRef, case_row: Mapping[str, Any], trigger: str, actor: Actor, facts: Mapping[str, Any]
) -> dict[str, Any]:
    values = rows.entry(ref, case_row, trigger, case_row["status"], actor)
    values["row_version"], values["facts"] = case_row["version"], dict(facts)
    return values


def _advance(case_row: dict[str, Any], values: Mapping[str, Any]) -> None:
    case_row["journal_seq"], case_row["journal_hash"] = values["seq"], values["hash"]
    case_row["last_event_at"] = values["recorded_at"]
