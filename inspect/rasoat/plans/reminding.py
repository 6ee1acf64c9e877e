"""Asking an agency again that has not signed a plan yet: an officer does it when needed, the system after some days."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.queries import people, system_actor
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.plans import queries
from rasoat.plans.models import CO_SIGNING, CosignReminder, Plan
from rasoat.problems import Problem
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, deadlines, journal, noting, working_days

EVENT = "cosign_reminder"
"""Event: an agency was asked again to sign a plan. Each time is an event of its own."""
ASK_AGAIN = "ask_again_to_sign"
"""Entry in a plan's journal: an agency was asked again to sign it."""


def may_remind(plan: Plan, actor: Actor) -> bool:
    """Whether a person may ask again: officers and leaders of the agency that leads the plan."""
    return actor.agency_id == plan.lead_agency_id and actor.role in (Role.OFFICER, Role.LEADER)


def remind_now(session: Session, actor: Actor, plan_id: UUID) -> list[Agency]:
    """Ask every agency again that has not signed and was not asked today; returns whom.

    Raises Problem `not_found`, `forbidden`, `cosigning.not_waiting` when nobody is to sign now or all have signed,
    `cosigning.asked_today`.
    """
    queries.require_visible(session, plan_id, actor)
    plan = lock(session, Plan, plan_id)
    if not may_remind(plan, actor):
        raise Problem("forbidden")
    if not missing(session, plan):
        raise Problem("cosigning.not_waiting")
    wanted = unasked(session, plan)
    if not wanted:
        raise Problem("cosigning.asked_today")
    for agency in wanted:
        _ask(session, plan, agency, clock.today(), actor)
    return wanted


def ask_again(database: Database, today: date, after_days: int) -> int:
    """Ask agencies again that are slow to sign a plan; returns how many. Most days have none, and nothing is written."""
    with database.read() as session:
        wanted = slow(session, today, after_days)
    return database.write(partial(remind_slow, today=today, after_days=after_days)) if wanted else 0


def remind_slow(session: Session, today: date, after_days: int) -> int:
    """Ask the agencies again that have not signed for so many working days since they were last asked; returns how many.
    Repeating it changes nothing. With 0 days nobody is asked.
    """
    asked = 0
    for plan_id in slow(session, today, after_days):
        plan = lock(session, Plan, plan_id)
        # Whoever signed, or was asked, while this waited for the plan is not asked now.
        for agency in _slow_of(session, plan, today, after_days):
            _ask(session, plan, agency, today, None)
            asked += 1
    return asked


def slow(session: Session, today: date, after_days: int) -> list[UUID]:
    """The plans of which an agency is to be asked again on that day."""
    if not after_days:
        return []
    query = select(Plan).where(col(Plan.open), CO_SIGNING.condition).order_by(col(Plan.id))
    return [plan.id for plan in session.exec(query) if _slow_of(session, plan, today, after_days)]


def missing(session: Session, plan: Plan) -> list[Agency]:
    """The agencies that are to sign a plan now and have not, in its order. One that has ended has nobody to be asked."""
    if not CO_SIGNING.of(plan):
        return []
    unsigned = [row.agency_id for row in queries.cosigners(session, plan.id) if row.signed_at is None]
    agencies = [session.get_one(Agency, one) for one in unsigned]
    return [agency for agency in agencies if not agency.has_ended(clock.today())]


def unasked(session: Session, plan: Plan) -> list[Agency]:
    """Those of them that were not asked again today."""
    today = clock.today()
    told = {row.agency_id for row in reminders(session, plan) if row.for_day == today}
    return [agency for agency in missing(session, plan) if agency.id not in told]


def reminders(session: Session, plan: Plan) -> list[CosignReminder]:
    """How often agencies were asked again since the plan was last submitted, the first time first."""
    query = select(CosignReminder).where(CosignReminder.plan_id == plan.id)
    rows = session.exec(query.order_by(col(CosignReminder.for_day), col(CosignReminder.id)))
    since = submitted_on(session, plan)
    return [row for row in rows if since is not None and row.for_day >= since]


def submitted_on(session: Session, plan: Plan) -> date | None:
    """The day on which the agencies were first asked to sign it; None while nobody is."""
    if not CO_SIGNING.of(plan):
        return None
    told = [entry for entry, _ in journal.entries(session, CaseRef("plan", plan.id)) if entry.to_state == plan.status]
    # Signatures leave the state as it is.
    came = [clock.local(entry.recorded_at).date() for entry in told if entry.from_state != plan.status]
    return came[-1] if came else None


@dataclass(frozen=True, slots=True)
class Asked:
    """When an agency was asked to sign: at first, and then again, each time with who asked (None: the system)."""

    first: date | None
    again: list[CosignReminder]


def asked(session: Session, plan: Plan) -> dict[UUID, Asked]:
    """By agency that has not signed: when it was asked."""
    since, rows = submitted_on(session, plan), reminders(session, plan)
    unsigned = [row.agency_id for row in queries.cosigners(session, plan.id) if row.signed_at is None]
    return {one: Asked(since, [row for row in rows if row.agency_id == one]) for one in unsigned} if since else {}


def _slow_of(session: Session, plan: Plan, today: date, after_days: int) -> list[Agency]:
    since, last = submitted_on(session, plan), {}
    if since is None:
        return []
    for row in reminders(session, plan):
        last[row.agency_id] = row.for_day
    calendar = working_days.in_force(session)
    return [
        agency
        for agency in missing(session, plan)
        if deadlines.after(last.get(agency.id, since), after_days, calendar).due_on <= today
    ]


def _ask(session: Session, plan: Plan, agency: Agency, day: date, actor: Actor | None) -> None:
    by = actor or system_actor(session.get_one(Agency, plan.lead_agency_id))
    row = CosignReminder(plan_id=plan.id, agency_id=agency.id, for_day=day, by=by.account_id)
    session.add(row)
    session.flush()
    facts = {"agency_id": str(agency.id), "for_day": day.isoformat()}
    noting.note(session, CaseRef("plan", plan.id), ASK_AGAIN, by, facts, {"agency": agency.name})
    tell(session, EVENT, row.id, people=people(session, agency_id=agency.id, roles=[Role.LEADER]), mailbox=agency)
