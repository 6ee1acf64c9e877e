"""What the issue of a plan's paper does for its reports: each period becomes something that each agency owes."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.owed.queries import SOURCE, WORKFLOW, periods_of, unsent
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan, PlanReport, PlanReportPeriod
from rasoat.plans.periods import Period, periods
from rasoat.recommendations import due
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import put_parts
from rasoat.recommendations.sources import as_told
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, fire, start

FORCE = "assigned"
AT_ONCE = 40
"""How many are sent in one transaction. One takes some 12 ms, and on SQLite nobody else writes meanwhile."""


def ask_for_reports(session: Session, actor: Actor, plan_id: UUID, day: date, paper: str) -> int:
    """Send what is owed for every period of the plan's reports, dated with the day of its paper, AT_ONCE of it at most; returns
    how much is left, which the next call goes on with. What was sent is not sent again.

    `paper` is the plan by number and day: by it each due date is explained. Of a report that comes again, periods that
    were due before that day are left out.
    """
    plan = lock(session, Plan, plan_id)
    if not periods_of(session, plan_id):
        _put_periods(session, plan, day)
    waiting = unsent(session, plan)
    for period, agency_id in waiting[:AT_ONCE]:
        _send(session, actor, plan, period, agency_id, day, paper)
    return len(waiting[AT_ONCE:])


def _put_periods(session: Session, plan: Plan, day: date) -> None:
    """The periods that are due from `day` on, the earliest first."""
    found = [
        (report, period)
        for report in plans.reports(session, plan.id)
        for period in periods(report.due_on, report.repeats, report.until)
        if period.due_on >= day
    ]
    for number, (report, period) in enumerate(sorted(found, key=lambda pair: (pair[1].due_on, pair[0].ordinal)), 1):
        text = _words(session, plan, report, period)
        row = PlanReportPeriod(plan_id=plan.id, report_id=report.id, ordinal=number, text=text, due_on=period.due_on)
        session.add(row)
    session.flush()


def _words(session: Session, plan: Plan, report: PlanReport, period: Period) -> str:
    to = report.receiver or units.agency(session, plan.lead_agency_id).name
    title = report.title[:1].lower() + report.title[1:]
    return f"Gửi {' '.join(filter(None, [title, period.name]))} đến {to}"


def _send(
    session: Session, actor: Actor, plan: Plan, period: PlanReportPeriod, agency_id: UUID, day: date, paper: str
) -> None:
    row = Obligation(
        source_kind=SOURCE,
        **as_told(period),
        force=FORCE,
        lead_agency_id=plan.lead_agency_id,
        addressee_id=agency_id,
        due_on=period.due_on,
        due_basis=due.set_by(actor, period.due_on, "retold", act=paper),
    )
    put_parts(row, "")
    start(session, row, "obligation", WORKFLOW, actor, day)
    fire(session, CaseRef("obligation", row.id), "issue", actor, effective_on=day)
