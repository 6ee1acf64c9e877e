"""Which rooms there are, in order, and loading them: their tables become known and their rules are registered."""

from importlib import import_module
from importlib.util import find_spec

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
    "authoring",
    "account_changes",
    "absences",
    "importing",
    "codes",
    "plans",
    "inspections",
    "reported",
    "tablets",
    "visits",
    "dangers",
    "findings",
    "recommendations",
    "recommendations.answering",
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
    "reported.desk",
    "owed.desk",
    "followup",
    "reorganisation",
    "tablets.receiving",
    "tablets.taking",
    "tablets.desk",
)


def load() -> None:
    """Import every room's tables and then its rules, so that definitions find what they name."""
    for part in ("models", "rules"):
        for room in ROOMS:
            name = f"rasoat.{room}.{part}"
            if find_spec(name) is not None:
                import_module(name)
