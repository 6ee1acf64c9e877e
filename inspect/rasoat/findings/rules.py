"""What findings register with the workflow engine: suggestions are drafted when the visits are over."""

from rasoat.findings.operations import draft_from_checklists
from rasoat.workflows import Firing, effect


@effect("draft_findings")
def _draft_findings(firing: Firing) -> None:
    draft_from_checklists(firing.session, firing.actor, firing.ref.id)
