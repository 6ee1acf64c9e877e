"""Reading what became of a plan's reports: sent, late, missing, not due yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.owed.queries import of_plan, periods_of
from rasoat.plans.models import PlanReportPeriod
from rasoat.recommendations.answering.models import Answer
from rasoat.recommendations.conditions import open_condition, overdue_condition
from rasoat.recommendations.models import PASSED_ON, SETTLED, UNSENT, Obligation

STANDINGS = {
    "missing": "Quá hạn, chưa có",
    "waiting": "Chưa đến hạn",
    "suspended": "Tạm dừng vì thu hồi",
    "sent": "Đã gửi đúng hạn",
    "late": "Đã gửi, muộn",
    "ended": "Đã rút",
}
"""What became of one report that is owed. It follows from the due day, the day of the report and today.
Of what rests because the plan's paper was recalled, nothing is late."""


def standing(today: date) -> ColumnElement[str]:
    """One of STANDINGS, as an expression over obligations."""
    late = exists().where(
        col(Answer.obligation_id) == col(Obligation.id),
        col(Answer.ended) == "",
        col(Answer.answered_on) > col(Obligation.due_on),
    )
    return case(
        (and_(SETTLED.condition, late), "late"),
        (SETTLED.condition, "sent"),
        (and_(open_condition(), col(Obligation.suspended_on).is_not(None)), "suspended"),
        (overdue_condition(today), "missing"),
        (open_condition(), "waiting"),
        else_="ended",
    )


def rows_of(plan_id: UUID, seen: ColumnElement[bool]) -> SelectOfScalar[Obligation]:
    """What is owed of a plan's reports, without what was passed on: its receiver's row stands for it."""
    return select(Obligation).where(of_plan(plan_id), seen, ~UNSENT.condition, ~PASSED_ON.condition)


@dataclass(frozen=True, slots=True)
class Tally:
    """One period, and how many owe its report in each standing."""

    period: PlanReportPeriod
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many owe it, those aside of whom it is no longer asked."""
        return sum(number for name, number in self.counts.items() if name != "ended")

    @property
    def came(self) -> int:
        """How many reports came."""
        return self.counts.get("sent", 0) + self.counts.get("late", 0)


def tallies(session: Session, plan_id: UUID, seen: ColumnElement[bool], today: date) -> list[Tally]:
    """Every period of a plan of which the reader sees something, by due day."""
    found = {row.id: Tally(row) for row in periods_of(session, plan_id)}
    if not found:
        return []
    by = standing(today)
    query = (
        rows_of(plan_id, seen)
        .with_only_columns(col(Obligation.source_id), by, func.count())
        .group_by(col(Obligation.source_id), by)
    )
    for period_id, name, number in session.execute(query):
        found[period_id].counts[name] = number
    return [one for one in found.values() if one.counts]


def standings(session: Session, rows: Sequence[Obligation], today: date) -> dict[UUID, str]:
    """What became of each of these, by id."""
    query = select(Obligation.id, standing(today)).where(col(Obligation.id).in_([row.id for row in rows]))
    return dict(iter(session.exec(query)))


def reports_for(session: Session, rows: Sequence[Obligation]) -> dict[UUID, Answer]:
    """The report that stands for each of these, by the obligation's id."""
    query = select(Answer).where(col(Answer.obligation_id).in_([row.id for row in rows]), Answer.ended == "")
    return {row.obligation_id: row for row in session.exec(query.order_by(col(Answer.ordinal)))}
