"""Delivering told lines by mail. Each line is one mail, so that a bad address prevents no other mail."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.chosen_settings import applied
from rasoat.db import Database
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import BY_DAY, MAIL
from rasoat.notifying.queries import recipient_of
from rasoat.notifying.registry import events
from rasoat.outbox.mail import Letter
from rasoat.outbox.mail import send as deliver
from rasoat.outbox.operations import Handler
from rasoat.settings import Settings


def handlers(settings: Settings, *, by_day: bool = True) -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room: outside the hours of working days (`by_day`) only
    with those that may go out at any hour. The others wait, and no attempt is counted.
    """
    kinds = (MAIL, BY_DAY) if by_day else (MAIL,)
    return dict.fromkeys(kinds, lambda database, payload: send(database, settings, payload))


def send(database: Database, settings: Settings, payload: dict[str, Any]) -> None:
    """Mail one told line; the outbox calls this, and calls again after a failure.

    Without a mail server, or when people no longer need to be told of the event, nothing is sent: the pages show it
    anyway. Raises OSError, ValueError (an address that is none) or smtplib.SMTPException when the server does not take
    it.
    """
    line_id = UUID(payload["line_id"])
    settings = applied(settings)
    with database.read() as session:
        letter = _letter(session, line_id, settings)
    if letter is None or not settings.smtp_host:
        return
    deliver(letter, line_id, settings)
    database.write(lambda session: _mark_mailed(session, line_id))


def _letter(session: Session, line_id: UUID, settings: Settings) -> Letter | None:
    line = session.get_one(ToldLine, line_id)
    _name, address = recipient_of(session, line)
    if line.mailed_at or not address:
        return None
    words = events[line.event].words(session, line.event_id, settings.public_url.rstrip("/"))
    return Letter(address, words.subject, words.body) if words else None


def _mark_mailed(session: Session, line_id: UUID) -> None:
    session.get_one(ToldLine, line_id).mailed_at = clock.real_now()
