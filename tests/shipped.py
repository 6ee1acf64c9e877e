"""The content as it is shipped. Tests ask here for its versions: none of them depends on a number."""

from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.workflows import pins

CHECKLISTS: dict[str, Definition] = {definition.id: definition for definition in catalog.load_all().values()}
WORKFLOWS = {workflow.id: workflow for workflow in pins.load_files()}


def version(checklist: str) -> int:
    """The shipped version of one checklist."""
    return CHECKLISTS[checklist].version
