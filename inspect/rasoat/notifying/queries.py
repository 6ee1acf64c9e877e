"""Reading told lines and their mails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts.models import User
from rasoat.db.counting import count_up_to
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import MAIL
from rasoat.outbox.models import OutboxItem
from rasoat.units.models import Agency

MOST_UNREAD = 99
"""The bell counts so far, and says of more only that there are more."""


def of_person(account_id: UUID) -> SelectOfScalar[ToldLine]:
    """The notices of one person."""
    return select(ToldLine).where(ToldLine.account_id == account_id)


def unread(session: Session, account_id: UUID) -> int:
    """How many notices a person has not read; MOST_UNREAD + 1 when there are more."""
    mine = select(ToldLine.id).where(ToldLine.account_id == account_id, col(ToldLine.read_at).is_(None))
    return count_up_to(session, mine, MOST_UNREAD)


def mailed_at(session: Session, event: str, event_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the first mail of each event was sent; events without a sent mail are left out."""
    wanted = list(event_ids)
    if not wanted:
        return {}
    query = (
        select(ToldLine.event_id, func.min(ToldLine.mailed_at))
        .where(ToldLine.event == event, col(ToldLine.event_id).in_(wanted), col(ToldLine.mailed_at).is_not(None))
        .group_by(col(ToldLine.event_id))
    )
    return {event_id: at for event_id, at in session.exec(query) if at is not None}


@dataclass(frozen=True, slots=True)
class Delivery:
    """The state of the mail to one recipient. `error` is the mail server's last answer; `given_up` says that the
    program has stopped trying.
    """

    recipient: str
    address: str
    mailed_at: datetime | None
    error: str
    given_up: bool


def deliveries(session: Session, event: str, event_id: UUID) -> list[Delivery]:
    """The mails of one event, by recipient."""
    lines = list(session.exec(select(ToldLine).where(ToldLine.event == event, ToldLine.event_id == event_id)))
    keys = [f"{MAIL}:{line.id}" for line in lines]
    items = {item.key: item for item in session.exec(select(OutboxItem).where(col(OutboxItem.key).in_(keys)))}
    found = []
    for line in lines:
        name, address = recipient_of(session, line)
        item = items.get(f"{MAIL}:{line.id}")
        found.append(
            Delivery(name, address, line.mailed_at, item.error if item else "", bool(item and item.is_given_up))
        )
    return sorted(found, key=lambda one: one.recipient)


def recipient_of(session: Session, line: ToldLine) -> tuple[str, str]:
    """(name, present address) of a line's recipient; a closed account has no address any more."""
    if line.account_id is not None:
        user = session.get_one(User, line.account_id)
        return user.full_name, user.email if user.active else ""
    agency = session.get_one(Agency, line.agency_id)
    return agency.short_name, agency.email
