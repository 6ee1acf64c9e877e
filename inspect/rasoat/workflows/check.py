"""Is a definition sound? Unreachable states, dead ends, names nobody registered."""

from collections.abc import Iterable
from dataclasses import dataclass

from rasoat import content
from rasoat.workflows.definition import Transition, Workflow
from rasoat.workflows.registry import effects, guards, kinds, relations


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition."""

    workflow: str
    version: int
    message: str

    def __str__(self) -> str:
        return f"{self.workflow} v{self.version}: {self.message}"


def faults(workflow: Workflow) -> list[Fault]:
    """Everything wrong with one definition; empty when it is sound."""
    messages = [*_graph(workflow)]
    if workflow.kind not in kinds:
        messages.append(f"unknown kind “{workflow.kind}”; known: {', '.join(sorted(kinds))}")
    for transition in workflow.transitions:
        messages += _names(workflow, transition)
    return [Fault(workflow.id, workflow.version, message) for message in messages]


def require_sound(workflows: Iterable[Workflow]) -> None:
    """Raise content.ContentError that lists every fault of every definition."""
    found = [fault for workflow in workflows for fault in faults(workflow)]
    if found:
        raise content.ContentError("\n".join(f"workflows/{fault}" for fault in found))


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
        if (workflow.kind, name) not in relations
    ]
    messages += [f"{at}: unknown guard “{name}”" for name in transition.guards if name not in guards]
    messages += [f"{at}: unknown effect “{name}”" for name in transition.effects if name not in effects]
    return messages
