"""Who may write recommendations, and beginning to change one that is drafted."""

from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.inspections import queries as inspections
from rasoat.inspections.freeze import is_frozen
from rasoat.inspections.models import DRAFTING as INSPECTION_DRAFTING
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations import queries
from rasoat.recommendations.at_once.signing import is_being_signed
from rasoat.recommendations.conditions import kept_condition
from rasoat.recommendations.models import DRAFTING, Obligation, Recommendation
from rasoat.workflows.editing import begin_edit


def may_draft(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether this person may write recommendations of this inspection now."""
    return (
        INSPECTION_DRAFTING.of(inspection)
        and inspections.may_edit(session, inspection, actor)
        and not is_frozen(session, inspection.id)
    )


def begin_on(
    session: Session, actor: Actor, obligation_id: UUID, version: int | None
) -> tuple[Obligation, Recommendation]:
    """Begin an edit of what a drafted recommendation asks of one addressee. `version` is that of the recommendation. Raises
    Problem `not_found`, `forbidden`, `recommendation.frozen`, `row.stale`.
    """
    obligation = queries.require_visible(session, obligation_id, actor)
    if obligation.source_kind != "recommendation" or not DRAFTING.of(obligation):
        raise Problem("recommendation.frozen")
    source, _inspection = lock_draft(session, actor, obligation.source_id)
    # The recommendation may have been edited while this writer waited; the addressee may then be left out.
    session.refresh(obligation)
    if not DRAFTING.of(obligation):
        raise Problem("recommendation.frozen")
    begin_edit(session, source, version, actor)
    return obligation, source


def lock_inspection(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    """The inspection, locked, so that one person at a time writes its recommendations. Raises Problem `not_found`,
    `forbidden`, `recommendation.frozen`.
    """
    inspections.require_visible(session, inspection_id, actor)
    # Two may write at once: the second finds what the first one wrote.
    inspection = lock(session, Inspection, inspection_id)
    if not inspections.may_edit(session, inspection, actor):
        raise Problem("forbidden")
    if not may_draft(session, inspection, actor):
        raise Problem("recommendation.frozen")
    return inspection


def lock_draft(session: Session, actor: Actor, recommendation_id: UUID) -> tuple[Recommendation, Inspection]:
    """A drafted recommendation and its inspection, locked. Raises Problem `not_found`, `forbidden`, `recommendation.frozen`."""
    inspection = lock_inspection(session, actor, queries.require(session, recommendation_id).inspection_id)
    # It may have been removed while this writer waited.
    row = queries.require(session, recommendation_id)
    if any(not DRAFTING.of(obligation) for obligation in obligations_of(session, row.id)):
        raise Problem("recommendation.frozen")
    require_unsigned(session, row.danger_id)
    return row, inspection


def require_unsigned(session: Session, danger_id: UUID | None) -> None:
    """Raise Problem `recommendation.frozen` while a letter about the danger is being signed: it says what is asked."""
    if is_being_signed(session, danger_id):
        raise Problem("recommendation.frozen")


def obligations_of(session: Session, recommendation_id: UUID) -> list[Obligation]:
    """What a recommendation asks of its addressees, without what was dropped."""
    query = select(Obligation).where(queries.of_recommendation(recommendation_id), kept_condition())
    return list(session.exec(query))
