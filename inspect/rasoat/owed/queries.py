"""Reading the reports that a plan asks for: its periods, who owes them, what is owed of them."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from rasoat.plans import queries as plans
from rasoat.plans.models import Plan, PlanReport, PlanReportPeriod
from rasoat.recommendations.models import ENDED, UNSENT, Obligation

SOURCE = "report"
"""The kind of source of the obligations that follow from reports."""
WORKFLOW = "owed_report"


def plan_of(session: Session, period_id: UUID) -> Plan | None:
    """The plan that a period is of."""
    query = select(Plan).join(PlanReportPeriod, col(PlanReportPeriod.plan_id) == col(Plan.id))
    return session.exec(query.where(PlanReportPeriod.id == period_id)).first()


def periods_of(session: Session, plan_id: UUID) -> list[PlanReportPeriod]:
    """The periods of a plan's reports by due day; none before the plan has its number."""
    query = select(PlanReportPeriod).where(PlanReportPeriod.plan_id == plan_id)
    return list(session.exec(query.order_by(col(PlanReportPeriod.ordinal))))


def of_plan(plan_id: UUID) -> ColumnElement[bool]:
    """The obligations that follow from the reports of one plan."""
    own = select(PlanReportPeriod.id).where(PlanReportPeriod.plan_id == plan_id)
    return (col(Obligation.source_kind) == SOURCE) & col(Obligation.source_id).in_(own)


def sent(session: Session, plan_id: UUID) -> list[UUID]:
    """The ids of those that were sent and have not ended, those that came among them."""
    query = select(Obligation.id).where(of_plan(plan_id), ~UNSENT.condition, ~ENDED.condition)
    return list(session.exec(query.order_by(col(Obligation.due_on), col(Obligation.id))))


def debtors(session: Session, plan: Plan, report: PlanReport) -> list[UUID]:
    """The agencies that owe a report, each once: those that the plan names, as it names them."""
    if report.owed_by == "lead":
        return [plan.lead_agency_id]
    units = [row.agency_id for row in plans.targets(session, plan.id)]
    signing = [row.agency_id for row in plans.cosigners(session, plan.id)]
    found = {"units": units, "cosigners": signing, "both": [*signing, *units]}[report.owed_by]
    return list(dict.fromkeys(found))


def unsent(session: Session, plan: Plan) -> list[tuple[PlanReportPeriod, UUID]]:
    """What is still to be sent: each period with each agency that owes its report, by due day."""
    first = of_plan(plan.id), col(Obligation.parent_id).is_(None)
    made = set(session.exec(select(Obligation.source_id, Obligation.addressee_id).where(*first)))
    owing = {report.id: debtors(session, plan, report) for report in plans.reports(session, plan.id)}
    pairs = [(row, one) for row in periods_of(session, plan.id) for one in owing[row.report_id]]
    return [(row, one) for row, one in pairs if (row.id, one) not in made]
