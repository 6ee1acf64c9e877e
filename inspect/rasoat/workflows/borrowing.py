"""Completing the states of an older version: a later release of the program may ask for meanings that it does not
have.

A stored version never changes, and cases stay on it. When a version names a meaning nowhere, its states take it from
the first later version that names it, by the states' names; that version never changes either. A state that no later
version has keeps only its own meanings: `rasoat workflows check` reports this, and `rasoat workflows move` moves the
cases away.
"""

from collections.abc import Sequence

from rasoat.procedures.definition import State, Workflow
from rasoat.workflows.registry import kind_recorded_as, meanings


def complete(definition: Workflow, later: Sequence[Workflow]) -> Workflow:
    """The definition with what it takes from `later` versions, which are in order."""
    lacking = {name for kind, name in meanings if kind == kind_recorded_as(definition.kind)} - _meant(definition)
    if definition.says_what_states_mean and not lacking:
        return definition
    published = [w for w in later if not w.draft]
    sources = {name: w for name in sorted(lacking) if (w := next((w for w in published if name in _meant(w)), None))}
    told = None if definition.says_what_states_mean else next((w for w in published if w.says_what_states_mean), None)
    states = {name: _borrowed(name, state, told, sources) for name, state in definition.states.items()}
    return definition.model_copy(update={"states": states})


def _meant(definition: Workflow) -> set[str]:
    return {meaning for state in definition.states.values() for meaning in state.means}


def _borrowed(name: str, state: State, told: Workflow | None, sources: dict[str, Workflow]) -> State:
    same = told.states.get(name) if told else None
    more = [m for m, source in sources.items() if name in source.states and m in source.states[name].means]
    plain = {"open": same.open, "turn": same.turn} if same else {}
    return state.model_copy(update={**plain, "means": [*state.means, *more]})
