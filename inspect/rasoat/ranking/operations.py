"""Putting ranked units into a plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.plans import operations as drafting
from rasoat.plans import queries as plans
from rasoat.plans.data import PlanData, TargetData
from rasoat.plans.models import Plan
from rasoat.problems import Problem, Reason

NO_UNIT = "Đánh dấu ít nhất một đơn vị trong danh sách."


@dataclass(frozen=True, slots=True)
class Filled:
    """The plan, how many units came into it, and how many it had already."""

    plan: Plan
    added: int
    present: int


def new_plan(session: Session, actor: Actor, title: str, unit_ids: Sequence[UUID], day: date) -> Filled:
    """Draft a plan of the actor's agency with these units, all on one day until somebody changes it; its other parts are
    empty. Raises what `plans.operations.draft_plan` raises, and Problem `form.invalid` without a unit.
    """
    wanted = _require_some(unit_ids)
    data = PlanData(title=title, year=day.year, targets=[TargetData(one, None, day) for one in wanted])
    return Filled(_told(lambda: drafting.draft_plan(session, actor, data)), len(wanted), 0)


def add_to_plan(session: Session, actor: Actor, plan_id: UUID, unit_ids: Sequence[UUID], day: date) -> Filled:
    """Add units to a drafted plan on one day. Those that it has already keep theirs, so that doing it again changes nothing.

    Raises what `plans.operations.edit_plan` raises, and Problem `form.invalid` without a unit.
    """
    wanted = _require_some(unit_ids)
    plans.require_visible(session, plan_id, actor)
    # Locked before it is read: what somebody else adds at the same moment stays.
    plan = lock(session, Plan, plan_id)
    drafting.require_editable(session, plan, actor)
    data = plans.data_of(session, plan)
    present = {target.agency_id for target in data.targets}
    more = [TargetData(one, None, day) for one in wanted if one not in present]
    if more:
        filled = replace(data, targets=[*data.targets, *more])
        _told(lambda: drafting.edit_plan(session, actor, plan_id, plan.version, filled))
    return Filled(plan, len(more), len(wanted) - len(more))


def _require_some(unit_ids: Sequence[UUID]) -> list[UUID]:
    wanted = list(dict.fromkeys(unit_ids))
    if not wanted:
        raise Problem("form.invalid", reasons=[Reason("unit", NO_UNIT)])
    return wanted


def _told(save: Callable[[], Plan]) -> Plan:
    """What the plan's own form complains of, as this page can say it: each sentence once, those about days at the day."""
    try:
        return save()
    except Problem as problem:
        if problem.key != "form.invalid":
            raise
        said = [
            Reason("day" if one.field.endswith("planned_on") else one.field, one.message) for one in problem.reasons
        ]
        raise Problem("form.invalid", reasons=list(dict.fromkeys(said))) from problem
