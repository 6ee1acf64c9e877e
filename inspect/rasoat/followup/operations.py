"""Chasing what is owed: the ladder does it each day by itself, and an officer when needed. Nothing is told twice."""

import logging
from datetime import date
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import people
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.followup import climbing, ladder, proposal_steps
from rasoat.followup.models import ASKED, ENDED, EVENT, Reminder
from rasoat.notifying.operations import tell, told_of
from rasoat.problems import Problem
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.queries import require_visible
from rasoat.recommendations.told import OF_ADDRESSEE
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, noting, working_days

log = logging.getLogger("rasoat")
SOME = 100
"""Obligations of one transaction."""


def remind(database: Database, today: date) -> int:
    """Take the steps of the ladder that have come by `today`, some at a time, so that nobody who writes waits for all of
    them; returns how many.
    """
    with database.read() as session:
        unheard = _unheard(session, today)
        is_new = session.exec(select(Obligation.id).where(climbing.unclimbed()).limit(1)).first() is not None
    if unheard:
        database.write(partial(tell_of_ended, today=today))
    while is_new:
        is_new = database.write(partial(climbing.begin, some=SOME * 10)) == SOME * 10
    with database.read() as session:
        wanted = climbing.in_order(session, today)
    taken = 0
    for some in climbing.portions(wanted, SOME):
        taken += database.write(partial(climbing.take_steps, today=today, some=some))
        if len(wanted) > SOME:
            log.info("ladder: %d steps, %d obligations", taken, len(wanted))
    return taken + proposal_steps.chase(database, today)


def is_time(session: Session) -> bool:
    """Whether steps are done now: on a working day, in the hours that the ladder names."""
    hours, now = ladder.newest(session).hours, clock.local(clock.now())
    return not working_days.in_force(session).day_off(now.date()) and hours.from_ <= now.time() < hours.to


def tell_of_ended(session: Session, today: date) -> int:
    """Tell the officers who follow up, once for each agency that has ended, that nobody is reminded of what it still owes;
    returns how many hear of it. Repeating it changes nothing.
    """
    return sum(
        len(tell(session, ENDED, agency_id, people=officers)) for agency_id, officers in _unheard(session, today)
    )


def _unheard(session: Session, today: date) -> list[tuple[UUID, list[User]]]:
    """Agencies that have ended and still owe something, each with the officers who were not told of it yet."""
    owing = (
        select(Obligation.addressee_id, Obligation.lead_agency_id)
        .join(Agency, col(Agency.id) == col(Obligation.addressee_id))
        .where(open_condition(), ADDRESSEES_TURN.condition, col(Agency.valid_to) < today)
        .distinct()
    )
    found = []
    for addressee_id, lead_id in sorted(session.exec(owing)):
        known = told_of(session, ENDED, addressee_id)
        officers = [one for one in people(session, agency_id=lead_id, roles=[Role.OFFICER]) if one.id not in known]
        if officers:
            found.append((addressee_id, officers))
    return found


def climb(session: Session, today: date) -> int:
    """Take every step that has come by `today`, in one transaction; returns how many. Repeating it changes nothing."""
    while climbing.begin(session, SOME * 10):
        pass
    return climbing.take_steps(session, today)


def remind_now(session: Session, actor: Actor, obligation_id: UUID) -> Reminder:
    """Remind an addressee today because an officer asks for it (“Đôn đốc”), once a day.

    Raises Problem `not_found`, `forbidden`, `reminder.not_waiting` when it is not the addressee's turn, `reminder.ended`,
    `reminder.today`.
    """
    require_visible(session, obligation_id, actor)
    obligation = lock(session, Obligation, obligation_id)
    if not may_remind(obligation, actor):
        raise Problem("forbidden")
    if not ADDRESSEES_TURN.of(obligation) or obligation.due_on is None:
        raise Problem("reminder.not_waiting")
    today = clock.today()
    addressee = session.get_one(Agency, obligation.addressee_id)
    if addressee.has_ended(today):
        raise Problem("reminder.ended", agency=addressee.listed_name)
    sent = select(Reminder.id).where(
        Reminder.obligation_id == obligation_id, Reminder.kind == ASKED, Reminder.for_day == today
    )
    if session.exec(sent).first() is not None:
        raise Problem("reminder.today")
    return _ask(session, obligation, today, actor)


def may_remind(obligation: Obligation, actor: Actor) -> bool:
    """Whether a person may remind: officers and leaders of the agency that leads the inspection."""
    return actor.agency_id == obligation.lead_agency_id and actor.role in (Role.OFFICER, Role.LEADER)


def _ask(session: Session, obligation: Obligation, day: date, by: Actor) -> Reminder:
    if obligation.due_on is None:
        raise ValueError("an obligation without a due date cannot be reminded of")
    reminder = Reminder(
        obligation_id=obligation.id, kind=ASKED, for_day=day, due_on=obligation.due_on, by=by.account_id
    )
    session.add(reminder)
    session.flush()
    facts = {"kind": ASKED, "for_day": day.isoformat(), "due_on": reminder.due_on.isoformat()}
    noting.note(session, CaseRef("obligation", obligation.id), climbing.REMIND, by, facts, {})
    addressee = session.get_one(Agency, obligation.addressee_id)
    recipients = people(session, agency_id=addressee.id, roles=OF_ADDRESSEE)
    tell(session, EVENT, reminder.id, people=recipients, mailbox=addressee)
    return reminder
