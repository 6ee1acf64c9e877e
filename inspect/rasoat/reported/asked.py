"""What a unit is asked to report of itself: items of the checklists' section about the unit."""

from rasoat.checklists.definition import Definition
from rasoat.checklists.items import Item

_UNASKED = ("photo", "location", "signature")
"""Types of items that nobody answers in a report."""


def of_unit(definition: Definition) -> list[Item]:
    """What a report can tell of; nothing about single children or families."""
    if not definition.has("unit"):
        return []
    items = definition.section("unit").items
    return [item for item in items if item.type not in _UNASKED and item.visibility != "child"]


def figures(definition: Definition) -> list[Item]:
    """The numbers among it, which are put beside the question when the team comes."""
    return [item for item in of_unit(definition) if item.is_number]
