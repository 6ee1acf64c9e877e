"""One `transitions` machine for each definition version. Cases pass through it as small adapters.

The program never calls `add_model` and never makes a machine for each case: by measurement, these cost 100 to 2,700 µs
instead of 9, and leak memory.
"""

from transitions import Machine

from rasoat.procedures.definition import Workflow


class Case:
    """The object that the machine moves. It has only a state, so that its attributes cannot clash with those of a
    table's row.
    """

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class Runtime:
    """A definition ready to run."""

    __slots__ = ("_machine", "definition", "transitions")

    def __init__(self, definition: Workflow) -> None:
        self.definition = definition
        self.transitions = {(t.trigger, source): t for t in definition.transitions for source in t.from_}
        self._machine = Machine(
            model=None,
            states=list(definition.states),
            initial=definition.initial,
            transitions=[
                {"trigger": t.trigger, "source": source, "dest": t.to}
                for t in definition.transitions
                for source in t.from_
            ],
            auto_transitions=False,
            send_event=True,
        )

    def move(self, state: str, trigger: str) -> str:
        """The state after `trigger`. Raises transitions.MachineError when the state does not declare it."""
        case = Case(state)
        self._machine.events[trigger].trigger(case)
        return case.state
