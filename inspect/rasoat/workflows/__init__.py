"""Engine 1: runs the state machines defined in /workflows. `fire` is the only way a status changes."""

from rasoat.procedures.names import DeadlineUse
from rasoat.workflows.fire import Fired, fire, start
from rasoat.workflows.may import Option, may
from rasoat.workflows.meanings import Meaning, Turn
from rasoat.workflows.models import CaseRow
from rasoat.workflows.registry import (
    CaseKind,
    CaseRef,
    Firing,
    effect,
    guard,
    register_deadline,
    register_kind,
    register_note,
    register_offer,
    relation,
)

__all__ = [
    "CaseKind",
    "CaseRef",
    "CaseRow",
    "DeadlineUse",
    "Fired",
    "Firing",
    "Meaning",
    "Option",
    "Turn",
    "effect",
    "fire",
    "guard",
    "may",
    "register_deadline",
    "register_kind",
    "register_note",
    "register_offer",
    "relation",
    "start",
]
