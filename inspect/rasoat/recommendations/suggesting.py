"""What the checklists propose to recommend."""

from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.reading import remembered, rows_by_id
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem, Reason
from rasoat.recommendations import counting, coverage, drafts, due
from rasoat.recommendations.data import ObligationData, Suggestion
from rasoat.recommendations.models import Recommendation
from rasoat.recommendations.operations import add_recommendation
from rasoat.visits.models import Response


def suggest(session: Session, inspection_id: UUID) -> list[Suggestion]:
    """What the checklists propose for accepted shortcomings that no recommendation covers yet."""
    inspection = session.get_one(Inspection, inspection_id)
    shortcomings = coverage.uncovered(session, inspection_id)
    # The session then has the responses, and none of the shortcomings asks for its own.
    rows_by_id(session, Response, (finding.response_id for finding in shortcomings))
    found = [_suggestion(session, inspection, finding) for finding in shortcomings]
    return [one for one in found if one is not None]


def _suggestion(session: Session, inspection: Inspection, finding: Finding) -> Suggestion | None:
    draft = finding.draft or {}
    if not draft.get("recommendation"):
        return None
    to_office = draft.get("addressee") == "office" and inspection.office_id
    days = draft.get("due_days")
    due_on, basis = remembered(session, (due.default, days), lambda: due.default(session, days))
    return Suggestion(
        finding_id=finding.id,
        shortcoming=finding.text,
        text=draft["recommendation"],
        addressee_id=inspection.office_id if to_office and inspection.office_id else inspection.unit_id,
        working_days=days,
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


def write_for(
    session: Session, actor: Actor, inspection_id: UUID, finding_id: UUID, text: str, obligation: ObligationData
) -> Recommendation:
    """Write the recommendation for one accepted shortcoming that none covers yet, so that what is sent twice is added once.

    Raises Problem `form.invalid`, also when the shortcoming is covered by now, and those of add_recommendation.
    """
    drafts.lock_inspection(session, actor, inspection_id)
    if finding_id not in {row.id for row in coverage.uncovered(session, inspection_id)}:
        said = "Tồn tại này vừa có kiến nghị, có lý do không kiến nghị, hoặc không còn trong kết quả."
        raise Problem("form.invalid", reasons=[Reason("finding_id", said)])
    return add_recommendation(
        session, actor, inspection_id, text=text, finding_ids=[finding_id], obligations=[obligation]
    )
