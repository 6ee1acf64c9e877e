"""Locks and reads a case's row, and updates it to what its newest journal entry says.

The statements are Core statements because, by measurement, a session's unit of work costs twice as much as everything
else here. Each statement is built once; its parameters say which columns are set, because SQLAlchemy needs longer to
find a compiled statement that lists its columns.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, TextClause, Update, bindparam, select, text, update
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import new_id
from rasoat.problems import Problem
from rasoat.procedures.definition import State
from rasoat.workflows import journal
from rasoat.workflows.registry import CaseRef, kinds, recorded


def lock(session: Session, ref: CaseRef) -> Mapping[str, Any]:
    """Lock the case's row until the transaction ends, and return it. Raises Problem `not_found`."""
    return _row(session, ref, _locking_select(ref.kind))


def lock_with_above(session: Session, ref: CaseRef) -> Mapping[str, Any]:
    """Lock the case above, if its kind has one, then the case's row, and return the case's row. Raises Problem
    `not_found`.
    """
    above = kinds[ref.kind].above
    if above is not None:
        kind, column = above
        parent = CaseRef(kind, look(session, ref)[column])
        lock(session, parent)
        forget(session, parent)
    return lock(session, ref)


def look(session: Session, ref: CaseRef) -> Mapping[str, Any]:
    """The case's row as it is now, for showing it. No lock is taken, so nobody waits. Raises Problem `not_found`."""
    return _row(session, ref, _select(ref.kind))


def entry(
    ref: CaseRef,
    case_row: Mapping[str, Any],
    trigger: str,
    to_state: str,
    actor: Actor,
    *,
    command_id: UUID | None = None,
    effective_on: date | None = None,
) -> dict[str, Any]:
    """The next journal entry of a case with the row `case_row`; the journal adds the digests."""
    return {
        "id": new_id(),
        "case_kind": recorded(ref.kind),
        "case_id": ref.id,
        "seq": case_row["journal_seq"] + 1,
        "row_version": case_row["version"] + 1,
        "command_id": command_id or new_id(),
        "trigger": trigger,
        "from_state": case_row["status"],
        "to_state": to_state,
        "actor_id": actor.user_id,
        "acting_for": actor.acting_for,
        "agency_id": actor.agency_id,
        "recorded_at": clock.now(),
        "effective_on": effective_on or clock.today(),
        "workflow": case_row["workflow"],
        "workflow_version": case_row["workflow_version"],
        "facts": {},
        "previous_hash": case_row["journal_hash"],
    }


def advance(session: Session, ref: CaseRef, values: dict[str, Any], texts: dict[str, str], state: State) -> bool:
    """Append an entry and put the row into `state`, with everything the state means.

    Returns False when the row has changed since the entry was made.
    """
    salt = journal.seal(values, texts)
    connection = session.connection()
    moved = {
        "case_id": ref.id,
        "seen": values["row_version"] - 1,
        "status": values["to_state"],
        "version": values["row_version"],
        "workflow_version": values["workflow_version"],
        "journal_seq": values["seq"],
        "journal_hash": values["hash"],
        "last_event_at": values["recorded_at"],
        **state.columns(),
    }
    with journal.refusing_a_used_command():
        if connection.dialect.name == "postgresql":
            changed = connection.execute(_both(ref.kind), {**values, **moved})
        else:
            journal.insert_entry(session, values)
            changed = connection.execute(_update(ref.kind), moved)
    journal.keep_words(session, values["id"], salt, texts)
    forget(session, ref)
    return bool(changed.rowcount == 1)


def _row(session: Session, ref: CaseRef, query: Select[Any]) -> Mapping[str, Any]:
    found = session.connection().execute(query, {"case_id": ref.id}).first()
    if found is None:
        raise Problem("not_found")
    return found._asdict()


def forget(session: Session, ref: CaseRef) -> None:
    """The session's own copy of the row is out of date: a later select must not return it."""
    known = session.identity_map.get((kinds[ref.kind].model, (ref.id,), None))
    if known is not None:
        session.expire(known)


@lru_cache(maxsize=64)
def _select(kind: str) -> Select[Any]:
    table = kinds[kind].table
    return select(table).where(table.c.id == bindparam("case_id"))


@lru_cache(maxsize=64)
def _locking_select(kind: str) -> Select[Any]:
    return _select(kind).with_for_update(key_share=True)


@lru_cache(maxsize=64)
def _update(kind: str) -> Update:
    table = kinds[kind].table
    return update(table).where(table.c.id == bindparam("case_id"), table.c.version == bindparam("seen"))


@lru_cache(maxsize=64)
def _both(kind: str) -> TextClause:
    """Write the entry and the row in one statement, which saves a round trip when the database is a server."""
    case, entry = kinds[kind].table, journal.TABLE
    into = [column.name for column in entry.c]
    moved = (
        "status",
        "open",
        "turn",
        "means",
        "version",
        "workflow_version",
        "journal_seq",
        "journal_hash",
        "last_event_at",
    )
    found = text(
        f"WITH entry AS (INSERT INTO {entry.name} ({', '.join(into)}) VALUES ({', '.join(f':{name}' for name in into)})) "  # noqa: S608 - names of our own tables
        f"UPDATE {case.name} SET {', '.join(f'{name} = :{name}' for name in moved)} WHERE id = :case_id AND version = :seen"
    )
    types = {column.name: column.type for column in [*case.c, *entry.c]} | {"seen": case.c.version.type}
    return found.bindparams(*(bindparam(name, type_=types[name]) for name in {*into, *moved, "seen"}))
