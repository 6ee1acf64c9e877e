"""Writing recommendations while they are drafted."""

import itertools
from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import row_seals
from rasoat.db.ordinals import give_ordinals
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem, Reason
from rasoat.recommendations import counting, drafts, due
from rasoat.recommendations import measures as measuring
from rasoat.recommendations.at_once.signing import is_being_signed
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import UNSENT, Obligation, Recommendation, RecommendationFinding
from rasoat.recommendations.parts import change_parts, put_parts
from rasoat.recommendations.sources import as_told, tell_again
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire, move, start
from rasoat.workflows.editing import begin_edit, mark


def add_recommendation(
    session: Session,
    actor: Actor,
    inspection_id: UUID,
    *,
    text: str,
    finding_ids: Sequence[UUID],
    obligations: Sequence[ObligationData],
    urgency: Urgency = Urgency(),
) -> Recommendation:
    """Add a recommendation at the end. Raises Problem `forbidden`, `recommendation.frozen` or `form.invalid`."""
    inspection = drafts.lock_inspection(session, actor, inspection_id)
    _check(session, inspection, text, finding_ids, obligations, urgency)
    last = session.exec(
        select(func.max(Recommendation.ordinal)).where(
            Recommendation.inspection_id == inspection_id, col(Recommendation.removed_at).is_(None)
        )
    ).one()
    row = Recommendation(inspection_id=inspection_id, ordinal=(last or 0) + 1, text=text.strip())
    mark(row, actor)
    session.add(row)
    session.flush()
    _link(session, row.id, finding_ids)
    for obligation in obligations:
        _add_obligation(session, actor, inspection, row, obligation, urgency)
    return row


def edit_recommendation(
    session: Session,
    actor: Actor,
    recommendation_id: UUID,
    version: int | None,
    *,
    text: str,
    finding_ids: Sequence[UUID],
    obligations: Sequence[ObligationData],
    urgency: Urgency = Urgency(),
) -> Recommendation:
    """Replace a drafted recommendation's text, shortcomings and obligations. An obligation is recognised by its
    addressee.

    The obligation of an addressee who is left out ends as dropped.
    """
    row, inspection = drafts.lock_draft(session, actor, recommendation_id)
    begin_edit(session, row, version, actor)
    _check(session, inspection, text, finding_ids, obligations, urgency)
    row.text = text.strip()
    row_seals.remove(session, RecommendationFinding, col(RecommendationFinding.recommendation_id) == row.id)
    _link(session, row.id, finding_ids)
    present = {obligation.addressee_id: obligation for obligation in drafts.obligations_of(session, row.id)}
    for obligation in obligations:
        known = present.pop(obligation.addressee_id, None)
        if known is None:
            _add_obligation(session, actor, inspection, row, obligation, urgency)
        else:
            _change_obligation(session, actor, inspection, known, obligation, urgency)
    _drop(session, actor, present.values())
    tell_again(session, "recommendation", row)
    return row


def set_measures(
    session: Session, actor: Actor, obligation_id: UUID, version: int | None, measures: Sequence[Measure]
) -> Obligation:
    """Give a drafted obligation its parts, one for each measure; none makes it one part without a measure.

    `version` is that of its recommendation. Raises Problem `not_found`, `forbidden`, `recommendation.frozen`, `row.stale`,
    `form.invalid` with what is wrong with a measure at `parts-<place>-<field>`.
    """
    obligation, source = drafts.begin_on(session, actor, obligation_id, version)
    known = {*counting.offered(session, source.inspection_id), *(part.counted_by for part in obligation.parts), ""}
    wrong = [
        Reason(f"parts-{place}-{name}", said)
        for place, measure in enumerate(measures)
        for name, said in _faults(measure, known)
    ]
    if wrong:
        raise Problem("form.invalid", reasons=wrong)
    change_parts(session, obligation, *(measures or [Measure()]))
    obligation.version += 1
    return obligation


def _faults(measure: Measure, known: Container[str]) -> list[measuring.Fault]:
    if measure.counted_by in known:
        return measuring.faults(measure)
    return [*measuring.faults(measure), ("counted_by", "Chọn một câu hỏi của bảng kiểm mà cuộc kiểm tra này dùng.")]


def remove_recommendation(session: Session, actor: Actor, recommendation_id: UUID) -> None:
    """Remove a drafted recommendation and close the gap in the numbers.

    Its obligations are cases with journals: they end as dropped. The recommendation's row stays, because they refer to
    it, but no page shows it.
    """
    row, inspection = drafts.lock_draft(session, actor, recommendation_id)
    row_seals.remove(session, RecommendationFinding, col(RecommendationFinding.recommendation_id) == row.id)
    _drop(session, actor, drafts.obligations_of(session, row.id))
    row.removed_at = clock.now()
    mark(row, actor)
    session.flush()
    _renumber(session, _ordered(session, inspection.id))


def move_recommendation(session: Session, actor: Actor, recommendation_id: UUID, by: int) -> None:
    """Move a recommendation `by` places (negative: up); at either end it stays there."""
    row, inspection = drafts.lock_draft(session, actor, recommendation_id)
    rows = _ordered(session, inspection.id)
    place = rows.index(row)
    rows.insert(max(0, place + by), rows.pop(place))
    _renumber(session, rows)


def _drop(session: Session, actor: Actor, obligations: Iterable[Obligation]) -> None:
    for row in obligations:
        ref = CaseRef("obligation", row.id)
        # Drafts that began on version 1 could not be dropped; they are first moved to the newest version.
        move.renew_for(session, ref, "drop", actor)
        fire(session, ref, "drop", actor)
    session.flush()


def _ordered(session: Session, inspection_id: UUID) -> list[Recommendation]:
    """Those that are still drafted: what a letter sent keeps the number that it was sent with, and what a letter that is being signed
    names keeps its own, so that what is signed stays what was read.
    """
    sent, rows = _sent(session, inspection_id), _every(session, inspection_id)
    signed = {one for one in {row.danger_id for row in rows} if is_being_signed(session, one)}
    return [row for row in rows if row.id not in sent and row.danger_id not in signed]


def _every(session: Session, inspection_id: UUID) -> list[Recommendation]:
    query = select(Recommendation).where(
        Recommendation.inspection_id == inspection_id, col(Recommendation.removed_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Recommendation.ordinal))))


def _sent(session: Session, inspection_id: UUID) -> set[UUID]:
    its = Obligation.inspection_id == inspection_id, Obligation.source_kind == "recommendation", ~UNSENT.condition
    return set(session.exec(select(Obligation.source_id).where(*its)))


def _renumber(session: Session, rows: list[Recommendation]) -> None:
    """Give these the first numbers that are free."""
    if not rows:
        return
    sent = {row.ordinal for row in _every(session, rows[0].inspection_id)} - {row.ordinal for row in rows}
    free = (number for number in itertools.count(1) if number not in sent)
    places = list(zip(free, rows, strict=False))
    moved = [row for ordinal, row in places if row.ordinal != ordinal]
    give_ordinals(session, [(row, ordinal) for ordinal, row in places])
    for row in moved:
        tell_again(session, "recommendation", row)


def _link(session: Session, recommendation_id: UUID, finding_ids: Sequence[UUID]) -> None:
    for finding_id in dict.fromkeys(finding_ids):
        session.add(RecommendationFinding(recommendation_id=recommendation_id, finding_id=finding_id))
    session.flush()


def _add_obligation(
    session: Session,
    actor: Actor,
    inspection: Inspection,
    source: Recommendation,
    obligation: ObligationData,
    urgency: Urgency,
) -> None:
    due_on, basis = _due(session, actor, inspection, obligation)
    row = Obligation(
        **as_told(source),
        inspection_id=inspection.id,
        lead_agency_id=inspection.lead_agency_id,
        addressee_id=obligation.addressee_id,
        due_on=due_on,
        due_basis=basis,
    )
    urgency.give(row)
    put_parts(row, *obligation.measures)
    start(session, row, "obligation", "obligation", actor)


def _change_obligation(
    session: Session,
    actor: Actor,
    inspection: Inspection,
    row: Obligation,
    obligation: ObligationData,
    urgency: Urgency,
) -> None:
    if obligation.due_on is None or obligation.due_on != row.due_on:
        row.due_on, row.due_basis = _due(session, actor, inspection, obligation)
    urgency.give(row)
    change_parts(session, row, *obligation.measures)
    row.version += 1


def _due(
    session: Session, actor: Actor, inspection: Inspection, obligation: ObligationData
) -> tuple[date, dict[str, Any]]:
    computed, basis = due.default(session, obligation.working_days)
    if obligation.due_on in (None, computed):
        return computed, basis
    return obligation.due_on, due.set_by(actor, obligation.due_on)


def _check(
    session: Session,
    inspection: Inspection,
    text: str,
    finding_ids: Sequence[UUID],
    obligations: Sequence[ObligationData],
    urgency: Urgency,
) -> None:
    reasons = [] if text.strip() else [Reason("text", "Nhập nội dung kiến nghị.")]
    reasons += urgency.reasons()
    reasons += _wrong_findings(session, inspection, finding_ids)
    if not obligations:
        reasons.append(Reason("obligations", "Chọn ít nhất một đơn vị thực hiện."))
    seen: set[UUID] = set()
    for number, obligation in enumerate(obligations):
        agency = session.get(Agency, obligation.addressee_id)
        if agency is None or not agency.serves_on(clock.today()):
            reasons.append(Reason(f"obligations-{number}-addressee_id", "Chọn một cơ quan đang hoạt động."))
        elif agency.id == inspection.lead_agency_id:
            reasons.append(
                Reason(f"obligations-{number}-addressee_id", "Cơ quan kiểm tra không kiến nghị với chính mình.")
            )
        elif agency.id in seen:
            reasons.append(Reason(f"obligations-{number}-addressee_id", "Đơn vị này đã được chọn ở trên."))
        if obligation.due_on is not None and obligation.due_on <= clock.today():
            reasons.append(Reason(f"obligations-{number}-due_on", "Hạn thực hiện phải sau ngày hôm nay."))
        seen.add(obligation.addressee_id)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _wrong_findings(session: Session, inspection: Inspection, finding_ids: Sequence[UUID]) -> list[Reason]:
    for finding_id in finding_ids:
        finding = session.get(Finding, finding_id)
        if finding is None or finding.inspection_id != inspection.id or finding.kind != "shortcoming":
            return [Reason("finding_ids", "Chọn tồn tại của chính cuộc kiểm tra này.")]
    return []
