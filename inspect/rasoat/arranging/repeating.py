"""Plans that come again: the worker drafts the next one, once, and its officer is told."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, func, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import people, system_actor
from rasoat.arranging import moving
from rasoat.arranging.copying import begin_copy
from rasoat.arranging.models import EVERY, PlanRepeat
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan, PlanTarget
from rasoat.plans.operations import may_copy
from rasoat.problems import Problem, Reason
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, deadlines, noting, working_days

PROPOSED = "plan_proposed"
"""Event of a plan: it was drafted by itself."""
REPEATED = "plan_repeats"
"""Entry in a plan's journal: it comes again."""
STOPPED = "plan_stops_repeating"
"""Entry in a plan's journal: it comes no more, and why."""
MOST_DAYS = 250


def repeat_of(session: Session, plan_id: UUID) -> PlanRepeat | None:
    """What was set for a plan, also when it was stopped; None when nothing ever was."""
    return session.exec(select(PlanRepeat).where(PlanRepeat.plan_id == plan_id)).first()


def set_repeat(session: Session, actor: Actor, plan_id: UUID, every: str, days_before: int) -> PlanRepeat:
    """Let a plan come again, or again after it was stopped.

    Raises Problem `not_found`, `forbidden`, and `form.invalid` for a plan whose next one was drafted already: that one
    comes again by itself.
    """
    row = _held(session, actor, plan_id)
    reasons = []
    if every not in EVERY:
        reasons.append(Reason("every", "Chọn bao lâu lặp lại một lần."))
    if not 1 <= days_before <= MOST_DAYS:
        reasons.append(Reason("days_before", f"Nhập số ngày làm việc từ 1 đến {MOST_DAYS}."))
    if row is not None and row.next_id:
        reasons.append(Reason("", "Kế hoạch tiếp theo đã được lập; đặt lặp lại ở kế hoạch ấy."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    if row is None:
        row = PlanRepeat(plan_id=plan_id, every=every, days_before=days_before)
        session.add(row)
    row.every, row.days_before, row.stopped_why = every, days_before, ""
    told = {"every": f"{EVERY[every][0]}, lập bản thảo trước {days_before} ngày làm việc"}
    noting.note(session, CaseRef("plan", plan_id), REPEATED, actor, {"every": every, "days": days_before}, told)
    return row


def stop_repeat(session: Session, actor: Actor, plan_id: UUID, reason: str) -> PlanRepeat:
    """Let a plan come no more. Raises Problem `not_found` when it does not come again, `forbidden`, and `form.invalid`
    without a reason.
    """
    row = _held(session, actor, plan_id)
    if row is None or row.stopped_why or row.next_id:
        raise Problem("not_found")
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nhập lý do ngừng lặp lại.")])
    _stop(session, row, actor, reason.strip())
    return row


def propose_due(database: Database, today: date) -> int:
    """Draft what is due on that day, each plan in a write of its own; returns how many. On most days there is none."""
    with database.read() as session:
        wanted = list(_due(session, today))
    drafted = [database.write(partial(propose_next, plan_id=plan_id, today=today)) for plan_id in wanted]
    return sum(one is not None for one in drafted)


def propose_next(session: Session, plan_id: UUID, today: date) -> UUID | None:
    """Draft the plan that comes after one, and tell its officer; returns its id. To repeat it changes nothing, also when
    two workers do it at once. What cannot be drafted ends the repeating, with the reason in the plan's journal.
    """
    plan = lock(session, Plan, plan_id)
    row = repeat_of(session, plan_id)
    if row is None or plan_id not in _due(session, today):
        return None
    lead, officers = _who_goes_on(session, plan, today)
    if lead is None:
        agency = session.get_one(Agency, plan.lead_agency_id)
        _stop(session, row, system_actor(agency), f"{agency.name} đã kết thúc, không rõ cơ quan nào làm tiếp")
        return None
    if not officers:
        return None
    by, months = system_actor(lead), EVERY[row.every][1]
    try:
        draft = begin_copy(session, by, officers[0].id, plan, months)
    except Problem as problem:
        _stop(session, row, by, "; ".join(reason.message for reason in problem.reasons) or problem.what)
        return None
    new_id = draft.id
    row.next_id = new_id
    session.add(PlanRepeat(plan_id=new_id, every=row.every, days_before=row.days_before))
    session.flush()
    tell(session, PROPOSED, new_id, people=officers[:1])
    return new_id


def first_day(session: Session, plan: Plan) -> date:
    """The first day on which a unit of the plan is visited; without units the first of its year."""
    found = session.exec(select(func.min(PlanTarget.planned_on)).where(PlanTarget.plan_id == plan.id)).one()
    return found or date(plan.year, 1, 1)


def drafted_on(session: Session, plan: Plan, row: PlanRepeat) -> date:
    """The day on which the next plan is drafted: some working days before its first visit."""
    following = moving.later(first_day(session, plan), EVERY[row.every][1])
    return deadlines.before(following, row.days_before, working_days.in_force(session))


def _due(session: Session, today: date) -> Iterator[UUID]:
    """The plans whose next one is to be drafted by that day. A plan that has no number was not carried out."""
    query = (
        select(PlanRepeat, Plan)
        .join(Plan, col(Plan.id) == col(PlanRepeat.plan_id))
        .where(col(PlanRepeat.next_id).is_(None), PlanRepeat.stopped_why == "", col(Plan.number).is_not(None))
    )
    for row, plan in session.exec(query.order_by(col(PlanRepeat.id))):
        if drafted_on(session, plan, row) <= today:
            yield plan.id


def _held(session: Session, actor: Actor, plan_id: UUID) -> PlanRepeat | None:
    plans.require_visible(session, plan_id, actor)
    plan = lock(session, Plan, plan_id)
    if not may_copy(plan, actor):
        raise Problem("forbidden")
    return repeat_of(session, plan_id)


def _stop(session: Session, row: PlanRepeat, actor: Actor, reason: str) -> None:
    row.stopped_why = reason
    session.flush()
    noting.note(session, CaseRef("plan", row.plan_id), STOPPED, actor, {}, {"reason": reason})


def _who_goes_on(session: Session, plan: Plan, today: date) -> tuple[Agency | None, list[User]]:
    """The agency that leads the next plan, None when that is not known, and its officers: who drafted this one first."""
    heirs = Heirs(session, today).of(plan.lead_agency_id)
    if len(heirs) != 1:
        return None, []
    officers = people(session, agency_id=heirs[0].id, roles=[Role.OFFICER])
    return heirs[0], sorted(officers, key=lambda one: one.id != plan.drafted_by)
