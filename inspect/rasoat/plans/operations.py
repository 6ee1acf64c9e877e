"""Drafting a plan and editing the draft. What happens afterwards are steps of its workflow."""

from uuid import UUID

from sqlmodel import Session, col

from rasoat.accounts.actor import Actor, Role
from rasoat.db import row_seals
from rasoat.db.locking import lock
from rasoat.plans import checks, queries
from rasoat.plans.data import PlanData
from rasoat.plans.models import DRAFTING, Plan, PlanBasis, PlanContent, PlanCosigner, PlanTarget
from rasoat.problems import Problem
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, pins, start
from rasoat.workflows.editing import begin_edit, mark

PARTS = (PlanBasis, PlanContent, PlanCosigner, PlanTarget)


def draft_plan(session: Session, actor: Actor, data: PlanData) -> Plan:
    """Begin a plan of the actor's agency.

    Raises Problem `forbidden` for anybody but an officer, `form.invalid` with every fault of the data.
    """
    if actor.role != Role.OFFICER:
        raise Problem("forbidden")
    _refuse_faults(session, actor, data)
    plan = Plan(lead_agency_id=actor.agency_id, drafted_by=actor.user_id, title="", year=data.year)
    _fill(session, plan, data)
    mark(plan, actor)
    start(session, plan, "plan", "plan", actor)
    _add_parts(session, plan.id, data)
    return plan


def edit_plan(session: Session, actor: Actor, plan_id: UUID, version: int | None, data: PlanData) -> Plan:
    """Replace the whole of a draft, as the person sees it at `version`.

    Raises Problem `not_found`, `forbidden` for anybody but an officer of the lead agency, `plan.not_editable` when it
    is no longer a draft, `row.stale` when somebody changed it meanwhile, `form.invalid` with every fault.
    """
    queries.require_visible(session, plan_id, actor)
    plan = lock(session, Plan, plan_id)
    require_editable(session, plan, actor)
    begin_edit(session, plan, version, actor, case=CaseRef("plan", plan.id))
    _refuse_faults(session, actor, data)
    _fill(session, plan, data)
    for part in PARTS:
        row_seals.remove(session, part, col(part.plan_id) == plan.id)
    _add_parts(session, plan.id, data)
    return plan


def require_editable(session: Session, plan: Plan, actor: Actor) -> None:
    """Raise Problem `forbidden` or `plan.not_editable` when this person may not write the plan now."""
    if not may_edit(plan, actor):
        raise Problem("forbidden")
    if not DRAFTING.of(plan):
        states = pins.runtime(session, plan.workflow, plan.workflow_version).definition.states
        raise Problem("plan.not_editable", state=states[plan.status].title)


def may_edit(plan: Plan, actor: Actor) -> bool:
    """Whether this person may edit the plan, which must be a draft."""
    return actor.role == Role.OFFICER and actor.agency_id == plan.lead_agency_id


def _refuse_faults(session: Session, actor: Actor, data: PlanData) -> None:
    reasons = checks.faults(session, actor, data)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _fill(session: Session, plan: Plan, data: PlanData) -> None:
    plan.title, plan.purpose, plan.year = data.title.strip(), data.purpose.strip(), data.year
    plan.inspection_workflow = data.inspection_workflow
    plan.symbol = data.symbol.strip() or _symbol(session, plan.lead_agency_id, data.cosigner_ids)


def _symbol(session: Session, lead_id: UUID, cosigner_ids: list[UUID]) -> str:
    kind = "KHLN" if cosigner_ids else "KH"
    return "-".join([kind, *(session.get_one(Agency, agency_id).symbol for agency_id in [lead_id, *cosigner_ids])])


def _add_parts(session: Session, plan_id: UUID, data: PlanData) -> None:
    session.add_all(PlanBasis(plan_id=plan_id, ordinal=n, text=text.strip()) for n, text in enumerate(data.bases, 1))
    session.add_all(
        PlanContent(plan_id=plan_id, ordinal=n, title=item.title.strip(), checklist=item.checklist)
        for n, item in enumerate(data.contents, 1)
    )
    session.add_all(
        PlanCosigner(plan_id=plan_id, ordinal=n, agency_id=agency_id)
        for n, agency_id in enumerate(data.cosigner_ids, 1)
    )
    session.add_all(
        PlanTarget(
            plan_id=plan_id,
            agency_id=target.agency_id,
            office_id=target.office_id,
            planned_on=target.planned_on,
            place=target.place.strip(),
        )
        for target in data.targets
    )
    session.flush()
