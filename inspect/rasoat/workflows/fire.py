"""The one door through which a status changes.

Works on Core statements: measured, a session's unit of work costs twice what the whole rest does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Update, bindparam, select, update
from sqlmodel import Session, SQLModel
from sqlmodel import select as orm_select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.problems import Problem, Reason
from rasoat.workflows import journal, needs, pins
from rasoat.workflows.definition import Transition, Workflow
from rasoat.workflows.models import CaseRow, JournalEntry
from rasoat.workflows.registry import CaseRef, Firing, effects, guards, kinds, relation_titles, relations


@dataclass(frozen=True, slots=True)
class Fired:
    """What an action did. `repeated`: it had been done before under the same command, and nothing was done now."""

    entry_id: UUID
    seq: int
    from_state: str
    to_state: str
    repeated: bool = False


def start(
    session: Session, row: CaseRow, kind: str, workflow: str, actor: Actor, effective_on: date | None = None
) -> None:
    """Begin a case on the newest version of a workflow: add its row and the first journal entry."""
    definition = pins.newest(session, workflow).definition
    if definition.kind != kind:
        raise ValueError(f"workflow {workflow} is for {definition.kind}, not {kind}")
    now = clock.now()
    row.status, row.workflow, row.workflow_version = definition.initial, definition.id, definition.version
    row.journal_seq, row.last_event_at = 1, now
    record = {"workflow": row.workflow, "workflow_version": row.workflow_version, "journal_hash": "", "journal_seq": 0}
    values = _entry(CaseRef(kind, row.id), "create", "", row.status, record, actor, effective_on, new_id())
    row.journal_hash = journal.append(session, values, {})
    session.add(row)
    session.flush()


def fire(
    session: Session,
    ref: CaseRef,
    trigger: str,
    actor: Actor,
    *,
    expected_version: int | None = None,
    command_id: UUID | None = None,
    payload: dict[str, Any] | None = None,
    effective_on: date | None = None,
) -> Fired:
    """Make one declared transition, or raise a Problem and change nothing.

    `expected_version` is the version of the row the person saw (None: whatever it is); `command_id` makes a retry
    harmless; `effective_on` is the legal date when it differs from today. Raises `case.stale`, `case.wrong_state`,
    `case.not_allowed`, `case.refused` (with every reason), `case.command_reused`, `not_found`.
    """
    session.flush()
    record = lock(session, ref)
    if command_id is not None and (expected_version is None or expected_version != record["version"]):
        earlier = _earlier(session, ref, trigger, command_id)
        if earlier:
            return earlier
    if expected_version is not None and expected_version != record["version"]:
        raise _stale(session, ref, record)
    runtime = pins.runtime(session, record["workflow"], record["workflow_version"])
    transition = runtime.transitions.get((trigger, record["status"]))
    if transition is None:
        raise _undeclared(runtime.definition, trigger, record["status"])
    if not stands_in_relation(session, ref, record, transition, actor):
        raise Problem("case.not_allowed", action=transition.title, by=titles_of(transition.by))
    clean, reasons = needs.check(transition, payload or {})
    firing = Firing(session, ref, record, runtime.definition, transition, actor, clean, effective_on)
    reasons += reasons_against(firing, tried=True)
    if reasons:
        raise Problem("case.refused", action=transition.title, reasons=reasons)
    return _carry_out(firing, runtime.move(record["status"], trigger), command_id or new_id())


def lock(session: Session, ref: CaseRef) -> Mapping[str, Any]:
    """The case's row, held until the transaction ends. Raises Problem `not_found`."""
    return _row(session, ref, _select(ref.kind).with_for_update())


def look(session: Session, ref: CaseRef) -> Mapping[str, Any]:
    """The case's row as it is now, for showing; nobody has to wait. Raises Problem `not_found`."""
    return _row(session, ref, _select(ref.kind))


def _row(session: Session, ref: CaseRef, query: Select[Any]) -> Mapping[str, Any]:
    found = session.connection().execute(query, {"case_id": ref.id}).mappings().first()
    if found is None:
        raise Problem("not_found")
    return dict(found)


def stands_in_relation(
    session: Session, ref: CaseRef, record: Mapping[str, Any], transition: Transition, actor: Actor
) -> bool:
    """Whether the actor is one of those the transition names."""
    return any(relations[ref.kind, name](session, record, actor) for name in transition.by)


def reasons_against(firing: Firing, *, tried: bool) -> list[Reason]:
    """Every reason why the guards refuse; those that look at the payload only when the action is `tried`."""
    found: list[Reason] = []
    for name in firing.transition.guards:
        guard = guards[name]
        if tried or not guard.needs_payload:
            found += guard.check(firing)
    return found


def titles_of(names: list[str]) -> str:
    """Relations as people call them."""
    return ", ".join(relation_titles.get(name, name) for name in names)


def _carry_out(firing: Firing, to_state: str, command_id: UUID) -> Fired:
    session, ref, record = firing.session, firing.ref, firing.record
    values = _entry(
        ref,
        firing.transition.trigger,
        record["status"],
        to_state,
        record,
        firing.actor,
        firing.effective_on,
        command_id,
    )
    values["facts"], texts = needs.split(firing.transition, firing.payload)
    firing.now, firing.entry_id, firing.effective_on = values["recorded_at"], values["id"], values["effective_on"]
    changed = session.connection().execute(
        _update(ref.kind),
        {
            "case_id": ref.id,
            "seen": record["version"],
            "status": to_state,
            "version": record["version"] + 1,
            "journal_seq": values["seq"],
            "journal_hash": journal.append(session, values, texts),
            "last_event_at": values["recorded_at"],
        },
    )
    if changed.rowcount != 1:
        raise _stale(session, ref, record)
    _forget(session, ref)
    for name in firing.transition.effects:
        effects[name](firing)
    return Fired(values["id"], values["seq"], record["status"], to_state)


def _entry(
    ref: CaseRef,
    trigger: str,
    from_state: str,
    to_state: str,
    record: Mapping[str, Any],
    actor: Actor,
    effective_on: date | None,
    command_id: UUID,
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "case_kind": ref.kind,
        "case_id": ref.id,
        "seq": record["journal_seq"] + 1,
        "command_id": command_id,
        "trigger": trigger,
        "from_state": from_state,
        "to_state": to_state,
        "actor_id": actor.user_id,
        "agency_id": actor.agency_id,
        "recorded_at": clock.now(),
        "effective_on": effective_on or clock.today(),
        "workflow": record["workflow"],
        "workflow_version": record["workflow_version"],
        "facts": {},
        "previous_hash": record["journal_hash"],
    }


def _forget(session: Session, ref: CaseRef) -> None:
    """The session's own copy of the row is old now: a later select must not give it back."""
    known = session.identity_map.get((kinds[ref.kind].model, (ref.id,), None))
    if known is not None:
        session.expire(known)


@lru_cache(maxsize=64)
def _select(kind: str) -> Select[Any]:
    table = SQLModel.metadata.tables[str(kinds[kind].model.__tablename__)]
    return select(table).where(table.c.id == bindparam("case_id"))


@lru_cache(maxsize=64)
def _update(kind: str) -> Update:
    table = SQLModel.metadata.tables[str(kinds[kind].model.__tablename__)]
    changed = ["status", "version", "journal_seq", "journal_hash", "last_event_at"]
    return (
        update(table)
        .where(table.c.id == bindparam("case_id"), table.c.version == bindparam("seen"))
        .values({name: bindparam(name) for name in changed})
    )


def _earlier(session: Session, ref: CaseRef, trigger: str, command_id: UUID) -> Fired | None:
    entry = session.exec(orm_select(JournalEntry).where(JournalEntry.command_id == command_id)).first()
    if entry is None:
        return None
    if (entry.case_kind, entry.case_id, entry.trigger) != (ref.kind, ref.id, trigger):
        raise Problem("case.command_reused")
    return Fired(entry.id, entry.seq, entry.from_state, entry.to_state, repeated=True)


def _stale(session: Session, ref: CaseRef, record: Mapping[str, Any]) -> Problem:
    last = journal.entries(session, ref)[-1][0]
    who = session.get(User, last.actor_id)
    definition = pins.runtime(session, record["workflow"], record["workflow_version"]).definition
    done = definition.named(last.trigger)
    return Problem(
        "case.stale",
        who=who.full_name if who else "Người khác",
        what_done=done.title if done else "Sửa hồ sơ",
        when=clock.local(last.recorded_at).strftime("%H:%M ngày %d/%m/%Y"),
    )


def _undeclared(definition: Workflow, trigger: str, state: str) -> Problem:
    known = definition.named(trigger)
    if known is None:
        return Problem("case.unknown_action", action=trigger)
    return Problem("case.wrong_state", action=known.title, state=definition.states[state].title)
