"""Reading what an addressee keeps to itself: only its own officers and leaders do."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.recommendations.conditions import by_priority, open_condition
from rasoat.recommendations.inside.models import InsideAssignment, InsideNote
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.prepared import LEADERS, OFFICERS
from rasoat.recommendations.queries import visible

PEOPLE = OFFICERS | LEADERS


def reads(session: Session, obligation: Obligation, actor: Actor) -> bool:
    """Whether the person is one of the addressee's officers and leaders, and sees the obligation at all."""
    own = obligation.addressee_id == actor.agency_id and actor.role in PEOPLE
    return own and visible(session, obligation.id, actor)


def colleagues(session: Session, agency_id: UUID) -> list[User]:
    """Whom an obligation may be assigned to."""
    return accounts.people(session, agency_id=agency_id, roles=PEOPLE)


def assignments(session: Session, obligation_ids: Collection[UUID], actor: Actor) -> dict[UUID, InsideAssignment]:
    """By obligation, to whom the person's own agency has assigned it."""
    if actor.role not in PEOPLE:
        return {}
    query = select(InsideAssignment).where(
        col(InsideAssignment.obligation_id).in_(obligation_ids),
        InsideAssignment.agency_id == actor.agency_id,
        col(InsideAssignment.ended_at).is_(None),
    )
    return {row.obligation_id: row for row in session.exec(query)}


def notes(session: Session, obligation_id: UUID, actor: Actor) -> list[InsideNote]:
    """What the people of the person's own agency noted, the oldest first."""
    query = select(InsideNote).where(InsideNote.obligation_id == obligation_id, InsideNote.agency_id == actor.agency_id)
    return list(session.exec(query.order_by(col(InsideNote.id))))


def given_to(actor: Actor) -> SelectOfScalar[Obligation]:
    """The obligations that were assigned to the person, or to somebody in whose stead the person works, and that still wait
    for the agency: the urgent first, then the earliest due by the agency's own due date.
    """
    due = func.coalesce(InsideAssignment.due_on, Obligation.due_on)
    return (
        select(Obligation)
        .join(InsideAssignment, col(InsideAssignment.obligation_id) == col(Obligation.id))
        .where(
            col(InsideAssignment.person_id).in_(actor.people),
            col(InsideAssignment.ended_at).is_(None),
            InsideAssignment.agency_id == actor.agency_id,
            Obligation.addressee_id == actor.agency_id,
            open_condition(),
            ADDRESSEES_TURN.condition,
        )
        .order_by(by_priority(), due.asc().nulls_last(), col(Obligation.id))
    )
