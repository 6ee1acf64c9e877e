"""Reading recommendations and obligations: who sees which, what is open, what is overdue."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, false, func, literal_column, or_, union_all
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.db.bulk import among_these
from rasoat.db.counting import MOST_COUNTED, count_up_to
from rasoat.db.reading import remembered
from rasoat.inspections import queries as inspections
from rasoat.inspections.near import any_of, near
from rasoat.problems import Problem
from rasoat.recommendations.due import SOON_DAYS
from rasoat.recommendations.models import (
    ADDRESSEES_TURN,
    DEPARTMENTS_TURN,
    DRAFTING,
    DROPPED,
    ENDED,
    PASSED_ON,
    SETTLED,
    UNSENT,
    Answer,
    Extension,
    Obligation,
    ProgressReport,
    Recommendation,
    RecommendationFinding,
    Verification,
)
from rasoat.units.models import Agency, listed_name
from rasoat.visits import queries as visits

_AS_ADDED = (col(Obligation.created_at), col(Obligation.id))
"""The order in which people added them. Without one PostgreSQL puts a row that was changed behind the others."""


def open_condition() -> ColumnElement[bool]:
    """An obligation is open from its issue until it is verified as met, withdrawn or transferred."""
    # This is a literal and not a parameter: with a parameter the databases cannot see that the partial index fits.
    return and_(col(Obligation.open), col(Obligation.verdict) != literal_column("'met'"))


def is_open(obligation: Obligation) -> bool:
    """The same as `open_condition`, for one row."""
    return obligation.open and obligation.verdict != "met"


def overdue_condition(today: date) -> ColumnElement[bool]:
    """Open, past its due date, not suspended, and without an answer that waits to be verified."""
    counts = col(Obligation.suspended_on).is_(None)
    return and_(open_condition(), col(Obligation.due_on) < today, counts, ~DEPARTMENTS_TURN.condition)


def is_overdue(obligation: Obligation, today: date) -> bool:
    """Whether the due date has passed while the addressee has not answered, or while the verdict is less than met."""
    late = obligation.due_on is not None and obligation.due_on < today
    counts = obligation.suspended_on is None
    return late and counts and is_open(obligation) and not DEPARTMENTS_TURN.of(obligation)


def soon_condition(today: date) -> ColumnElement[bool]:
    """It is the addressee's turn, and the due date is within SOON_DAYS."""
    return and_(
        open_condition(),
        ADDRESSEES_TURN.condition,
        col(Obligation.due_on).between(today, today + timedelta(days=SOON_DAYS)),
    )


def is_soon(obligation: Obligation, today: date) -> bool:
    """The same as `soon_condition`, for one row."""
    in_reach = obligation.due_on is not None and today <= obligation.due_on <= today + timedelta(days=SOON_DAYS)
    return in_reach and is_open(obligation) and ADDRESSEES_TURN.of(obligation)


def kept_condition() -> ColumnElement[bool]:
    """The obligation was not dropped while it was drafted."""
    return ~DROPPED.condition


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


def answers_of(session: Session, obligation_id: UUID) -> list[Answer]:
    """What the addressee reported, oldest first, also what it took back."""
    query = select(Answer).where(Answer.obligation_id == obligation_id).order_by(col(Answer.ordinal))
    return list(remembered(session, (Answer, obligation_id), lambda: list(session.exec(query))))


def has_answer(session: Session, obligation_id: UUID) -> bool:
    """Whether an answer of the addressee stands."""
    query = select(Answer.id).where(Answer.obligation_id == obligation_id, Answer.ended == "")
    return session.exec(query.limit(1)).first() is not None


def progress_of(session: Session, obligation_id: UUID) -> list[ProgressReport]:
    """How far the addressee said it had come, oldest first."""
    query = select(ProgressReport).where(ProgressReport.obligation_id == obligation_id)
    return list(session.exec(query.order_by(col(ProgressReport.id))))


def verifications_of(session: Session, obligation_id: UUID) -> list[Verification]:
    """The verdicts, oldest first."""
    query = select(Verification).where(Verification.obligation_id == obligation_id).order_by(col(Verification.ordinal))
    return list(remembered(session, (Verification, obligation_id), lambda: list(session.exec(query))))


def extensions_of(session: Session, obligation_id: UUID) -> list[Extension]:
    """Requests for more time, oldest first."""
    query = select(Extension).where(Extension.obligation_id == obligation_id)
    query = query.order_by(col(Extension.asked_at), col(Extension.id))
    return list(remembered(session, (Extension, obligation_id), lambda: list(session.exec(query))))


def awaits_more_time(today: date) -> ColumnElement[bool]:
    """More time was granted and its letter is not issued yet: nobody is chased by the old date meanwhile, but no longer than
    until the day that was granted.
    """
    waiting = select(Extension.obligation_id).where(
        Extension.outcome == "decided", col(Extension.granted_until) >= today
    )
    return col(Obligation.id).in_(waiting)


def decided_extension(session: Session, obligation: Obligation) -> Extension | None:
    """More time that was granted and waits for the letter that says so; None for an obligation that is done."""
    if not is_open(obligation):
        return None
    return next((row for row in reversed(extensions_of(session, obligation.id)) if row.outcome == "decided"), None)


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


def repetition_of(session: Session, obligation_id: UUID) -> Obligation | None:
    """The sent obligation that asks this one again."""
    query = select(Obligation).where(Obligation.repeats_id == obligation_id, ~UNSENT.condition)
    return session.exec(query.order_by(col(Obligation.id).desc())).first()


def reads_history(session: Session, obligation_id: UUID, actor: Actor) -> bool:
    """Whether a person reads what happened to an obligation: whoever sees it, and whoever sees one that came in its place."""
    if visible(session, obligation_id, actor):
        return True
    again = repetition_of(session, obligation_id)
    after = [*children_of(session, obligation_id), *([again] if again else [])]
    return any(reads_history(session, one.id, actor) for one in after)


def by_priority() -> ColumnElement[Any]:
    """Puts the urgent first, then what has priority, where another day than the due date gives the order."""
    return func.substr(col(Obligation.queue), 1, 1)


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


_MET = and_(col(Obligation.verdict) == "met", SETTLED.condition)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many obligations are open, overdue and so on, for one agency or for all together."""

    open: int
    overdue: int
    soon: int
    waiting: int


def count_stage(session: Session, seen: ColumnElement[bool], stage: str, today: date) -> int:
    """How many of the obligations that fulfil `seen` are in one of STAGES; see count_up_to."""
    return count_up_to(session, sql_select(col(Obligation.id)).where(seen, stage_condition(stage, today)))


def counts(session: Session, seen: ColumnElement[bool], today: date) -> Counts:
    """The numbers over the open obligations that fulfil `seen`; see count_up_to."""
    return Counts(*count_open(session, seen, ("overdue", "soon", "waiting"), today))


def count_open(session: Session, seen: ColumnElement[bool], stages: Sequence[str], today: date) -> list[int]:
    """How many obligations that fulfil `seen` are open, then how many of these are in each of the stages, which are
    some of STAGES; see count_up_to.
    """
    # Where little is open, as for a commune, one reading gives all numbers.
    told = [case((stage_condition(stage, today), 1), else_=0).label(stage) for stage in stages]
    some = sql_select(*told).where(seen, open_condition()).limit(MOST_COUNTED + 1).subquery()
    sums = [func.coalesce(func.sum(some.c[stage]), 0) for stage in stages]
    every, *found = session.connection().execute(sql_select(func.count(), *sums).select_from(some)).one()
    if every > MOST_COUNTED:
        found = [count_stage(session, seen, stage, today) for stage in stages]
    return [int(number) for number in (every, *found)]


def behindhand(session: Session, seen: ColumnElement[bool], today: date, most: int) -> dict[UUID, Counts]:
    """The addressees with most that is overdue, with the numbers of each, the worst first and those that are
    equally late by name; at most `most` of them. Only obligations that fulfil `seen` count.

    Who they are follows from the MOST_COUNTED open obligations with the earliest due dates, and as many without one, so
    that the page does not grow with what is open; the numbers are of all that an addressee has open.
    """
    due = col(Obligation.due_on)
    overdue = case((overdue_condition(today), 1), else_=0).label("overdue")
    whose = sql_select(col(Obligation.addressee_id), overdue).where(seen, open_condition())
    dated = whose.where(due.is_not(None)).order_by(due).limit(MOST_COUNTED).subquery()
    undated = whose.where(due.is_(None)).limit(MOST_COUNTED).subquery()
    urgent = union_all(sql_select(dated), sql_select(undated)).subquery()
    late = func.sum(urgent.c.overdue)
    worst = (
        sql_select(col(Agency.id), col(Agency.order_text))
        .join(urgent, urgent.c.addressee_id == col(Agency.id))
        .group_by(col(Agency.id), col(Agency.order_text))
        .order_by(late.desc(), func.count().desc(), col(Agency.order_text), col(Agency.id))
    )
    named = {unit: name for unit, name in session.connection().execute(worst.limit(most))}  # noqa: C416 - rows
    found = _counts_of(session, and_(seen, col(Obligation.addressee_id).in_(named)), today)
    return dict(sorted(found.items(), key=lambda item: (-item[1].overdue, -item[1].open, named[item[0]])))


def _counts_of(session: Session, where: ColumnElement[bool], today: date) -> dict[UUID, Counts]:
    conditions = [open_condition(), overdue_condition(today), soon_condition(today), DEPARTMENTS_TURN.condition]
    sums = [func.sum(case((condition, 1), else_=0)) for condition in conditions]
    query = sql_select(col(Obligation.addressee_id), *sums).where(where, open_condition())
    rows = session.connection().execute(query.group_by(col(Obligation.addressee_id)))
    return {row[0]: Counts(*(int(value) for value in row[1:])) for row in rows}


def addressees(
    session: Session, actor: Actor, seen: ColumnElement[bool], *where: ColumnElement[bool]
) -> list[tuple[UUID, str]]:
    """The agencies that have, or had, an issued obligation among those the actor may see (`seen`: see `listed`) that
    fulfils the conditions, by name: the id and the name for lists of each.
    """
    agency, seen = aliased(Agency), and_(seen, ~UNSENT.condition, *where)
    theirs: ColumnElement[bool]
    if near(session, actor) is None:
        # Each agency is asked for one obligation, which costs the same however many it has.
        theirs = exists().where(col(Obligation.addressee_id) == agency.id, seen)
    else:
        theirs = col(agency.id).in_(select(Obligation.addressee_id).where(seen))
    query = select(agency.id, agency.short_name, col(agency.valid_to)).where(theirs)
    found = session.exec(query.order_by(col(agency.order_text), col(agency.id)))
    return [(key, listed_name(name, valid_to)) for key, name, valid_to in found]


STAGES = {
    "open": "Chưa xong",
    "overdue": "Quá hạn",
    "soon": "Sắp đến hạn",
    "waiting": "Chờ xác minh",
    "extension": "Xin gia hạn",
    "done": "Đã xong",
}


def stage_condition(stage: str, today: date) -> ColumnElement[bool]:
    """The condition behind one filter of the board (see STAGES); an unknown one finds nothing."""
    found: dict[str, Callable[[], ColumnElement[bool]]] = {
        "open": open_condition,
        "overdue": lambda: overdue_condition(today),
        "soon": lambda: soon_condition(today),
        "waiting": lambda: and_(open_condition(), DEPARTMENTS_TURN.condition),
        # While its paper is not in force nobody can decide on it.
        "extension": lambda: and_(
            open_condition(), col(Obligation.extension_asked), col(Obligation.suspended_on).is_(None)
        ),
        "done": lambda: _MET,
    }
    return found.get(stage, false)()
