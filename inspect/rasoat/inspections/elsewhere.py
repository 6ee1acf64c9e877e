"""Where people go on which days, so that nobody is sent to two places on one day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import Absence
from rasoat.accounts.queries import full_names
from rasoat.db.bulk import among_these
from rasoat.inspections import queries
from rasoat.inspections.models import CANCELLED, Inspection, TeamMember
from rasoat.plans.models import IN_FORCE, Plan, PlanTarget, PlanTeamMember
from rasoat.plans.queries import visible_to
from rasoat.units.models import Agency

HIDDEN = "một cuộc kiểm tra khác"
"""What is told of an inspection that the person who asks may not see."""


@dataclass(frozen=True, slots=True)
class Going:
    """One person goes somewhere on one day."""

    user_id: UUID
    day: date
    where: str
    """The unit, or HIDDEN."""


def inspections(
    session: Session,
    actor: Actor,
    people: Collection[UUID],
    span: tuple[date, date],
    *,
    but_plan: UUID | None = None,
    but: UUID | None = None,
) -> list[Going]:
    """The inspections in whose teams people are from the first to the last day of `span`; without those of one plan, or
    one of them.
    """
    query = (
        select(col(TeamMember.user_id), col(Inspection.scheduled_on), col(Inspection.unit_name), col(Inspection.id))
        .join(Inspection, col(Inspection.id) == col(TeamMember.inspection_id))
        .where(among_these(col(TeamMember.user_id), people), col(Inspection.scheduled_on).between(*span))
        .where(~CANCELLED.condition, Inspection.id != but)
    )
    if but_plan:
        query = query.where(col(Inspection.plan_id).is_distinct_from(but_plan))
    found = list(session.exec(query.order_by(col(Inspection.scheduled_on), col(Inspection.id))))
    ids = {row[3] for row in found}
    seen = set(session.exec(select(Inspection.id).where(col(Inspection.id).in_(ids), queries.visible_to(actor))))
    return [Going(user_id, day, name if one in seen else HIDDEN) for user_id, day, name, one in found if day]


def plans(
    session: Session, actor: Actor, people: Collection[UUID], span: tuple[date, date], *, but: UUID
) -> list[Going]:
    """The same for the teams of other plans that are still being written or signed: they have no inspections yet."""
    query = (
        select(col(PlanTeamMember.user_id), col(PlanTarget.planned_on), col(Agency.short_name), col(Plan.id))
        .join(Plan, col(Plan.id) == col(PlanTeamMember.plan_id))
        .join(
            PlanTarget, (col(PlanTarget.plan_id) == col(Plan.id)) & (col(PlanTarget.team) == col(PlanTeamMember.team))
        )
        .join(Agency, col(Agency.id) == col(PlanTarget.agency_id))
        .where(among_these(col(PlanTeamMember.user_id), people), col(PlanTarget.planned_on).between(*span))
        .where(col(Plan.open), ~IN_FORCE.condition, Plan.id != but)
    )
    found = list(session.exec(query.order_by(col(PlanTarget.planned_on), col(PlanTarget.id))))
    seen = set(session.exec(select(Plan.id).where(col(Plan.id).in_({row[3] for row in found}), visible_to(actor))))
    return [Going(user_id, day, name if one in seen else HIDDEN) for user_id, day, name, one in found]


def absences(session: Session, people: Collection[UUID], span: tuple[date, date]) -> list[Absence]:
    """When people are away from the first to the last day of `span`, what was ended by hand left out."""
    query = select(Absence).where(
        among_these(col(Absence.account_id), people),
        col(Absence.ended_at).is_(None),
        col(Absence.first_day) <= span[1],
        col(Absence.last_day) >= span[0],
    )
    return list(session.exec(query.order_by(col(Absence.first_day), col(Absence.id))))


def told(session: Session, actor: Actor, inspection: Inspection, people: Iterable[UUID] | None = None) -> list[str]:
    """What stands against the day of one inspection for people of its team (all of them, unless some are given): who
    goes elsewhere on that day, and where; who is away.
    """
    day = inspection.scheduled_on
    if day is None:
        return []
    asked = list(people) if people is not None else [row.user_id for row in queries.team(session, inspection.id)]
    going = inspections(session, actor, asked, (day, day), but=inspection.id)
    away = absences(session, asked, (day, day))
    names = full_names(session, {*(one.user_id for one in going), *(one.account_id for one in away)})
    when = clock.date_text(day)
    return [
        *(f"{names[one.user_id]} ngày {when} đã đi {one.where}, nay thêm {inspection.unit_name}." for one in going),
        *(f"{names[one]} vắng mặt ngày {when}." for one in dict.fromkeys(row.account_id for row in away)),
    ]
