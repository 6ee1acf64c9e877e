"""Entries in a case's journal that change no state: something came in, somebody decided something beside the workflow.

The row's version stays: who has the case's page open may still act on it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.prepared import Insert, Update
from rasoat.workflows import journal, rows
from rasoat.workflows.registry import CaseRef, kinds

_INSERT = Insert(journal.TABLE)


def note(
    session: Session, ref: CaseRef, trigger: str, actor: Actor, facts: Mapping[str, Any], texts: dict[str, str]
) -> None:
    """Append one entry to a case, which is held from here on. Raises Problem `not_found`."""
    session.flush()
    record = dict(rows.lock(session, ref))
    values = _entry(ref, record, trigger, actor, facts)
    journal.append(session, values, texts)
    _advance(record, values)
    keep_ends(session, ref.kind, [record])


def follow(
    ref: CaseRef, record: dict[str, Any], trigger: str, actor: Actor, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """The next entry of a held case, sealed, to be written by `keep`. `record`, the case's row, moves on with it."""
    values = _entry(ref, record, trigger, actor, facts)
    journal.seal(values, {})
    _advance(record, values)
    return values


def keep(session: Session, kind: str, entries: list[dict[str, Any]], records: Iterable[Mapping[str, Any]]) -> None:
    """Write what `follow` made: all entries, and where each case's journal now ends."""
    if entries:
        _INSERT.run(session, entries)
        keep_ends(session, kind, records)


def keep_ends(session: Session, kind: str, records: Iterable[Mapping[str, Any]]) -> None:
    """Bring cases' rows to the ends of their journals."""
    ends = [
        {name: record[name] for name in ("id", "journal_seq", "journal_hash", "last_event_at")} for record in records
    ]
    _update(kind).run(session, ends)
    for end in ends:
        rows.forget(session, CaseRef(kind, end["id"]))


def _entry(
    ref: CaseRef, record: Mapping[str, Any], trigger: str, actor: Actor, facts: Mapping[str, Any]
) -> dict[str, Any]:
    values = rows.entry(ref, record, trigger, record["status"], actor)
    values["row_version"], values["facts"] = record["version"], dict(facts)
    return values


def _advance(record: dict[str, Any], values: Mapping[str, Any]) -> None:
    record["journal_seq"], record["journal_hash"] = values["seq"], values["hash"]
    record["last_event_at"] = values["recorded_at"]


@lru_cache(maxsize=64)
def _update(kind: str) -> Update:
    return Update(kinds[kind].table)
