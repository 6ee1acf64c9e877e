"""Checks whether a definition is sound: it finds unreachable states, dead ends, names that nobody registered and empty
titles.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import Session

from rasoat import content
from rasoat.problems import Problem
from rasoat.workflows import pins
from rasoat.workflows.definition import Transition, Workflow
from rasoat.workflows.registry import deadlines, effects, guards, kind_recorded_as, kinds, meanings, relations, turns


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition."""

    workflow: str
    version: int
    message: str

    def __str__(self) -> str:
        return f"{self.workflow} v{self.version}: {self.message}"


def faults(workflow: Workflow, *, stored: bool = False) -> list[Fault]:
    """Everything that is wrong with one definition; empty when it is sound.

    A `stored` version is from an earlier release. It need not have the deadlines that this release reads, or the
    meanings that it asks of states.
    """
    messages = [*_graph(workflow), *_titles(workflow)]
    messages += [] if stored else [*_meanings(workflow), *_deadlines(workflow)]
    if kind_recorded_as(workflow.kind) not in kinds:
        messages.append(f"unknown kind “{workflow.kind}”; known: {', '.join(sorted(kinds))}")
    for transition in workflow.transitions:
        messages += _names(workflow, transition)
    return [Fault(workflow.id, workflow.version, message) for message in messages]


def require_sound(workflows: Iterable[Workflow]) -> None:
    """Raise content.ContentError that lists every fault of every definition."""
    found = [fault for workflow in workflows for fault in faults(workflow)]
    if found:
        raise content.ContentError("\n".join(f"workflows/{fault}" for fault in found))


def check_database(session: Session) -> list[Fault]:
    """Everything that is wrong with the stored versions on which cases run; the YAML files are not read."""
    found: list[Fault] = []
    for kind in kinds.values():
        cases = kind.table
        used = select(cases.c.workflow, cases.c.workflow_version, cases.c.status).distinct()
        states: dict[tuple[str, int], set[str]] = {}
        for name, version, status in session.connection().execute(used):
            states.setdefault((name, version), set()).add(status)
        for (name, version), in_use in sorted(states.items()):
            found += _stored_faults(session, name, version, in_use)
    return found


def _stored_faults(session: Session, name: str, version: int, in_use: set[str]) -> list[Fault]:
    try:
        workflow = pins.runtime(session, name, version).definition
    except Problem as problem:
        return [Fault(name, version, f"{problem.what} {problem.todo}")]
    except ValidationError as error:
        return [Fault(name, version, f"its stored body cannot be read: {error}")]
    lost = sorted(in_use - set(workflow.states))
    return [
        *faults(workflow, stored=True),
        *(Fault(name, version, f"cases are in state “{s}”, which it does not have") for s in lost),
    ]


def _titles(workflow: Workflow) -> list[str]:
    messages = [
        f"state “{name}” has a blank title" for name, state in workflow.states.items() if not state.title.strip()
    ]
    for transition in workflow.transitions:
        at = f"transition “{transition.trigger}”"
        if not transition.title.strip():
            messages.append(f"{at} has a blank title")
        asked = Counter(need.field for need in transition.needs)
        messages += [f"{at} asks for “{field}” more than once" for field, times in asked.items() if times > 1]
    for name in workflow.states:
        titles = Counter(t.title for t in workflow.leaving(name))
        messages += [f"state “{name}”: {times} actions are called “{t}”" for t, times in titles.items() if times > 1]
    return messages


def _meanings(workflow: Workflow) -> list[str]:
    """Every meaning of a state must be one that a room asks for, and every meaning that a room asks for must have a
    state.
    """
    of = kind_recorded_as(workflow.kind)
    asked = {name for kind, name in meanings if kind == of}
    messages = []
    for name, state in workflow.states.items():
        messages += [f"state “{name}” means “{m}”, which nothing asks for" for m in state.means if m not in asked]
        if state.turn and (of, state.turn) not in turns:
            messages.append(f"state “{name}”: nothing asks whether it is the turn of “{state.turn}”")
    meant = {meaning for state in workflow.states.values() for meaning in state.means}
    return messages + [f"no state means “{name}”: {meanings[of, name]}" for name in sorted(asked) if name not in meant]


def _deadlines(workflow: Workflow) -> list[str]:
    """Every deadline, and every part of one, must be read by some room; otherwise changing it would change nothing."""
    messages = []
    for name, rule in workflow.deadlines.items():
        use = deadlines.get((kind_recorded_as(workflow.kind), name))
        if use is None:
            messages.append(f"deadline “{name}”: nothing reads it; a {workflow.kind} has {_read(workflow) or 'none'}")
            continue
        if rule.remind_before and not use.reminds:
            messages.append(f"deadline “{name}”: nothing reads “remind_before”")
        if rule.extension and not use.extends:
            messages.append(f"deadline “{name}”: nothing reads “extension”")
    return messages + [
        f"deadline “{name}” is missing: {use.why}"
        for (kind, name), use in deadlines.items()
        if kind == kind_recorded_as(workflow.kind) and use.required and name not in workflow.deadlines
    ]


def _read(workflow: Workflow) -> str:
    return ", ".join(sorted(name for kind, name in deadlines if kind == kind_recorded_as(workflow.kind)))


def _graph(workflow: Workflow) -> list[str]:
    reached = {workflow.initial}
    while True:
        more = {t.to for t in workflow.transitions if t.to != "=" and reached & set(t.from_)} - reached
        if not more:
            break
        reached |= more
    messages = [f"state “{s}” can never be reached" for s in workflow.states if s not in reached]
    leaving = {s for t in workflow.transitions if t.to != "=" for s in t.from_}
    messages += [
        f"state “{name}” is a dead end; mark it final or declare a way out"
        for name, state in workflow.states.items()
        if not state.final and name not in leaving
    ]
    return messages


def _names(workflow: Workflow, transition: Transition) -> list[str]:
    at = f"transition “{transition.trigger}”"
    messages = [
        f"{at}: unknown relation “{name}” for {workflow.kind}"
        for name in transition.by
        if (kind_recorded_as(workflow.kind), name) not in relations
    ]
    messages += [f"{at}: unknown guard “{name}”" for name in transition.guards if name not in guards]
    messages += [f"{at}: unknown effect “{name}”" for name in transition.effects if name not in effects]
    return messages
