"""What is known of each unit, read for all units together: a few grouped statements by indexes of what is open, and one look
for the last inspection of each. See docs/decisions/0021.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.scope import below
from rasoat.dangers import queries as dangers
from rasoat.dangers.models import Danger
from rasoat.db.bulk import among_these
from rasoat.db.reading import rows_by_id
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DRAFTING, TOLD, UNSCHEDULED, VISITABLE, Inspection
from rasoat.plans.models import CO_SIGNING, SIGNED, Plan, PlanTarget
from rasoat.plans.models import DRAFTING as PLAN_DRAFTING
from rasoat.ranking.scoring import Facts, months_between
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.conditions import open_condition, overdue_condition, stage_condition
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency


class Known:
    """What is known of all units, read at once. `families`: by unit the agencies whose history is its own."""

    def __init__(self, session: Session, actor: Actor, today: date, families: Mapping[UUID, set[UUID]]) -> None:
        self.families, self.today = families, today
        self.dangers = _dangers(session, actor)
        self.overdue = _by_addressee(session, actor, overdue_condition(today))
        self.repeated = _by_addressee(session, actor, open_condition(), col(Obligation.repeats_id).is_not(None))
        self.last = _last(session, actor, today, families)
        self.done = _done(session, actor, today, {one.id for one in self.last.values()})
        self.planned = _planned(session, actor)

    def of(self, unit_id: UUID) -> Facts:
        """The facts of one unit."""
        family, last = self.families[unit_id], self.last.get(unit_id)
        met, late = map(sum, zip(*self._came_due(last, family), strict=True)) if last else (0, 0)
        return Facts(
            dangers=sum(self.dangers[one] for one in family),
            overdue=sum(self.overdue[one] for one in family),
            repeated=sum(self.repeated[one] for one in family),
            met=met,
            due=met + late,
            months=months_between(last.scheduled_on, self.today) if last and last.scheduled_on else None,
        )

    def _came_due(self, last: Inspection, family: Iterable[UUID]) -> list[tuple[int, int]]:
        return [self.done.get((last.id, one), (0, 0)) for one in family]


def _dangers(session: Session, actor: Actor) -> Counter[UUID]:
    query = (
        sql_select(col(Inspection.unit_id), func.count())
        .join(Danger, col(Danger.inspection_id) == col(Inspection.id))
        .where(dangers.open_condition(), dangers.listed(session, actor))
        .group_by(col(Inspection.unit_id))
    )
    return _counter(session, query)


def _by_addressee(session: Session, actor: Actor, *where: ColumnElement[bool]) -> Counter[UUID]:
    seen = recommendations.listed(session, actor, *where)
    query = sql_select(col(Obligation.addressee_id), func.count()).where(seen)
    return _counter(session, query.group_by(col(Obligation.addressee_id)))


def _counter(session: Session, query: Any) -> Counter[UUID]:
    return Counter(dict(iter(session.connection().execute(query))))


def held() -> ColumnElement[bool]:
    """Inspections that were made: the team was at the unit, or what was found is told already."""
    return or_(DRAFTING.condition, TOLD.condition)


def _last(session: Session, actor: Actor, today: date, families: Mapping[UUID, set[UUID]]) -> dict[UUID, Inspection]:
    """By unit the last inspection of its family. Each agency is asked for one, which costs the same however many it had."""
    agency = aliased(Agency)
    newest = (
        select(Inspection.id)
        .where(
            col(Inspection.unit_id) == agency.id,
            col(Inspection.scheduled_on) <= today,
            held(),
            inspections.visible_to(actor),
        )
        .order_by(col(Inspection.scheduled_on).desc(), col(Inspection.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = sql_select(newest).where(among_these(agency.id, set().union(*families.values())))
    ids = [one for one in session.connection().scalars(asked) if one]
    by_agency = {row.unit_id: row for row in rows_by_id(session, Inspection, ids).values()}
    found = {}
    for unit, family in families.items():
        if of_family := [by_agency[one] for one in family if one in by_agency]:
            found[unit] = max(of_family, key=lambda row: (row.scheduled_on or date.min, row.id))
    return found


def _done(
    session: Session, actor: Actor, today: date, inspection_ids: set[UUID]
) -> dict[tuple[UUID, UUID], tuple[int, int]]:
    """By inspection and addressee: how much was met, how much came due and is not."""
    met, late = (case((one, 1), else_=0) for one in (stage_condition("done", today), overdue_condition(today)))
    columns = col(Obligation.inspection_id), col(Obligation.addressee_id)
    query = (
        sql_select(*columns, func.sum(met), func.sum(late))
        .where(among_these(col(Obligation.inspection_id), inspection_ids), recommendations.visible_to(actor))
        .group_by(*columns)
    )
    return {(of, to): (done, left) for of, to, done, left in session.connection().execute(query)}


def _planned(session: Session, actor: Actor) -> dict[UUID, str]:
    """By unit what is foreseen for it and not made yet, the earliest day first: inspections, and plans that are not in force."""
    ahead = sql_select(col(Inspection.unit_id), col(Inspection.scheduled_on)).where(
        col(Inspection.open),
        col(Inspection.lead_agency_id).in_(below(actor)),
        or_(UNSCHEDULED.condition, VISITABLE.condition),
        ~DRAFTING.condition,
    )
    drafted = (
        sql_select(col(PlanTarget.agency_id), col(PlanTarget.planned_on))
        .join(Plan, col(Plan.id) == col(PlanTarget.plan_id))
        .where(
            col(Plan.lead_agency_id) == actor.agency_id,
            or_(PLAN_DRAFTING.condition, CO_SIGNING.condition, SIGNED.condition),
        )
    )
    read = session.connection().execute
    found = [(day or date.max, "Đã có cuộc kiểm tra", unit) for unit, day in read(ahead)]
    found += [(day, "Đã có trong kế hoạch đang lập", unit) for unit, day in read(drafted)]
    said: dict[UUID, str] = {}
    for day, words, unit in sorted(found):
        said.setdefault(unit, f"{words}, {clock.date_text(day)}" if day < date.max else f"{words}, chờ xếp lịch")
    return said
