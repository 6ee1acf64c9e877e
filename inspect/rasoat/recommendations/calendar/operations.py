"""Making and revoking the secret address of a person's calendar feed."""

import hashlib
import secrets
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.db.locking import lock
from rasoat.recommendations.calendar.models import CalendarToken

BYTES = 32
"""256 random bits, which cannot be guessed from a fast digest either."""


def digest(secret: str) -> str:
    """What is stored of an address's secret part."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(session: Session, account_id: UUID) -> str:
    """Make the address of a person's feed and return its secret part, which nobody can read again. The one before is
    revoked by that.
    """
    revoke(session, account_id)
    secret = secrets.token_urlsafe(BYTES)
    session.add(CalendarToken(account_id=account_id, digest=digest(secret), made_at=clock.real_now()))
    session.flush()
    return secret


def revoke(session: Session, account_id: UUID) -> bool:
    """Let the address of a person's feed lead nowhere; whether there was one. Repeating it changes nothing."""
    lock(session, User, account_id)
    row = present(session, account_id)
    if row is None:
        return False
    row.revoked_at = clock.real_now()
    session.flush()
    return True


def present(session: Session, account_id: UUID) -> CalendarToken | None:
    """The address that works, if there is one."""
    query = select(CalendarToken).where(CalendarToken.account_id == account_id, col(CalendarToken.revoked_at).is_(None))
    return session.exec(query).first()


def owner_of(session: Session, secret: str) -> UUID | None:
    """Whose feed an address shows; None for one that was never made or was revoked."""
    query = select(CalendarToken.account_id).where(
        CalendarToken.digest == digest(secret), col(CalendarToken.revoked_at).is_(None)
    )
    return session.exec(query).first()
