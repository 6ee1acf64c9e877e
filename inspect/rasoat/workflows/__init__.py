"""Engine 1: runs the state machines defined in /workflows. `fire` is the only way a status changes."""

from rasoat.workflows.fire import Fired, fire, start
from rasoat.workflows.may import Option, may
from rasoat.workflows.models import CaseRow
from rasoat.workflows.registry import CaseKind, CaseRef, Firing, effect, guard, register_kind, register_note, relation

__all__ = [
    "CaseKind",
    "CaseRef",
    "CaseRow",
    "Fired",
    "Firing",
    "Option",
    "effect",
    "fire",
    "guard",
    "may",
    "register_kind",
    "register_note",
    "relation",
    "start",
]
