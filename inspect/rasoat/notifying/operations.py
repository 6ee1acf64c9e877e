"""Telling people of an event, in the transaction in which it happens."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.stand_ins import stand_ins_of, stand_ins_of_each
from rasoat.db import row_seals
from rasoat.db.bulk import Insert, new_row, write_rows
from rasoat.db.locking import lock
from rasoat.notifying.models import AT_ONCE, DIGEST, WAYS, NoticeChoice, ToldLine
from rasoat.notifying.registry import Event, events
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import enqueue
from rasoat.problems import Problem
from rasoat.units.models import Agency

MAIL, BY_DAY = "told_line", "told_line_by_day"
"""Kinds of outbox items that mail one told line: at any hour; in the hours of working days (see `mail_of`)."""


def tell(
    session: Session, event: str, event_id: UUID, *, people: Iterable[User], mailbox: Agency | None = None
) -> list[ToldLine]:
    """Tell these people, those who stand in for them today, and an agency's common mailbox, of an event. A recipient who
    was already told of it is not told again.

    Each recipient gets a line, which is a notice in the page. Whoever wishes to hear of such events at once gets a mail
    besides, one for each known address; others hear of it in the mail of the day, or in the page only.
    """
    if event not in events:
        raise ValueError(f"nobody registered the event {event}")
    told, people = told_of(session, event, event_id), list(people)
    if not events[event].personal:
        others = stand_ins_of(session, {person.id for person in people}, clock.today())
        people = list({person.id: person for person in (*people, *others)}.values())
    new = [person for person in people if person.id not in told]
    ways = ways_of(session, events[event], [person.id for person in new])
    lines = [
        (person.email, ToldLine(event=event, event_id=event_id, account_id=person.id, how=ways[person.id]))
        for person in new
    ]
    if mailbox is not None and mailbox.email and mailbox.id not in told:
        lines.append((mailbox.email, ToldLine(event=event, event_id=event_id, agency_id=mailbox.id)))
    session.add_all(line for _, line in lines)
    session.flush()
    # Two people, or a person and the mailbox, may share an address: it gets one mail.
    for line in {address: line for address, line in lines if address and line.how == AT_ONCE}.values():
        enqueue(session, mail_of(events[event]), f"{MAIL}:{line.id}", {"line_id": str(line.id)})
    return [line for _, line in lines]


def mail_of(event: Event) -> str:
    """Kind of the outbox item that mails such an event at once. What is urgent, and what concerns the own account, goes out at
    any hour; everything else waits for the next hour in which people work.
    """
    return BY_DAY if may_choose(event) else MAIL


def may_choose(event: Event) -> bool:
    """Whether people choose how they are told of an event."""
    return not (event.fixed or event.personal)


def ways_of(session: Session, event: Event, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """How each of these people is told of a kind of event: see WAYS."""
    ways = dict.fromkeys(account_ids, event.usual)
    if may_choose(event) and ways:
        query = select(NoticeChoice).where(
            NoticeChoice.event == event.name, col(NoticeChoice.account_id).in_(account_ids)
        )
        ways |= {row.account_id: row.how for row in session.exec(query)}
    return ways


def choose(session: Session, account_id: UUID, chosen: Mapping[str, str]) -> None:
    """Keep how a person wishes to be told, by kind of event. What was told already stays as it was told. Raises Problem
    `request.bad` for a kind or a way that is none.
    """
    if any(name not in events or not may_choose(events[name]) or how not in WAYS for name, how in chosen.items()):
        raise Problem("request.bad")
    lock(session, User, account_id)
    known = {row.event: row for row in choices_of(session, account_id)}
    for name, how in sorted(chosen.items()):
        if name in known:
            known[name].how = how
        elif how != events[name].usual:
            session.add(NoticeChoice(account_id=account_id, event=name, how=how))
    session.flush()


def choices_of(session: Session, account_id: UUID) -> list[NoticeChoice]:
    """What a person chose."""
    query = select(NoticeChoice).where(NoticeChoice.account_id == account_id)
    return list(session.exec(query.order_by(col(NoticeChoice.event))))


@dataclass(frozen=True, slots=True)
class Telling:
    """One event that has just been made, and who is to be told of it. `gathered`: it is one of many at once, so that whoever wishes
    to hear of such events at once hears of it in the mail of the day.
    """

    event_id: UUID
    people: Sequence[User]
    mailbox: Agency | None
    gathered: bool = False


def tell_each(session: Session, event: str, tellings: Sequence[Telling]) -> None:
    """The same as `tell`, of many events at once that were made in this transaction: nobody was told of them yet."""
    if event not in events:
        raise ValueError(f"nobody registered the event {event}")
    named = {person.id for one in tellings for person in one.people}
    others = {} if events[event].personal else stand_ins_of_each(session, named, clock.today())
    ways = ways_of(session, events[event], named | {person.id for rows in others.values() for person in rows})
    lines: list[tuple[str, dict[str, Any]]] = []
    for one in tellings:
        stand_ins = (other for person in one.people for other in others.get(person.id, ()))
        for person in {person.id: person for person in (*one.people, *stand_ins)}.values():
            how = DIGEST if one.gathered and ways[person.id] == AT_ONCE else ways[person.id]
            line = new_row(ToldLine, event=event, event_id=one.event_id, account_id=person.id, how=how, agency_id=None)
            lines.append((person.email, line))
        if one.mailbox is not None and one.mailbox.email:
            line = new_row(ToldLine, event=event, event_id=one.event_id, account_id=None, agency_id=one.mailbox.id)
            lines.append((one.mailbox.email, line))
    mailed = {(line["event_id"], address): line["id"] for address, line in lines if address and line["how"] == AT_ONCE}
    kind = mail_of(events[event])
    items = [
        new_row(OutboxItem, kind=kind, key=f"{MAIL}:{one}", payload={"line_id": str(one)}) for one in mailed.values()
    ]
    made = [line for _, line in lines]
    write_rows(session, Insert(ToldLine, made), Insert(OutboxItem, items))
    row_seals.add(session, ToldLine, made)


def told_of(session: Session, event: str, event_id: UUID) -> set[UUID | None]:
    """Who was told of an event: the ids of accounts and agencies."""
    query = select(ToldLine).where(ToldLine.event == event, ToldLine.event_id == event_id)
    return {line.account_id or line.agency_id for line in session.exec(query)}


def mark_read(session: Session, account_id: UUID, line_id: UUID) -> ToldLine:
    """Note that a person opened one of the person's own notices. Raises Problem `not_found` for anybody else's."""
    row = session.get(ToldLine, line_id)
    if row is None or row.account_id != account_id:
        raise Problem("not_found")
    _mark(session, account_id, ToldLine.id == line_id)
    return row


def mark_all_read(session: Session, account_id: UUID, newest: UUID) -> int:
    """Note that a person has read every notice up to the newest one that the page showed; returns how many were new. What was
    told meanwhile stays unread.
    """
    return _mark(session, account_id, col(ToldLine.id) <= newest)


def _mark(session: Session, account_id: UUID, which: Any) -> int:
    # The digest of a line does not contain when it was read, so that nothing is to be sealed anew.
    unread = update(ToldLine).where(col(ToldLine.account_id) == account_id, col(ToldLine.read_at).is_(None), which)
    return session.connection().execute(unread.values(read_at=clock.real_now())).rowcount
