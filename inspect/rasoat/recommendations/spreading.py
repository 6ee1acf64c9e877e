"""The same recommendation for several units of one plan: each inspection gets its own, with its unit as addressee and a due
date by its own rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import Session, col, select

from rasoat import text as texts
from rasoat.accounts.actor import Actor, Role
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DRAFTING, Inspection
from rasoat.problems import Problem, Reason
from rasoat.recommendations import counting, coverage, drafts, queries
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.measures import WITH_FIGURES, Measure
from rasoat.recommendations.models import Obligation, Recommendation, RecommendationFinding
from rasoat.recommendations.operations import add_recommendation
from rasoat.visits import queries as visits

Sources = set[tuple[str, str]]
"""Questions of checklists, as (checklist, item): what the recommendation's own shortcomings came from."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another inspection that may get the same recommendation; `alike` are its shortcomings from the same question."""

    inspection: Inspection
    alike: list[Finding]


def others(session: Session, actor: Actor, row: Recommendation) -> list[Other]:
    """The inspections of the same plan whose recommendations this person may write now, by unit."""
    own = session.get_one(Inspection, row.inspection_id)
    if own.plan_id is None:
        return []
    query = select(Inspection).where(
        Inspection.plan_id == own.plan_id,
        Inspection.id != own.id,
        DRAFTING.condition,
        inspections.visible_to(actor),
        _edited_by(actor),
    )
    found = list(session.exec(query.order_by(col(Inspection.order_text), col(Inspection.id))))
    alike = _alike(session, [one.id for one in found], _sources(session, row.id))
    return [Other(one, alike.get(one.id, [])) for one in found]


def _edited_by(actor: Actor) -> ColumnElement[bool]:
    """The same as inspections.queries.may_edit, for a list."""
    led = actor.role == Role.OFFICER
    member = inspections.in_team(actor, col(Inspection.id))
    return or_(col(Inspection.lead_agency_id) == actor.agency_id, member) if led else member


def _sources(session: Session, recommendation_id: UUID) -> Sources:
    query = select(Finding).join(RecommendationFinding, col(RecommendationFinding.finding_id) == col(Finding.id))
    found = session.exec(query.where(RecommendationFinding.recommendation_id == recommendation_id))
    return {_source(row) for row in found if row.draft}


def _source(finding: Finding) -> tuple[str, str]:
    return str((finding.draft or {}).get("checklist", "")), finding.item


def _alike(session: Session, inspection_ids: Iterable[UUID], sources: Sources) -> dict[UUID, list[Finding]]:
    covered = exists().where(
        col(RecommendationFinding.finding_id) == col(Finding.id),
        col(Recommendation.id) == col(RecommendationFinding.recommendation_id),
        col(Recommendation.removed_at).is_(None),
    )
    query = select(Finding).where(
        col(Finding.inspection_id).in_(list(inspection_ids)),
        Finding.kind == "shortcoming",
        Finding.status == "accepted",
        col(Finding.item).in_({item for _, item in sources}),
        ~covered,
    )
    found: dict[UUID, list[Finding]] = {}
    for row in session.exec(query.order_by(col(Finding.ordinal))) if sources else ():
        if row.draft and _source(row) in sources:
            found.setdefault(row.inspection_id, []).append(row)
    return found


def add_same(session: Session, actor: Actor, recommendation_id: UUID, inspection_id: UUID, text: str) -> Recommendation:
    """Give another inspection of the same plan a recommendation with this text. Its unit is the addressee; it covers the
    shortcomings that came from the same question and have no recommendation yet, by whose term it is due.

    Raises Problem `not_found`, `forbidden`, `recommendation.frozen`, and `form.invalid`, also when that inspection has a
    recommendation with these words: what is sent twice is added once.
    """
    row = queries.require(session, recommendation_id)
    own = visits.require_readable(session, row.inspection_id, actor)
    inspection = drafts.lock_inspection(session, actor, inspection_id)
    if own.plan_id is None or inspection.plan_id != own.plan_id or inspection.id == own.id:
        raise Problem("form.invalid", reasons=[Reason("others", "Chọn cuộc kiểm tra khác của cùng kế hoạch.")])
    known = {texts.fold(told.recommendation.text) for told in queries.recommendations_of(session, inspection_id)}
    if texts.fold(text) in known:
        raise Problem("form.invalid", reasons=[Reason("others", "Cuộc kiểm tra này đã có kiến nghị cùng nội dung.")])
    sources = _sources(session, row.id)
    covers = [one for one in coverage.uncovered(session, inspection_id) if one.draft and _source(one) in sources]
    asked = _obligation(session, row.id)
    return add_recommendation(
        session,
        actor,
        inspection_id,
        text=text,
        finding_ids=[one.id for one in covers],
        obligations=[ObligationData(inspection.unit_id, None, _measures(session, asked, covers), _term(covers))],
        urgency=Urgency(asked.priority, asked.priority_reason) if asked else Urgency(),
    )


def _obligation(session: Session, recommendation_id: UUID) -> Obligation | None:
    return next(iter(drafts.obligations_of(session, recommendation_id)), None)


def _measures(session: Session, asked: Obligation | None, covers: Iterable[Finding]) -> tuple[str | Measure, ...]:
    """The measures without figures, since 46 signs are those of one unit; the figures are what this unit's own give."""
    kept = [part.as_measure for part in asked.parts if part.measure] if asked else []
    own = [counting.suggested(session, one) for one in covers]
    found = [one for one in kept if one.kind not in WITH_FIGURES] + [one for one in own if one]
    return tuple(found) or ("",)


def _term(covers: Iterable[Finding]) -> int | None:
    """The shortest term that the shortcomings' questions suggest; without any the obligations' workflow says it."""
    return min((days for one in covers if (days := (one.draft or {}).get("due_days"))), default=None)
