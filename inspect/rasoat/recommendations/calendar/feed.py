"""What a person's calendar shows: the due dates of the own agency, and of what it gave to this person."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.recommendations.calendar.ics import Entry
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.inside import queries as inside
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.sources import source_of

MOST = 1_000
"""Due dates of one feed, the earliest first. No agency owes so much."""


def entries(session: Session, person: Actor, address: str) -> Iterator[Entry]:
    """The days, by due date. They name each thing by kind, number and link (`address` is the installation's): no word of
    what is asked leaves the system.
    """
    query = (
        select(Obligation)
        .where(
            col(Obligation.addressee_id) == person.agency_id,
            open_condition(),
            ADDRESSEES_TURN.condition,
            col(Obligation.due_on).is_not(None),
        )
        .order_by(col(Obligation.due_on), col(Obligation.id))
        .limit(MOST)
    )
    rows = session.exec(query).all()
    given = inside.assignments(session, [row.id for row in rows], person)
    for row in rows:
        source, link = source_of(row), f"{address}/obligations/{row.id}"
        named = f"{source.title.lower()} số {source.number}"
        if row.due_on is not None:
            yield Entry(f"{row.id}@rasoat", row.due_on, f"Hạn: {named}", link)
        mine = given.get(row.id)
        if mine is not None and mine.person_id == person.user_id and mine.due_on is not None:
            yield Entry(f"{mine.id}@rasoat", mine.due_on, f"Hạn nội bộ: {named}", link)
