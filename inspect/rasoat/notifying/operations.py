"""Telling people of an event, in the transaction in which it happens."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.stand_ins import stand_ins_of
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.outbox.operations import enqueue
from rasoat.units.models import Agency

MAIL = "told_line"
"""Kind of the outbox item that mails one told line."""


def tell(
    session: Session, event: str, event_id: UUID, *, people: Iterable[User], mailbox: Agency | None = None
) -> list[ToldLine]:
    """Tell these people, those who stand in for them today, and an agency's common mailbox, of an event. A recipient who
    was already told of it is not told again.

    Each recipient gets a line; each known address gets one mail.
    """
    if event not in events:
        raise ValueError(f"nobody registered the event {event}")
    told, people = told_of(session, event, event_id), list(people)
    if not events[event].personal:
        others = stand_ins_of(session, {person.id for person in people}, clock.today())
        people = list({person.id: person for person in (*people, *others)}.values())
    new = [
        (person.email, ToldLine(event=event, event_id=event_id, account_id=person.id))
        for person in people
        if person.id not in told
    ]
    if mailbox is not None and mailbox.email and mailbox.id not in told:
        new.append((mailbox.email, ToldLine(event=event, event_id=event_id, agency_id=mailbox.id)))
    session.add_all(line for _, line in new)
    session.flush()
    # Two people, or a person and the mailbox, may share an address: it gets one mail.
    for line in {address: line for address, line in new if address}.values():
        enqueue(session, MAIL, f"{MAIL}:{line.id}", {"line_id": str(line.id)})
    return [line for _, line in new]


def told_of(session: Session, event: str, event_id: UUID) -> set[UUID | None]:
    """Who was told of an event: the ids of accounts and agencies."""
    query = select(ToldLine).where(ToldLine.event == event, ToldLine.event_id == event_id)
    return {line.account_id or line.agency_id for line in session.exec(query)}
