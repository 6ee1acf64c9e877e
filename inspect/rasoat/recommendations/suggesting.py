"""What the checklists propose to recommend."""

from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations import counting, coverage, drafts, due
from rasoat.recommendations.data import ObligationData, Suggestion
from rasoat.recommendations.models import Recommendation
from rasoat.recommendations.operations import add_recommendation


def suggest(session: Session, inspection_id: UUID) -> list[Suggestion]:
    """What the checklists propose for accepted shortcomings that no recommendation covers yet."""
    inspection = session.get_one(Inspection, inspection_id)
    found = (_suggestion(session, inspection, finding) for finding in coverage.uncovered(session, inspection_id))
    return [one for one in found if one is not None]


def _suggestion(session: Session, inspection: Inspection, finding: Finding) -> Suggestion | None:
    draft = finding.draft or {}
    if not draft.get("recommendation"):
        return None
    to_office = draft.get("addressee") == "office" and inspection.office_id
    due_on, basis = due.default(session, draft.get("due_days"))
    return Suggestion(
        finding_id=finding.id,
        shortcoming=finding.text,
        text=draft["recommendation"],
        addressee_id=inspection.office_id if to_office and inspection.office_id else inspection.unit_id,
        working_days=draft.get("due_days"),
        term=due.words(basis),
        due_on=due_on,
        # What the unit has to reach is no measure of what its office has to do.
        measure=None if to_office else counting.suggested(session, finding),
    )


def take_over(session: Session, actor: Actor, inspection_id: UUID, finding_id: UUID) -> Recommendation:
    """Make the checklist's proposal for one shortcoming a recommendation. Raises Problem `not_found` when it proposes
    none.
    """
    drafts.lock_inspection(session, actor, inspection_id)
    found = next((one for one in suggest(session, inspection_id) if one.finding_id == finding_id), None)
    if found is None:
        raise Problem("not_found")
    obligation = ObligationData(found.addressee_id, measures=(found.measure or "",), working_days=found.working_days)
    return add_recommendation(
        session, actor, inspection_id, text=found.text, finding_ids=[finding_id], obligations=[obligation]
    )
