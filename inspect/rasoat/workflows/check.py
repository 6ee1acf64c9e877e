"""Checks definitions against what the rooms have registered: those of the files, and those on which cases run."""

from collections.abc import Iterable

from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import Session

from rasoat import content
from rasoat.problems import Problem
from rasoat.procedures import soundness
from rasoat.procedures.definition import Workflow
from rasoat.procedures.soundness import Fault
from rasoat.workflows import pins
from rasoat.workflows.registry import kinds, registered


def faults(workflow: Workflow, *, stored: bool = False) -> list[Fault]:
    """Everything that is wrong with one definition, held against what the rooms have registered (`soundness.faults`)."""
    return soundness.faults(workflow, registered(), stored=stored)


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
