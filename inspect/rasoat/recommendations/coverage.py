"""Whether an inspection's recommendations can be sent: every shortcoming must be covered, every obligation complete."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.findings.models import Finding
from rasoat.problems import Reason
from rasoat.recommendations.conditions import kept_condition
from rasoat.recommendations.models import (
    DRAFTING,
    DROPPED,
    ENDED,
    PASSED_ON,
    Obligation,
    Recommendation,
    RecommendationFinding,
)
from rasoat.text import shortened


def covered_ids(session: Session, inspection_id: UUID) -> set[UUID]:
    """Findings that a recommendation covers. A finding that was merged passes its recommendations to the one it was
    merged into.

    What a letter asked before the result notice and was withdrawn since covers nothing any more.
    """
    query = (
        select(Finding.id, Finding.merged_into_id)
        .join(RecommendationFinding, col(RecommendationFinding.finding_id) == col(Finding.id))
        .join(Recommendation, col(Recommendation.id) == col(RecommendationFinding.recommendation_id))
        .where(Recommendation.inspection_id == inspection_id, ~_withdrawn_before(inspection_id))
    )
    return {into or finding_id for finding_id, into in session.exec(query)}


def _withdrawn_before(inspection_id: UUID) -> ColumnElement[bool]:
    its = Obligation.inspection_id == inspection_id, Obligation.source_kind == "recommendation"
    over = and_(col(Obligation.danger_id).is_not(None), ENDED.condition, ~PASSED_ON.condition)
    rests = select(Obligation.source_id).where(*its, ~DROPPED.condition, ~over)
    return and_(
        col(Recommendation.id).in_(select(Obligation.source_id).where(*its, over)),
        col(Recommendation.id).not_in(rests),
    )


def uncovered(session: Session, inspection_id: UUID) -> list[Finding]:
    """Accepted shortcomings that have neither a recommendation nor a stated reason for having none."""
    covered = covered_ids(session, inspection_id)
    return [
        finding
        for finding in _shortcomings(session, inspection_id, "accepted")
        if finding.id not in covered and not finding.no_recommendation_reason.strip()
    ]


def reasons(session: Session, inspection_id: UUID) -> list[Reason]:
    """Why the results cannot be announced yet: shortcomings without a recommendation, and suggestions that nobody
    decided on.
    """
    found = [
        Reason(
            "findings",
            f"Tồn tại {finding.ordinal} (“{shortened(finding.text, 70)}”) chưa có kiến nghị, cũng chưa nêu lý do không kiến nghị.",
        )
        for finding in uncovered(session, inspection_id)
    ]
    undecided = len(_shortcomings(session, inspection_id, "drafted"))
    if undecided:
        found.append(Reason("findings", f"Còn {undecided} tồn tại do bảng kiểm gợi ý chưa được nhận hoặc bỏ."))
    return found


def _shortcomings(session: Session, inspection_id: UUID, status: str) -> list[Finding]:
    query = select(Finding).where(
        Finding.inspection_id == inspection_id, Finding.kind == "shortcoming", Finding.status == status
    )
    return list(session.exec(query.order_by(col(Finding.ordinal))))


def unready(session: Session, inspection_id: UUID, day: date, danger_id: UUID | None = None) -> list[Reason]:
    """Why the recommendations of an inspection, or only those for one of its dangers, cannot be sent by a paper with that date."""
    its = [col(Recommendation.inspection_id) == inspection_id, col(Recommendation.removed_at).is_(None)]
    if danger_id is not None:
        its.append(col(Recommendation.danger_id) == danger_id)
    query = (
        select(Recommendation, Obligation)
        .join(
            Obligation,
            and_(
                col(Obligation.source_kind) == "recommendation",
                col(Obligation.source_id) == col(Recommendation.id),
                kept_condition(),
            ),
            isouter=True,
        )
        .where(*its)
        .order_by(col(Recommendation.ordinal))
    )
    return [
        Reason("recommendations", f"Kiến nghị {recommendation.ordinal}: {fault}")
        for recommendation, obligation in session.exec(query)
        if (fault := _unready(obligation, day))
    ]


def _unready(obligation: Obligation | None, day: date) -> str:
    if obligation is None:
        return "chưa có đơn vị thực hiện."
    if obligation.due_on is None:
        return "chưa có hạn thực hiện."
    if DRAFTING.of(obligation) and obligation.due_on <= day:
        return f"hạn {clock.date_text(obligation.due_on)} không sau ngày ban hành; sửa lại hạn."
    return ""
