"""Drafting a plan and editing the draft. What happens afterwards are steps of its workflow."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.db import row_seals
from rasoat.db.locking import lock
from rasoat.plans import checks, queries
from rasoat.plans.data import PlanData, ReportData, TargetData
from rasoat.plans.models import DRAFTING, Plan, PlanBasis, PlanContent, PlanCosigner, PlanReport, PlanTarget
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.units.kinds import kind_of
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, pins, start
from rasoat.workflows.editing import begin_edit, mark

Numbered = PlanBasis | PlanContent | PlanCosigner | PlanReport


def draft_plan(session: Session, actor: Actor, data: PlanData) -> Plan:
    """Begin a plan of the actor's agency.

    Raises Problem `forbidden` for anybody but an officer, `form.invalid` with every fault of the data.
    """
    if actor.role != Role.OFFICER:
        raise Problem("forbidden")
    return begin_plan(session, actor, actor.user_id, data)


def begin_plan(session: Session, actor: Actor, drafted_by: UUID, data: PlanData) -> Plan:
    """Begin a plan of the actor's agency, which `drafted_by` goes on with: the actor may be the program itself.

    Raises Problem `form.invalid` with every fault of the data.
    """
    _refuse_faults(session, actor, data)
    plan = Plan(lead_agency_id=actor.agency_id, drafted_by=drafted_by, title="", year=data.year)
    _fill(session, plan, data)
    if actor.account_id:
        mark(plan, actor)
    start(session, plan, "plan", "plan", actor)
    _put_parts(session, plan.id, data)
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
    _put_parts(session, plan.id, data)
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


def may_draft(session: Session, actor: Actor) -> bool:
    """Whether this person may draft plans: an officer of an agency of a kind that leads inspections."""
    return actor.role == Role.OFFICER and "lead" in kind_of(session.get_one(Agency, actor.agency_id).kind).may


def may_arrange(plan: Plan, actor: Actor) -> bool:
    """Whether this person may give the plan its teams, and its units their days: until the plan is closed."""
    return plan.open and may_edit(plan, actor)


def may_copy(plan: Plan, actor: Actor) -> bool:
    """Whether a person may copy this plan: officers of the agency that leads it, or that goes on for it."""
    return actor.role == Role.OFFICER and plan.lead_agency_id in (actor.agency_id, *actor.goes_on_for)


def _refuse_faults(session: Session, actor: Actor, data: PlanData) -> None:
    reasons = checks.faults(session, actor, data)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _fill(session: Session, plan: Plan, data: PlanData) -> None:
    plan.title, plan.purpose, plan.year = data.title.strip(), data.purpose.strip(), data.year
    plan.inspection_workflow = data.inspection_workflow
    plan.symbol = data.symbol.strip() or _symbol(session, plan.lead_agency_id, data.cosigner_ids)


def _symbol(session: Session, lead_id: UUID, cosigner_ids: list[UUID]) -> str:
    kind, signing = "KHLN" if cosigner_ids else "KH", [lead_id, *cosigner_ids]
    agencies = units.names(session, signing)
    return "-".join([kind, *(agencies[agency_id].symbol for agency_id in signing)])


def _put_parts(session: Session, plan_id: UUID, data: PlanData) -> None:
    """Write what the plan consists of; what is stored so already is not touched."""
    _put_numbered(session, PlanBasis, plan_id, [{"text": text.strip()} for text in data.bases])
    contents = [{"title": item.title.strip(), "checklist": item.checklist} for item in data.contents]
    _put_numbered(session, PlanContent, plan_id, contents)
    _put_numbered(session, PlanCosigner, plan_id, [{"agency_id": agency_id} for agency_id in data.cosigner_ids])
    _put_numbered(session, PlanReport, plan_id, [_report(one) for one in data.reports])
    _put_targets(session, plan_id, data.targets)
    session.flush()


def _report(data: ReportData) -> dict[str, Any]:
    said = {"title": data.title.strip(), "receiver": data.receiver.strip()}
    return {**asdict(data), **said, "until": data.until if data.repeats else None}


def _put_numbered(session: Session, part: type[Numbered], plan_id: UUID, rows: list[dict[str, Any]]) -> None:
    stored = session.exec(select(part).where(part.plan_id == plan_id).order_by(col(part.ordinal))).all()
    if len(stored) == len(rows) and all(_holds(*both) for both in zip(stored, rows, strict=True)):
        return
    # A number and an agency occur once in a plan, so rows whose order changed could not be written one after the other.
    row_seals.remove(session, part, col(part.plan_id) == plan_id)
    session.add_all(part(plan_id=plan_id, ordinal=number, **row) for number, row in enumerate(rows, 1))


def _put_targets(session: Session, plan_id: UUID, targets: list[TargetData]) -> None:
    present = {row.agency_id: row for row in queries.targets(session, plan_id)}
    for target in targets:
        values: dict[str, Any] = {
            "office_id": target.office_id,
            "planned_on": target.planned_on,
            "place": target.place.strip(),
        }
        row = present.pop(target.agency_id, None)
        if row is None:
            session.add(PlanTarget(plan_id=plan_id, agency_id=target.agency_id, **values))
        elif not _holds(row, values):
            for name, value in values.items():
                setattr(row, name, value)
    if present:
        row_seals.remove(session, PlanTarget, col(PlanTarget.id).in_([row.id for row in present.values()]))


def _holds(row: Any, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
