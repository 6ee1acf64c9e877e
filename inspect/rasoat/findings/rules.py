"""What findings tell the workflow engine: the suggestions that are drafted when the visits are over."""

from rasoat.findings.operations import draft_from_checklists
from rasoat.workflows import Firing, effect


@effect("draft_findings")
def _draft_findings(firing: Firing) -> None:
    draft_from_checklists(firing.session, firing.actor, firing.ref.id)
