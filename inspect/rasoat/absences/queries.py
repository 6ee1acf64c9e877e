"""Reading absences: whose a person may see and set."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import Absence, User
from rasoat.accounts.scope import Scoped
from rasoat.accounts.stand_ins import lasting

LEADERS = frozenset({Role.LEADER, Role.AUTHORITY_LEADER})


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Absences that a person may see: of the own agency; administrators see all of them."""
    if actor.role == Role.ADMINISTRATOR:
        return col(Absence.id).is_not(None)
    own = or_(col(Absence.account_id) == actor.user_id, col(Absence.stand_in_id) == actor.user_id)
    return or_(own, col(Absence.agency_id) == actor.agency_id)


_scope = Scoped(Absence, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def may_set(actor: Actor, away: User) -> bool:
    """Whether the actor may set and end absences of that person: the person himself, the leaders of the agency, the
    administrators.
    """
    leads = actor.role in LEADERS and actor.agency_id == away.agency_id
    return actor.user_id == away.id or leads or actor.role == Role.ADMINISTRATOR


def candidates(session: Session, away: User) -> list[User]:
    """Who could stand in for that person, whatever the days."""
    administers = away.role == Role.ADMINISTRATOR
    return [
        row
        for row in accounts.people(session, agency_id=away.agency_id)
        if row.id != away.id and (row.role == Role.ADMINISTRATOR) == administers
    ]


def stood_in_for(session: Session, actor: Actor) -> list[tuple[Absence, User]]:
    """For whom the actor stands in today, with each absence."""
    query = (
        select(Absence, User)
        .join(User, col(User.id) == col(Absence.account_id))
        .where(col(Absence.account_id).in_(actor.stands_in_for), Absence.stand_in_id == actor.user_id)
        .where(lasting(clock.today()))
        .order_by(col(Absence.last_day), col(Absence.id))
    )
    return list(session.exec(query)) if actor.stands_in_for else []


def leads_meanwhile(session: Session, away: User, first_day: date, last_day: date) -> bool:
    """Whether another leader of the agency is there on each of those days."""
    others = [row for row in accounts.people(session, agency_id=away.agency_id, roles=LEADERS) if row.id != away.id]
    absent = select(Absence).where(
        col(Absence.account_id).in_([row.id for row in others]),
        col(Absence.ended_at).is_(None),
        col(Absence.first_day) <= last_day,
        col(Absence.last_day) >= first_day,
    )
    gone = list(session.exec(absent.order_by(col(Absence.first_day), col(Absence.id))))
    days = (first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1))
    return all(
        len(others) > len({row.account_id for row in gone if row.first_day <= day <= row.last_day}) for day in days
    )
