"""The order of a workflow's states as people meet them. A stored definition has its states only in the order of their
names.
"""

from rasoat.procedures.definition import State, Workflow


def in_order(definition: Workflow) -> dict[str, State]:
    """All states, those nearest to the beginning first."""
    return {name: definition.states[name] for name in _came_from(definition)}


def to_the_end(definition: Workflow) -> list[str]:
    """The shortest way from the first state to the good end, which is the usual path."""
    came_from = _came_from(definition)
    ends = [name for name in came_from if definition.states[name].final and definition.states[name].tone == "ok"]
    path: list[str] = []
    step: str | None = ends[0] if ends else None
    while step is not None:
        path.insert(0, step)
        step = came_from[step]
    return path


def _came_from(definition: Workflow) -> dict[str, str | None]:
    """Each state with the one from which it is first reached, breadth first in the order of the transitions."""
    found: dict[str, str | None] = {definition.initial: None}
    waiting = [definition.initial]
    while waiting:
        state = waiting.pop(0)
        for transition in definition.leaving(state):
            if transition.to != "=" and transition.to not in found:
                found[transition.to] = state
                waiting.append(transition.to)
    return found
