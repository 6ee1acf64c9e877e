"""What lies with nobody: drafts of whoever left, and what waits for a leader where none is there. Administrators see numbers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select

from rasoat.absences import drafts
from rasoat.absences.queries import LEADERS
from rasoat.accounts.models import Absence, User
from rasoat.accounts.stand_ins import lasting
from rasoat.papers.models import LEADERS_TURN, PaperCase
from rasoat.plans.models import CO_SIGNING, Plan, PlanCosigner
from rasoat.recommendations import prepared
from rasoat.recommendations.answering.models import WAITING, PreparedAnswer
from rasoat.recommendations.models import Obligation


def left_by(agency_id: Any, day: date) -> ColumnElement[bool]:
    """Of an account that drafts for an agency: it was closed or moved, or is away with a stand-in who may not draft."""
    stand_in = aliased(User)
    away = exists().where(
        col(Absence.account_id) == col(User.id),
        lasting(day),
        col(Absence.stand_in_id) == stand_in.id,
        col(stand_in.role).not_in(drafts.DRAFTERS),
    )
    return or_(~col(User.active), col(User.agency_id) != agency_id, away)


def leads(day: date) -> ColumnElement[bool]:
    """Of an account: a leader who is there on that day."""
    away = exists().where(col(Absence.account_id) == col(User.id), lasting(day))
    return and_(col(User.active), col(User.role).in_(LEADERS), ~away)


def leader_is_there(session: Session, agency_id: UUID, day: date) -> bool:
    """Whether somebody of the agency approves and signs on that day."""
    return session.exec(select(User.id).where(User.agency_id == agency_id, leads(day)).limit(1)).first() is not None


def waiting_for_leader(session: Session, agency_id: UUID) -> int:
    """How much waits for a leader of one agency."""
    counts: list[int] = [
        session.execute(query.where(of == agency_id)).scalar_one() for query, of in _waiting(func.count())
    ]
    return sum(counts)


def by_agency(session: Session, day: date) -> dict[UUID, tuple[int, int]]:
    """By agency: how many drafts lie with nobody, and how much waits for a leader where none is there."""
    left, unsigned = Counter[UUID](), Counter[UUID]()
    for one in drafts.kinds():
        of = one.model.lead_agency_id
        query = sql_select(of, func.count()).join(User, col(User.id) == one.model.drafted_by)
        for agency_id, count in session.execute(query.where(one.where, left_by(of, day)).group_by(of)):
            left[agency_id] += count
    led = select(User.agency_id).where(leads(day))
    for query, of in _waiting(func.count()):
        rows = session.execute(query.add_columns(of).where(of.not_in(led)).group_by(of))
        for count, agency_id in rows:
            unsigned[agency_id] += count
    return {agency_id: (left[agency_id], unsigned[agency_id]) for agency_id in left.keys() | unsigned.keys()}


def _waiting(*what: Any) -> Iterator[tuple[Select[Any], Any]]:
    """What waits for a leader, each with the column of the agency whose leader it waits for."""
    plans = sql_select(*what).select_from(PlanCosigner).join(Plan, col(Plan.id) == col(PlanCosigner.plan_id))
    yield plans.where(CO_SIGNING.condition, col(PlanCosigner.signed_at).is_(None)), col(PlanCosigner.agency_id)
    unsigned = exists().where(col(PlanCosigner.plan_id) == col(Plan.id), col(PlanCosigner.signed_at).is_(None))
    yield sql_select(*what).select_from(Plan).where(CO_SIGNING.condition, ~unsigned), col(Plan.lead_agency_id)
    papers = sql_select(*what).select_from(PaperCase)
    yield papers.where(col(PaperCase.open), LEADERS_TURN.condition), col(PaperCase.lead_agency_id)
    answers = sql_select(*what).select_from(PreparedAnswer)
    answers = answers.join(Obligation, col(Obligation.id) == col(PreparedAnswer.obligation_id))
    yield answers.where(prepared.unfinished(WAITING)), col(PreparedAnswer.agency_id)
