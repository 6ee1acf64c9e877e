"""Entries in a case's journal that change no state: something arrived, or somebody decided something outside the
workflow.

The row's version stays the same, so that a person who has the case's page open may still act on the case.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.workflows import journal, rows
from rasoat.workflows.registry import CaseRef, kinds


def note(
    session: Session, ref: CaseRef, trigger: str, actor: Actor, facts: Mapping[str, Any], texts: dict[str, str]
) -> None:
    """Append one entry to a case and lock the case until the transaction ends. Raises Problem `not_found`."""
    session.flush()
    case_row = dict(rows.lock(session, ref))
    values = _entry(ref, case_row, trigger, actor, facts)
    journal.append(session, values, texts)
    _advance(case_row, values)
    keep_ends(session, ref.kind, [case_row])


def follow(
    ref: CaseRef, case_row: dict[str, Any], trigger: str, actor: Actor, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Make the next entry of a locked case, with its digests; `keep` writes it. `case_row` is updated with it."""
    values = _entry(ref, case_row, trigger, actor, facts)
    journal.seal(values, {})
    _advance(case_row, values)
    return values


def keep(session: Session, kind: str, entries: list[dict[str, Any]], case_rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the entries that `follow` made, and note in each case's row where its journal now ends."""
    if entries:
        session.connection().execute(journal.INSERT, entries)
        keep_ends(session, kind, case_rows)


def keep_ends(session: Session, kind: str, case_rows: Sequence[Mapping[str, Any]]) -> None:
    """Note in the rows of cases where their journals end."""
    ends = [
        {"case_id": row["id"], **{name: row[name] for name in ("journal_seq", "journal_hash", "last_event_at")}}
        for row in case_rows
    ]
    session.connection().execute(_update(kind), ends)
    for row in case_rows:
        rows.forget(session, CaseRef(kind, row["id"]))


def _entry(
    ref: CaseRef, case_row: Mapping[str, Any], trigger: str, actor: Actor, facts: Mapping[str, Any]
) -> dict[str, Any]:
    values = rows.entry(ref, case_row, trigger, case_row["status"], actor)
    values["row_version"], values["facts"] = case_row["version"], dict(facts)
    return values


def _advance(case_row: dict[str, Any], values: Mapping[str, Any]) -> None:
    case_row["journal_seq"], case_row["journal_hash"] = values["seq"], values["hash"]
    case_row["last_event_at"] = values["recorded_at"]


@lru_cache(maxsize=64)
def _update(kind: str) -> Update:
    table = kinds[kind].table
    moved: dict[str, Any] = {name: bindparam(name) for name in ("journal_seq", "journal_hash", "last_event_at")}
    return update(table).where(table.c.id == bindparam("case_id")).values(moved)
