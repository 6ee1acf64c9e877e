"""How many obligations are open, overdue and so on; which addressees have some, and which are most behindhand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, union_all
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db.counting import MOST_COUNTED, count_up_to
from rasoat.inspections.near import near
from rasoat.recommendations.conditions import open_condition, overdue_condition, soon_condition, stage_condition
from rasoat.recommendations.models import DEPARTMENTS_TURN, UNSENT, Obligation
from rasoat.units.models import Agency, listed_name


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
