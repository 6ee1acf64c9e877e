"""Reading recommendations and obligations: who sees which, what belongs together, what came in whose place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.db.bulk import among_these
from rasoat.db.reading import remembered
from rasoat.inspections import queries as inspections
from rasoat.inspections.near import any_of, near
from rasoat.problems import Problem
from rasoat.recommendations.conditions import is_open, kept_condition, open_condition
from rasoat.recommendations.models import (
    ADDRESSEES_TURN,
    DEPARTMENTS_TURN,
    DRAFTING,
    ENDED,
    PASSED_ON,
    UNSENT,
    Obligation,
    Recommendation,
    RecommendationFinding,
)
from rasoat.visits import queries as visits

_AS_ADDED = (col(Obligation.created_at), col(Obligation.id))
"""The order in which people added them. Without one PostgreSQL puts a row that was changed behind the others."""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Which obligations a person may see: those of the own agency once they are issued; on the inspecting side, others
    too. Those that follow from no inspection are seen by the agency that follows them up, and by those above it.

    The inspecting side is who inspects, whatever the account is called: in a self-inspection the authority's own team.
    Nobody sees one that was dropped while it was drafted: only its journal remains.
    """
    own = and_(col(Obligation.addressee_id) == actor.agency_id, ~UNSENT.condition)
    followed = [inspections.of_inspected(col(Obligation.inspection_id), actor, col(Obligation.lead_agency_id))]
    if actor.role != Role.ADMINISTRATOR and not actor.is_authority:
        followed.append(and_(col(Obligation.inspection_id).is_(None), col(Obligation.lead_agency_id).in_(below(actor))))
    return or_(own, and_(or_(*followed), kept_condition()))


def listed(session: Session, actor: Actor, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see inspections/near.py). `where`: what all rows of the list fulfil besides,
    such as that they are open; then only such rows are looked up.
    """
    few = near(session, actor)
    if few is None:
        return and_(visible_to(actor), *where)
    concerned = (
        col(Obligation.addressee_id) == actor.agency_id,
        among_these(col(Obligation.inspection_id), few),
        col(Obligation.inspection_id).is_(None),
    )
    return and_(any_of(session, Obligation, *(and_(one, *where) for one in concerned)), visible_to(actor), *where)


_scope = Scoped(Obligation, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


@dataclass(frozen=True, slots=True)
class Told:
    """A recommendation with its obligations and the shortcomings it covers."""

    recommendation: Recommendation
    obligations: list[Obligation]
    finding_ids: list[UUID]

    @property
    def status(self) -> str:
        """See `status_of`."""
        return status_of(self.obligations)


STATUSES = {
    "drafted": "Dự thảo",
    "open": "Đang thực hiện",
    "waiting": "Chờ xác minh",
    "met": "Đã thực hiện",
    "withdrawn": "Đã rút",
}


def status_of(obligations: Iterable[Obligation]) -> str:
    """A recommendation's status, which follows from its obligations (see STATUSES). One that was transferred counts
    through the receiver's.
    """
    rows = [row for row in obligations if not PASSED_ON.of(row)]
    if not rows or any(DRAFTING.of(row) for row in rows):
        return "drafted"
    left = [row for row in rows if is_open(row)]
    if left:
        return "waiting" if all(DEPARTMENTS_TURN.of(row) for row in left) else "open"
    return "withdrawn" if all(ENDED.of(row) for row in rows) else "met"


def recommendations_of(session: Session, inspection_id: UUID, actor: Actor | None = None) -> list[Told]:
    """Recommendations of one inspection in their order; with `actor`, only the obligations that this person may see.

    Those that were removed or dropped while they were drafted are left out.
    """
    return list(
        remembered(session, (Told, inspection_id, actor), lambda: _recommendations_of(session, inspection_id, actor))
    )


def _recommendations_of(session: Session, inspection_id: UUID, actor: Actor | None) -> list[Told]:
    where = [col(Recommendation.inspection_id) == inspection_id, col(Recommendation.removed_at).is_(None)]
    rows = session.exec(select(Recommendation).where(*where).order_by(col(Recommendation.ordinal))).all()
    seen = visible_to(actor) if actor else None
    query = select(Obligation).where(
        Obligation.inspection_id == inspection_id, Obligation.source_kind == "recommendation", kept_condition()
    )
    if seen is not None:
        query = query.where(seen)
    obligations: dict[UUID, list[Obligation]] = {}
    for obligation in session.exec(query.order_by(*_AS_ADDED)):
        obligations.setdefault(obligation.source_id, []).append(obligation)
    links = _links(session, where)
    found = [Told(row, obligations.get(row.id, []), links.get(row.id, [])) for row in rows]
    every = actor is None or visits.reads_answers(session, inspection_id, actor)
    return [one for one in found if one.obligations or every]


def require(session: Session, recommendation_id: UUID) -> Recommendation:
    """The recommendation, or Problem `not_found` when there is none or it was removed as a draft."""
    row = session.get(Recommendation, recommendation_id)
    if row is None or row.removed_at is not None:
        raise Problem("not_found")
    return row


def told(session: Session, recommendation_id: UUID) -> Told:
    """One recommendation with everything that belongs to it. Raises Problem `not_found`, also for a removed one."""
    row = require(session, recommendation_id)
    query = select(Obligation).where(of_recommendation(row.id), kept_condition()).order_by(*_AS_ADDED)
    return Told(row, list(session.exec(query)), findings_of(session, row.id))


def of_recommendation(recommendation_id: UUID) -> ColumnElement[bool]:
    """The obligations that a recommendation puts on its addressees."""
    return and_(col(Obligation.source_kind) == "recommendation", col(Obligation.source_id) == recommendation_id)


def findings_of(session: Session, recommendation_id: UUID) -> list[UUID]:
    """The ids of the findings that a recommendation answers."""
    return _links(session, [col(Recommendation.id) == recommendation_id]).get(recommendation_id, [])


def _links(session: Session, where: Sequence[ColumnElement[bool]]) -> dict[UUID, list[UUID]]:
    query = select(RecommendationFinding).join(
        Recommendation, col(Recommendation.id) == col(RecommendationFinding.recommendation_id)
    )
    found: dict[UUID, list[UUID]] = {}
    for link in session.exec(query.where(*where).order_by(col(RecommendationFinding.id))):
        found.setdefault(link.recommendation_id, []).append(link.finding_id)
    return found


def by_addressee(rows: Iterable[Told]) -> list[tuple[UUID, list[tuple[Recommendation, Obligation]]]]:
    """Recommendations grouped by addressee, as the notice lists them: addressees are in the order of their first
    recommendation.
    """
    groups: dict[UUID, list[tuple[Recommendation, Obligation]]] = {}
    for one in rows:
        for obligation in one.obligations:
            groups.setdefault(obligation.addressee_id, []).append((one.recommendation, obligation))
    return list(groups.items())


def children_of(session: Session, obligation_id: UUID) -> list[Obligation]:
    """The obligations to which this one was passed on."""
    query = select(Obligation).where(Obligation.parent_id == obligation_id).order_by(*_AS_ADDED)
    return list(session.exec(query))


def earlier(session: Session, obligation: Obligation) -> list[Obligation]:
    """The obligations in whose place this one came, the earliest first: before it was passed on, or asked again."""
    found: list[Obligation] = []
    row = obligation
    while (before := row.parent_id or row.repeats_id) is not None:
        row = session.get_one(Obligation, before)
        found.insert(0, row)
    return found


def repetitions_of(session: Session, obligation_id: UUID) -> list[Obligation]:
    """The sent obligations that ask this one again: of one notice there may be several."""
    query = select(Obligation).where(Obligation.repeats_id == obligation_id, ~UNSENT.condition).order_by(*_AS_ADDED)
    return list(session.exec(query))


def reads_history(session: Session, obligation_id: UUID, actor: Actor) -> bool:
    """Whether a person reads what happened to an obligation: whoever sees it, and whoever sees one that came in its place."""
    if visible(session, obligation_id, actor):
        return True
    after = [*children_of(session, obligation_id), *repetitions_of(session, obligation_id)]
    return any(reads_history(session, one.id, actor) for one in after)


def inbox(session: Session, actor: Actor) -> list[UUID]:
    """The obligations that the person's agency still has to fulfil, the most urgent first: before those that wait for
    others come those whose turn is its own.
    """
    turn = case((ADDRESSEES_TURN.condition, 0), else_=1)
    query = (
        select(Obligation.id)
        .where(col(Obligation.addressee_id) == actor.agency_id, open_condition())
        .order_by(turn, col(Obligation.queue), col(Obligation.source_number), col(Obligation.id))
    )
    return list(session.exec(query))
