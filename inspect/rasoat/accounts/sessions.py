"""Browsers in which somebody is signed in. The server keeps one row for each, and a cookie only names its row: when the
row has gone, a copy of the cookie is worth nothing.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import SignIn, User
from rasoat.accounts.queries import as_actor
from rasoat.accounts.stand_ins import standing_in
from rasoat.units.models import Agency

FRESH = timedelta(minutes=10)
"""For this long after giving the password a person signs without giving it again."""


@dataclass(frozen=True, slots=True)
class Known:
    """The person who is signed in in a browser, and the id of the row that says so."""

    actor: Actor
    sign_in_id: UUID


def begin(session: Session, user: User, lasts: timedelta) -> SignIn:
    """Sign a person in, in one more browser. Rows of the account that are worth nothing any more are removed."""
    _forget_old(session, user, lasts)
    now = clock.real_now()
    sign_in = SignIn(account_id=user.id, session_epoch=user.session_epoch, began_at=now, password_at=now)
    session.add(sign_in)
    return sign_in


def end(session: Session, sign_in_id: UUID) -> None:
    """Sign out in one browser. Doing it twice changes nothing."""
    session.connection().execute(delete(SignIn).where(col(SignIn.id) == sign_in_id))


def confirm(session: Session, sign_in_id: UUID) -> None:
    """Note that the password was given again in this browser."""
    changed = {"password_at": clock.real_now()}
    session.connection().execute(update(SignIn).where(col(SignIn.id) == sign_in_id).values(changed))


def known(session: Session, sign_in_id: UUID, lasts: timedelta) -> Known | None:
    """Who is signed in with this row. None when the person signed out, when the time is over, or when the account was
    closed or its sessions were ended meanwhile.
    """
    query = (
        select(SignIn, User, Agency)
        .join(User, col(User.id) == col(SignIn.account_id))
        .join(Agency, col(Agency.id) == col(User.agency_id))
        .where(SignIn.id == sign_in_id, SignIn.session_epoch == User.session_epoch, col(User.active))
    )
    found = session.exec(query).first()
    if found is None or not clock.lasts(found[0].began_at, lasts):
        return None
    actor = replace(as_actor(found[1], found[2]), password_fresh=clock.lasts(found[0].password_at, FRESH))
    return Known(standing_in(session, actor), found[0].id)


def _forget_old(session: Session, user: User, lasts: timedelta) -> None:
    over = or_(
        col(SignIn.began_at) < clock.real_now() - lasts,
        col(SignIn.session_epoch) != user.session_epoch,
    )
    session.connection().execute(delete(SignIn).where(col(SignIn.account_id) == user.id, over))
