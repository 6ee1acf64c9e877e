"""Which rooms there are, in order, and loading them: their tables become known and their rules are registered."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

ROOMS = (
    "db",
    "definitions",
    "outbox",
    "units",
    "accounts",
    "files",
    "notifying",
    "workflows",
    "checklists",
    "documents",
    "exporting",
    "bulk",
    "authoring",
    "account_changes",
    "absences",
    "importing",
    "codes",
    "plans",
    "inspections",
    "inspections.places",
    "arranging",
    "reported",
    "tablets",
    "visits",
    "visits.assigned",
    "dangers",
    "findings",
    "recommendations",
    "recommendations.answering",
    "recommendations.at_once",
    "recommendations.inside",
    "recommendations.priorities",
    "recommendations.repeats",
    "recommendations.calendar",
    "recommendations.obligations",
    "proposals",
    "meetings",
    "owed",
    "papers",
    "official",
    "incoming",
    "earlier",
    "reported.desk",
    "owed.desk",
    "followup",
    "ranking",
    "reorganisation",
    "tablets.receiving",
    "tablets.taking",
    "tablets.desk",
)


@cache
def module(name: str) -> ModuleType | None:
    """A module of the package, imported; None where there is none. It is looked for once: what a room has never changes
    while the program runs.
    """
    return import_module(name) if find_spec(name) is not None else None


def load() -> None:
    """Import every room's tables, then its rules, so that definitions find what they name, then what can be done to many of
    its rows, which the worker does too.
    """
    for part in ("models", "rules", "bulk"):
        for room in ROOMS:
            module(f"rasoat.{room}.{part}")
