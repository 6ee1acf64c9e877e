"""Who stands in for whom. A stand-in acts with his own role; what names the person who is away holds for the stand-in too
(see `Actor.stands_in_for`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import Absence, User
from rasoat.db.bulk import among_these
from rasoat.units.models import Agency, AgencySuccession


def standing_in(session: Session, actor: Actor) -> Actor:
    """The actor with those for whom he stands in today, and the ended agencies for which his own goes on.

    Nobody stands in for an account that was closed or moved: what it held is passed on, and not done in its stead.
    """
    today = clock.today()
    query = (
        select(Absence.account_id)
        .join(User, col(User.id) == col(Absence.account_id))
        .where(
            Absence.stand_in_id == actor.user_id,
            lasting(today),
            Absence.agency_id == actor.agency_id,
            User.agency_id == actor.agency_id,
            col(User.active),
        )
        .order_by(col(Absence.first_day), col(Absence.id))
    )
    stands_in_for = tuple(dict.fromkeys(session.exec(query)))
    return replace(actor, stands_in_for=stands_in_for, goes_on_for=_ended_before(session, actor, today))


def _ended_before(session: Session, actor: Actor, today: date) -> tuple[UUID, ...]:
    if actor.is_authority or actor.role == Role.ADMINISTRATOR:
        return ()
    found: dict[UUID, None] = {}
    waiting = [actor.agency_id]
    while waiting:
        query = (
            select(AgencySuccession.predecessor_id)
            .join(Agency, col(Agency.id) == col(AgencySuccession.predecessor_id))
            .where(col(AgencySuccession.successor_id).in_(waiting), col(Agency.valid_to) < today)
        )
        before = session.exec(query.order_by(col(AgencySuccession.predecessor_id)))
        waiting = [one for one in before if one not in found and one != actor.agency_id]
        found |= dict.fromkeys(waiting)
    return tuple(found)


def lasting(day: date) -> ColumnElement[bool]:
    """Absences that last on a day and were not ended by hand."""
    return and_(col(Absence.ended_at).is_(None), col(Absence.first_day) <= day, col(Absence.last_day) >= day)


def stand_ins_of(session: Session, people: Iterable[UUID], day: date) -> list[User]:
    """Those who stand in on that day for any of these people, in the order of their accounts."""
    each = stand_ins_of_each(session, people, day).values()
    found = {row.id: row for rows in each for row in rows}
    return [found[one] for one in sorted(found)]


def stand_ins_of_each(session: Session, people: Iterable[UUID], day: date) -> dict[UUID, list[User]]:
    """The same for each of these people by the id, read at once; without those for whom nobody stands in."""
    away = aliased(User)
    query = (
        select(Absence.account_id, User)
        .join(User, col(User.id) == col(Absence.stand_in_id))
        .join(away, col(away.id) == col(Absence.account_id))
        .where(
            among_these(col(Absence.account_id), set(people)),
            lasting(day),
            col(User.active),
            col(User.agency_id) == col(Absence.agency_id),
            away.agency_id == col(Absence.agency_id),
            away.active,
        )
        .order_by(col(User.id))
    )
    found: dict[UUID, list[User]] = {}
    for account_id, user in session.exec(query):
        found.setdefault(account_id, []).append(user)
    return found


def count_as_one(session: Session, one: UUID, other: UUID, days: Iterable[date]) -> bool:
    """Whether four eyes count two accounts as one person: they are the same, or one of them stood in for the other on
    one of the days on which they acted. An absence that was ended by hand counts up to the day on which it was ended.
    """
    if one == other:
        return True
    pair = or_(
        and_(col(Absence.account_id) == one, col(Absence.stand_in_id) == other),
        and_(col(Absence.account_id) == other, col(Absence.stand_in_id) == one),
    )
    found = list(session.exec(select(Absence).where(pair)))
    return any(row.first_day <= day <= _really_ended(row) for row in found for day in days)


def _really_ended(row: Absence) -> date:
    return min(row.last_day, clock.local(row.ended_at).date()) if row.ended_at else row.last_day
