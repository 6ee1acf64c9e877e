"""Reading plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import false
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, or_, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.checklists import catalog
from rasoat.definitions import operations as definitions
from rasoat.plans import route
from rasoat.plans.data import ContentData, PlanData, ReportData, TargetData
from rasoat.plans.models import Plan, PlanBasis, PlanContent, PlanCosigner, PlanReport, PlanTarget, PlanTeamMember
from rasoat.procedures.definition import State
from rasoat.units.models import Agency
from rasoat.workflows import pins


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Plans that an actor may see: those of the own agency or one below it, and those that the own agency co-signs.

    Inspected authorities see their inspections and notices, never the plan with the other units in it. Administrators
    manage accounts and see no cases.
    """
    if actor.is_authority or actor.role == Role.ADMINISTRATOR:
        return false()
    signed = select(PlanCosigner.plan_id).where(PlanCosigner.agency_id == actor.agency_id)
    return or_(col(Plan.lead_agency_id).in_(below(actor)), col(Plan.id).in_(signed))


_scope = Scoped(Plan, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def years(session: Session, actor: Actor) -> list[int]:
    """The years of the plans the actor may see, newest first."""
    query = select(Plan.year).where(visible_to(actor)).distinct()
    return list(session.exec(query.order_by(col(Plan.year).desc())))


def lead_agencies(session: Session, actor: Actor) -> list[Agency]:
    """The agencies that lead the plans the actor may see, in Vietnamese order."""
    leading = select(Plan.lead_agency_id).where(visible_to(actor))
    return list(session.exec(select(Agency).where(col(Agency.id).in_(leading)).order_by(col(Agency.order_text))))


def bases(session: Session, plan_id: UUID) -> list[PlanBasis]:
    """The legal bases in the order of the plan."""
    return list(session.exec(select(PlanBasis).where(PlanBasis.plan_id == plan_id).order_by(col(PlanBasis.ordinal))))


def contents(session: Session, plan_id: UUID) -> list[PlanContent]:
    """The matters to be checked, in the order of the plan."""
    query = select(PlanContent).where(PlanContent.plan_id == plan_id)
    return list(session.exec(query.order_by(col(PlanContent.ordinal))))


def cosigners(session: Session, plan_id: UUID) -> list[PlanCosigner]:
    """The agencies that sign beside the lead agency, in the order of the plan."""
    query = select(PlanCosigner).where(PlanCosigner.plan_id == plan_id)
    return list(session.exec(query.order_by(col(PlanCosigner.ordinal))))


def targets(session: Session, plan_id: UUID) -> list[PlanTarget]:
    """The units to be inspected, by the day planned."""
    query = select(PlanTarget).where(PlanTarget.plan_id == plan_id)
    return list(session.exec(query.order_by(col(PlanTarget.planned_on), col(PlanTarget.id))))


def teams(session: Session, plan_id: UUID) -> dict[int, dict[UUID, str]]:
    """The plan's teams by number: who is in each, and with what assignment."""
    query = select(PlanTeamMember).where(PlanTeamMember.plan_id == plan_id)
    found: dict[int, dict[UUID, str]] = {}
    for row in session.exec(query.order_by(col(PlanTeamMember.team), col(PlanTeamMember.id))):
        found.setdefault(row.team, {})[row.user_id] = row.assignment
    return found


def reports(session: Session, plan_id: UUID) -> list[PlanReport]:
    """The reports that the plan asks for, in its order."""
    query = select(PlanReport).where(PlanReport.plan_id == plan_id)
    return list(session.exec(query.order_by(col(PlanReport.ordinal))))


def data_of(session: Session, plan: Plan) -> PlanData:
    """The plan as its drafter writes it: the form shows this, and a stale edit is compared with it."""
    return PlanData(
        title=plan.title,
        year=plan.year,
        symbol=plan.symbol,
        purpose=plan.purpose,
        inspection_workflow=plan.inspection_workflow,
        bases=[basis.text for basis in bases(session, plan.id)],
        contents=[ContentData(content.title, content.checklist) for content in contents(session, plan.id)],
        cosigner_ids=[cosigner.agency_id for cosigner in cosigners(session, plan.id)],
        targets=[
            TargetData(target.agency_id, target.office_id, target.planned_on, target.place)
            for target in targets(session, plan.id)
        ],
        reports=[
            ReportData(one.title, one.owed_by, one.due_on, one.receiver, one.repeats, one.until)
            for one in reports(session, plan.id)
        ],
    )


def checklist_names(session: Session, plan_id: UUID) -> list[str]:
    """Ids of the checklists the contents name, each once, in the order of the plan."""
    return list(dict.fromkeys(content.checklist for content in contents(session, plan_id) if content.checklist))


@dataclass(frozen=True, slots=True)
class PublishedChecklist:
    """The newest published version of a checklist."""

    version: int
    title: str
    every_inspection: bool


def published_checklists(session: Session) -> dict[str, PublishedChecklist]:
    """Checklists that may be used, by id: drafts are left out, the highest version counts."""
    found = {row.name: row for row in definitions.stored(session, "checklist") if not row.draft}
    read = {name: catalog.from_body(row.body) for name, row in found.items()}
    return {name: PublishedChecklist(one.version, one.title, one.every_inspection) for name, one in read.items()}


def states(session: Session) -> dict[str, State]:
    """The states a plan can be in, in the order of its path."""
    return route.in_order(pins.newest(session, "plan").definition)


def inspection_workflows(session: Session) -> dict[str, str]:
    """Kinds of inspection a plan may choose: workflow id to its title, the planned joint check first."""
    titles = {workflow.id: workflow.title for workflow in pins.stored(session) if workflow.kind == "inspection"}
    return {name: titles[name] for name in sorted(titles, key=lambda name: (name != "inspection", name))}


def cosigner_of(session: Session, case_row: Mapping[str, object], agency_id: UUID) -> PlanCosigner | None:
    """The row with which an agency co-signs the plan `case_row`, or None."""
    query = select(PlanCosigner).where(PlanCosigner.plan_id == case_row["id"], PlanCosigner.agency_id == agency_id)
    return session.exec(query).first()
