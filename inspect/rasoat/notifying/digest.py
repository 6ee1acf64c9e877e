"""The mail of the day: what a person wishes to hear of once a day, in one mail.

In one transaction for each person the lines that wait are given to the day's digest and its mail is queued. So a crash
leaves either nothing or the whole, and of two workers the second finds nothing waiting. Days without the worker are made
up for by one mail with all that waits.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.chosen_settings import applied
from rasoat.db import Database
from rasoat.db.counting import MOST_COUNTED, count_up_to
from rasoat.db.locking import lock
from rasoat.notifying.models import DIGEST, Digest, ToldLine
from rasoat.notifying.registry import Words
from rasoat.notifying.wording import urgent_first, words_of
from rasoat.outbox.mail import Letter
from rasoat.outbox.mail import send as deliver
from rasoat.outbox.operations import Handler, enqueue
from rasoat.settings import Settings

MAIL = "digest"
"""Kind of the outbox item that mails one digest."""
SOME = 100
"""People of one transaction: nobody who writes waits for all of them."""
LONGEST = 60
"""Events that one mail lists; of more it says only how many there are."""
_WAITS = (col(ToldLine.how) == DIGEST, col(ToldLine.digest_id).is_(None))


def handlers(settings: Settings) -> dict[str, Handler]:
    """What `outbox.operations.run_due` does with the items of this room."""
    return {MAIL: lambda database, payload: send(database, settings, payload)}


def is_time(now: datetime, hour: int) -> bool:
    """Whether the hour of the day has come at which digests are sent, by the clock on the wall."""
    return clock.local(now).hour >= hour


def queue_all(database: Database, today: date) -> int:
    """Queue the digests of `today` that were not queued yet; returns how many. Repeating it changes nothing."""
    with database.read() as session:
        waiting = _waiting(session)
    queued = 0
    for start in range(0, len(waiting), SOME):
        queued += database.write(partial(queue, today=today, people=waiting[start : start + SOME]))
    return queued


def _waiting(session: Session) -> list[UUID]:
    query = select(ToldLine.account_id).where(*_WAITS).distinct().order_by(col(ToldLine.account_id))
    return [one for one in session.exec(query) if one is not None]


def queue(session: Session, *, today: date, people: Sequence[UUID]) -> int:
    """Give what waits for these people to their digests of `today`, and queue the mails; returns how many."""
    return sum(_queue_one(session, account_id, today) for account_id in sorted(people))


def _queue_one(session: Session, account_id: UUID, today: date) -> bool:
    # Two workers wait for each other here, and the second finds what the first one wrote.
    lock(session, User, account_id)
    newest = select(Digest.id).where(Digest.account_id == account_id, col(Digest.for_day) >= today)
    if session.exec(newest).first() is not None:
        # There is one for today; or for a later day, because the clock was set back. What came since is told tomorrow.
        return False
    lines = session.exec(select(ToldLine).where(ToldLine.account_id == account_id, *_WAITS).order_by(col(ToldLine.id)))
    waiting = lines.all()
    if not waiting:
        return False
    made = Digest(account_id=account_id, for_day=today)
    session.add(made)
    session.flush()
    for line in waiting:
        line.digest_id = made.id
    session.flush()
    if any(line.read_at is None for line in waiting):
        enqueue(session, MAIL, f"{MAIL}:{made.id}", {"digest_id": str(made.id)})
        return True
    # Everything was read in the page meanwhile.
    return False


def send(database: Database, settings: Settings, payload: dict[str, Any]) -> None:
    """Mail one digest; the outbox calls this, and calls again after a failure. What nobody needs to be told any more, or was
    read in the page meanwhile, is left out; with nothing left there is no mail.

    Raises OSError, ValueError (an address that is none) or smtplib.SMTPException when the server does not take it.
    """
    digest_id = UUID(payload["digest_id"])
    settings = applied(settings)
    with database.read() as session:
        letter = _letter(session, digest_id, settings)
    if letter is None or not settings.smtp_host:
        return
    deliver(letter, digest_id, settings)
    database.write(lambda session: _mark_mailed(session, digest_id))


def _letter(session: Session, digest_id: UUID, settings: Settings) -> Letter | None:
    row = session.get_one(Digest, digest_id)
    person = session.get_one(User, row.account_id)
    told = _told(session, digest_id, settings.public_url.rstrip("/"))
    if row.mailed_at or not person.active or not person.email or not told:
        return None
    # What nobody needs to be told any more is left out of the number too, as far as the mail lists single events.
    more, day = max(0, _unread(session, digest_id) - LONGEST), clock.date_text(row.for_day)
    count = len(told) + more
    body = [f"{count} việc mới được báo cho ông/bà trong Rà Soát, tính đến ngày {day}:", ""]
    for number, words in enumerate(told, start=1):
        body += [f"{number}. {words.subject}", *([f"   {words.path}"] if words.path else []), ""]
    if more:
        body += [f"… và {more} việc khác.", ""]
    address = settings.public_url.rstrip("/")
    body += [
        "Xem tất cả thông báo:",
        f"{address}/alerts/",
        "Chọn việc nào báo ngay, việc nào gộp mỗi ngày:",
        f"{address}/alerts/choices",
    ]
    return Letter(person.email, f"Rà Soát: {count} việc mới, ngày {day}", "\n".join(body))


def _unread_lines(digest_id: UUID) -> SelectOfScalar[ToldLine]:
    return select(ToldLine).where(ToldLine.digest_id == digest_id, col(ToldLine.read_at).is_(None))


def _unread(session: Session, digest_id: UUID) -> int:
    return count_up_to(session, _unread_lines(digest_id))


def _told(session: Session, digest_id: UUID, address: str) -> list[Words]:
    lines = session.exec(_unread_lines(digest_id).order_by(col(ToldLine.id)).limit(MOST_COUNTED)).all()
    listed = urgent_first(session, lines)[:LONGEST]
    return [words for words in words_of(session, listed, address) if words is not None]


def _mark_mailed(session: Session, digest_id: UUID) -> None:
    session.get_one(Digest, digest_id).mailed_at = clock.real_now()
