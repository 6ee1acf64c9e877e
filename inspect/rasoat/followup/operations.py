"""Reminding addressees: the system does it each day, and an officer when needed. No reminder is sent twice."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import AUTHORITY_ROLES, Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import people, system_actor
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.followup.models import ENDED, EVENT, Reminder
from rasoat.notifying.operations import tell, told_of
from rasoat.problems import Problem
from rasoat.recommendations import due
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.queries import open_condition, require_visible
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, deadlines, noting, pins, working_days

log = logging.getLogger("rasoat")
SOME = 100
"""Reminders of one transaction."""
EVERY = 7
"""Days between two reminders of an overdue obligation."""
REACH = 400
"""Days back in which reminders that were made are looked for."""

REMIND = "remind"
"""Entry in an obligation's journal: its addressee was reminded."""

Occasion = tuple[str, date]


def remind(database: Database, today: date) -> int:
    """Queue the reminders of `today`, some at a time, so that nobody who writes waits for all of them; returns how
    many.
    """
    with database.read() as session:
        unheard = _unheard(session, today)
        wanted = [obligation.id for obligation, _occasion in _missing(session, today, None)]
    if unheard:
        database.write(partial(tell_of_ended, today=today))
    portions = [wanted[start : start + SOME] for start in range(0, len(wanted), SOME)]
    queued = 0
    for some in portions:
        queued += database.write(partial(queue_reminders, today=today, some=some))
        if len(portions) > 1:
            log.info("reminders: %d of %d", queued, len(wanted))
    return queued


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


def queue_reminders(session: Session, today: date, some: Sequence[UUID] | None = None) -> int:
    """Queue the reminders that are due on `today` and were not queued yet, of all obligations or of `some`; returns how
    many. Repeating it changes nothing.

    A day on which the worker did not run is made up for: of the reminders that were missed, only the latest is sent.
    """
    queued = 0
    for obligation, occasion in list(_missing(session, today, some)):
        _queue(session, obligation, *occasion, None)
        queued += 1
    return queued


def _missing(session: Session, today: date, some: Sequence[UUID] | None) -> Iterator[tuple[Obligation, Occasion]]:
    """The obligations of which a reminder is due that was not queued, with its occasion."""
    calendar = working_days.in_force(session)
    ahead = _remind_before(session)
    furthest = max((days for each in ahead.values() for days in each), default=0)
    query = (
        select(Obligation)
        .where(
            open_condition(),
            ADDRESSEES_TURN.condition,
            # Nobody is there to be reminded; officers are told once, and find these cases among what is left open.
            col(Obligation.addressee_id).not_in(select(Agency.id).where(col(Agency.valid_to) < today)),
            col(Obligation.due_on) <= deadlines.after(today, furthest, calendar).due_on,
        )
        .order_by(col(Obligation.due_on), col(Obligation.id))
    )
    if some is not None:
        query = query.where(col(Obligation.id).in_(some))
    known = _known(session, today, some)
    for obligation in session.exec(query).all():
        days = ahead.get((obligation.workflow, obligation.workflow_version), [])
        occasion = occasion_on(obligation, today, days, calendar)
        if occasion and (obligation.id, *occasion) not in known:
            yield obligation, occasion


def occasion_on(
    obligation: Obligation, today: date, remind_before: list[int], calendar: working_days.Calendar
) -> Occasion | None:
    """The reminder that is due: (kind, the day it belongs to), or None.

    Before the due date there is one, `remind_before` working days ahead, unless the obligation was issued only after
    that day. After the due date there is one on the first day and then one every EVERY days.
    """
    if obligation.due_on is None:
        return None
    if today > obligation.due_on:
        first = obligation.due_on + timedelta(days=1)
        return "overdue", first + timedelta(days=(today - first).days // EVERY * EVERY)
    passed = [day for day in _days_before(obligation.due_on, remind_before, calendar) if day <= today]
    if not passed or (obligation.issued_on and max(passed) <= obligation.issued_on):
        return None
    return "before_due", max(passed)


def _days_before(due_on: date, remind_before: list[int], calendar: working_days.Calendar) -> Iterator[date]:
    return (deadlines.before(due_on, days, calendar) for days in remind_before)


def _remind_before(session: Session) -> dict[tuple[str, int], list[int]]:
    found = pins.stored(session)
    return {
        (workflow.id, workflow.version): workflow.deadlines[due.REMEDY].remind_before
        for workflow in found
        if workflow.kind == "obligation" and due.REMEDY in workflow.deadlines
    }


def _known(session: Session, today: date, some: Sequence[UUID] | None) -> set[tuple[UUID, str, date]]:
    # A reminder that is still the latest one is not further back than this: those before a due date are weeks ahead of
    # it.
    query = select(col(Reminder.obligation_id), col(Reminder.kind), col(Reminder.for_day))
    where = [col(Reminder.for_day) > today - timedelta(days=REACH)]
    if some is not None:
        where.append(col(Reminder.obligation_id).in_(some))
    return {(of, kind, day) for of, kind, day in session.exec(query.where(*where))}


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
        Reminder.obligation_id == obligation_id, Reminder.kind == "asked", Reminder.for_day == today
    )
    if session.exec(sent).first() is not None:
        raise Problem("reminder.today")
    return _queue(session, obligation, "asked", today, actor)


def may_remind(obligation: Obligation, actor: Actor) -> bool:
    """Whether a person may remind: officers and leaders of the agency that leads the inspection."""
    return actor.agency_id == obligation.lead_agency_id and actor.role in (Role.OFFICER, Role.LEADER)


def _queue(session: Session, obligation: Obligation, kind: str, day: date, actor: Actor | None) -> Reminder:
    if obligation.due_on is None:
        raise ValueError("an obligation without a due date cannot be reminded of")
    by = actor or system_actor(session.get_one(Agency, obligation.lead_agency_id))
    reminder = Reminder(obligation_id=obligation.id, kind=kind, for_day=day, due_on=obligation.due_on, by=by.account_id)
    session.add(reminder)
    session.flush()
    facts = {"kind": kind, "for_day": day.isoformat(), "due_on": reminder.due_on.isoformat()}
    noting.note(session, CaseRef("obligation", obligation.id), REMIND, by, facts, {})
    addressee = session.get_one(Agency, obligation.addressee_id)
    recipients = people(session, agency_id=addressee.id, roles=AUTHORITY_ROLES)
    tell(session, EVENT, reminder.id, people=recipients, mailbox=addressee)
    return reminder
