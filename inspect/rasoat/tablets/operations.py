"""Tablets are registered, tell what they have not sent, are signed out, cut off and let in again."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, case, update
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db.locking import lock, lock_rows
from rasoat.problems import Problem, Reason
from rasoat.tablets import queries
from rasoat.tablets.models import Tablet
from rasoat.text import clean, one_line

MAX_LABEL = 100


@dataclass(frozen=True, slots=True)
class Registered:
    """A tablet with its new token, which is told only this once."""

    tablet: Tablet
    token: str


def register(
    session: Session, actor: Actor, tablet_id: UUID, *, label: str, user_agent: str, build: str, days: int
) -> Registered:
    """Register a device for the actor, for `days` from now. The device makes its id.

    When the same account registers the same id again, the tablet gets a new token and keeps its lock key, so that it
    can still open what it sealed.

    Raises Problem `tablet.other_account`, `tablet.cut_off`.
    """
    if session.get(Tablet, tablet_id) is None:
        tablet = Tablet(
            id=tablet_id, account_id=actor.user_id, lock_key=base64.b64encode(secrets.token_bytes(32)).decode()
        )
        session.add(tablet)
    else:
        tablet = lock(session, Tablet, tablet_id)
        if tablet.account_id != actor.user_id:
            raise Problem("tablet.other_account")
        if tablet.cut_off_at is not None:
            raise Problem("tablet.cut_off")
    secret = secrets.token_urlsafe(32)
    tablet.label = _label(label) or tablet.label or "Máy tính bảng"
    tablet.user_agent = user_agent
    tablet.app_build = build
    tablet.token_hash = hashlib.sha256(secret.encode()).hexdigest()
    tablet.token_until = clock.real_now() + timedelta(days=days)
    tablet.session_epoch = session.get_one(User, actor.user_id).session_epoch
    tablet.seen_at = clock.now()
    return Registered(tablet, f"rst_{tablet_id.hex}_{secret}")


def forget_token(session: Session, actor: Actor, tablet_id: UUID) -> None:
    """Sign out a tablet of the actor. What it has not sent stays on it, locked. Raises Problem `not_found`."""
    tablet = _own(session, actor, tablet_id)
    tablet.token_hash = ""
    tablet.token_until = None


def end_token(session: Session, tablet_id: UUID, digest: str) -> None:
    """End the token whose secret has this SHA-256. A tablet that was signed out without a network keeps only the digest
    and sends it when there is one. A token that has ended already, or was replaced, is no fault.
    """
    # A token that another request gives meanwhile has another digest, so that one statement decides.
    mine = (col(Tablet.id) == tablet_id, col(Tablet.token_hash) == digest)
    for tablet in lock_rows(session, select(Tablet).where(*mine).order_by(col(Tablet.id))):
        tablet.token_hash, tablet.token_until = "", None


def pulse(session: Session, tablet_id: UUID, *, records: int, photos: int, build: str, skew: int) -> None:
    """Note that a tablet was in contact, and what it has not sent yet. `skew` is the number of seconds its clock is
    behind.

    Raises Problem `tablet.cut_off`, or `login.required` when the tablet is no longer trusted.
    """
    require_trusted(session, tablet_id)
    # This is an UPDATE and not a change of the model instance, because a contact each minute is not an edit: it must
    # not make a form that somebody has open stale.
    told = {
        "seen_at": clock.now(),
        "waiting_records": records,
        "waiting_photos": photos,
        "app_build": build,
        "clock_skew_s": skew,
    }
    session.connection().execute(update(Tablet).where(col(Tablet.id) == tablet_id).values(told))


def came_by_file(session: Session, tablet_id: UUID, account_id: UUID, *, records: int = 0, photos: int = 0) -> None:
    """Subtract from a tablet's unsent records and photographs what has come in its export file, so that nobody waits
    for it. At its next contact the tablet itself says what it has not sent.
    """
    left = {
        "waiting_records": _less(col(Tablet.waiting_records), records),
        "waiting_photos": _less(col(Tablet.waiting_photos), photos),
    }
    mine = (col(Tablet.id) == tablet_id, col(Tablet.account_id) == account_id)
    session.connection().execute(update(Tablet).where(*mine).values(left))


def _less(said: Mapped[int], came: int) -> ColumnElement[int]:
    return case((said > came, said - came), else_=0)


def require_trusted(session: Session, tablet_id: UUID) -> None:
    """Refuse a write of a tablet that was cut off or signed out after its request began."""
    if queries.still_trusted(session, {tablet_id}):
        return
    cut_off = session.exec(select(Tablet.cut_off_at).where(Tablet.id == tablet_id)).first()
    raise Problem("tablet.cut_off" if cut_off else "login.required")


def rename(session: Session, actor: Actor, tablet_id: UUID, label: str, version: int | None = None) -> Tablet:
    """Give a tablet a name that people recognise. Raises Problem `not_found`, `form.invalid`, `row.stale`."""
    queries.require_visible(session, tablet_id, actor)
    tablet = lock(session, Tablet, tablet_id)
    tablet.expect_version(version, "Người khác")
    if not _label(label):
        raise Problem("form.invalid", reasons=[Reason("label", "Nhập tên gọi của máy.")])
    tablet.label = _label(label)
    return tablet


def cut_off(session: Session, actor: Actor, tablet_id: UUID, reason: str) -> Tablet:
    """Cut off a lost tablet: from its next contact on it is refused and locks what it stores. Doing it twice changes
    nothing.

    The owner may do it, and those who manage the tablet. Raises Problem `not_found`, `form.invalid` without a reason.
    """
    queries.require_visible(session, tablet_id, actor)
    tablet = lock(session, Tablet, tablet_id)
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nêu lý do ngắt máy.")])
    if tablet.cut_off_at is None:
        # The token stays in the row: the server needs it to recognise the tablet and to tell it to lock itself.
        tablet.cut_off_at = clock.now()
        tablet.cut_off_by = actor.user_id
        tablet.cut_off_reason = clean(reason).strip()
        tablet.version += 1
    return tablet


def reconnect(session: Session, actor: Actor, tablet_id: UUID) -> Tablet:
    """Let a tablet in again that was cut off. Its owner must sign in on it anew; the old token stays invalid.

    Those who manage the tablet may do it; being its owner is not enough. Raises Problem `not_found`.
    """
    queries.require_managed(session, tablet_id, actor)
    tablet = lock(session, Tablet, tablet_id)
    if tablet.cut_off_at is not None:
        tablet.cut_off_at = None
        tablet.token_hash = ""
        tablet.token_until = None
        tablet.version += 1
    return tablet


def _own(session: Session, actor: Actor, tablet_id: UUID) -> Tablet:
    tablet = lock(session, Tablet, tablet_id)
    if tablet.account_id != actor.user_id:
        raise Problem("not_found")
    return tablet


def _label(typed: str) -> str:
    return one_line(typed).strip()[:MAX_LABEL]
