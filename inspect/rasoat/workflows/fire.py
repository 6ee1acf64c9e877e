"""The only function that changes a status, `fire`, and `start`, which begins a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import against_signing, full_names
from rasoat.problems import Problem, Reason
from rasoat.procedures.definition import Transition, Workflow
from rasoat.workflows import journal, meanings, needs, pins, rows
from rasoat.workflows.models import CaseRow, JournalEntry
from rasoat.workflows.registry import (
    CaseRef,
    Firing,
    conditions,
    effects,
    guards,
    is_signature,
    note_titles,
    recorded,
    relation_titles,
    relations,
    standing,
)


@dataclass(frozen=True, slots=True)
class Fired:
    """What an action did. `repeated` says that the same command had done it before, so that nothing was done now."""

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
    row.workflow, row.workflow_version = definition.id, definition.version
    row.status, row.journal_seq, row.journal_hash = "", 0, ""
    case_row = {**row.model_dump(), "version": row.version - 1}
    values = rows.entry(CaseRef(kind, row.id), case_row, "create", definition.initial, actor, effective_on=effective_on)
    meanings.place(session, row, definition.initial)
    row.journal_seq, row.last_event_at = 1, values["recorded_at"]
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
    harmless; `effective_on` is the legal date when it differs from today. Raises `case.stale` or `case.edited`,
    `case.wrong_state`, `case.unknown_action`, `case.not_allowed`, `case.refused` (with every reason),
    `case.command_reused`, `login.password_again` for a signature without the password, `not_found`.
    """
    session.flush()
    case_row = rows.lock_with_above(session, ref)
    # A command that was done before has raised the version, so that a row which still has the expected version shows
    # that this command is new.
    changed = expected_version != case_row["version"]
    if command_id is not None and changed and (earlier := _earlier(session, ref, trigger, actor, command_id)):
        return earlier
    if expected_version is not None and changed:
        raise _stale(session, ref, case_row, expected_version)
    runtime = pins.runtime(session, case_row["workflow"], case_row["workflow_version"])
    transition = runtime.transitions.get((trigger, case_row["status"]))
    if transition is None:
        raise _undeclared(runtime.definition, trigger, case_row["status"])
    acting = acting_as(session, ref, case_row, transition, actor)
    if acting is None:
        raise Problem("case.not_allowed", action=transition.title, by=titles_of(transition.by))
    clean, reasons = needs.check(transition, payload or {})
    firing = Firing(
        session, ref, case_row, runtime.definition, transition, acting, clean, effective_on or clock.today()
    )
    _require_no_reasons(firing, reasons)
    return _carry_out(firing, runtime.move(case_row["status"], trigger), command_id)


def _require_no_reasons(firing: Firing, reasons: list[Reason]) -> None:
    """Raise every reason against the action at once, or else ask for the password again if it is a signature."""
    found = [*reasons, *reasons_against(firing, tried=True)]
    if found:
        raise Problem("case.refused", action=firing.transition.title, reasons=found)
    if is_signature(firing.transition) and not firing.actor.password_fresh:
        raise Problem("login.password_again", action=firing.transition.title)


def acting_as(
    session: Session, ref: CaseRef, case_row: Mapping[str, Any], transition: Transition, actor: Actor
) -> Actor | None:
    """The actor as whom he has one of the relations that the transition names: as himself, or else in the stead of one who
    is away. None when he has none of them. A relation by role is asked of his own role either way.
    """
    for one in actor.selves():
        if any(relations[ref.kind, name](session, case_row, one) for name in transition.by):
            return one
    return None


def reasons_against(firing: Firing, *, tried: bool) -> list[Reason]:
    """Every reason why the guards and the conditions of the effects refuse. Guards that look at the payload are asked only
    when the action is really `tried`.
    """
    found: list[Reason] = []
    if is_signature(firing.transition):
        found += against_signing(firing.session, firing.actor)
    for check in standing.get(firing.ref.kind, ()):
        found += check(firing)
    for name in firing.transition.guards:
        guard = guards[name]
        if tried or not guard.needs_payload:
            found += guard.check(firing)
    for name in firing.transition.effects:
        if name in conditions:
            found += conditions[name](firing)
    return found


def titles_of(names: list[str]) -> str:
    """The titles of relations, for people."""
    return ", ".join(relation_titles.get(name, name) for name in names)


def _carry_out(firing: Firing, to_state: str, command_id: UUID | None) -> Fired:
    session, ref, case_row = firing.session, firing.ref, firing.case_row
    values = rows.entry(
        ref,
        case_row,
        firing.transition.trigger,
        to_state,
        firing.actor,
        command_id=command_id,
        effective_on=firing.effective_on,
    )
    values["facts"], texts = needs.split(firing.transition, firing.payload)
    firing.now, firing.entry_id, firing.effective_on = values["recorded_at"], values["id"], values["effective_on"]
    if not rows.advance(session, ref, values, texts, firing.definition.states[to_state]):
        raise _stale(session, ref, case_row, None)
    for name in firing.transition.effects:
        effects[name](firing)
    return Fired(values["id"], values["seq"], case_row["status"], to_state)


def _earlier(session: Session, ref: CaseRef, trigger: str, actor: Actor, command_id: UUID) -> Fired | None:
    entry = session.exec(select(JournalEntry).where(JournalEntry.command_id == command_id)).first()
    if entry is None:
        return None
    before = (entry.case_kind, entry.case_id, entry.trigger, entry.actor_id)
    if before != (recorded(ref.kind), ref.id, trigger, actor.user_id):
        raise Problem("case.command_reused")
    return Fired(entry.id, entry.seq, entry.from_state, entry.to_state, repeated=True)


def _stale(session: Session, ref: CaseRef, case_row: Mapping[str, Any], expected: int | None) -> Problem:
    # Entries that do not change a state are not anybody's act on the case.
    acts = [entry for entry, _ in journal.entries(session, ref) if entry.trigger not in note_titles]
    last = acts[-1]
    if expected is not None and expected >= last.row_version:
        # Nobody acted on the case since the person saw it. Its content was edited, which the journal does not record.
        return Problem("case.edited")
    who = full_names(session, [last.actor_id]).get(last.actor_id, "Người khác")
    definition = pins.runtime(session, case_row["workflow"], case_row["workflow_version"]).definition
    done = definition.named(last.trigger)
    return Problem(
        "case.stale",
        who=who,
        what_done=done.title if done else "Lập hoặc chuyển hồ sơ",
        when=clock.time_text(last.recorded_at),
    )


def _undeclared(definition: Workflow, trigger: str, state: str) -> Problem:
    known = definition.named(trigger)
    if known is None:
        return Problem("case.unknown_action", action=trigger)
    return Problem("case.wrong_state", action=known.title, state=definition.states[state].title)
