"""Tablets come into use, tell how they are, are signed out, cut off and let in again."""

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
from rasoat.problems import Problem, Reason
from rasoat.tablets import queries
from rasoat.tablets.models import Tablet
from rasoat.text import clean, one_line

MAX_LABEL = 100


@dataclass(frozen=True, slots=True)
class Registered:
    """A tablet with its new token, which is told this once and never again."""

    tablet: Tablet
    token: str


def register(
    session: Session, actor: Actor, tablet_id: UUID, *, label: str, user_agent: str, build: str, days: int
) -> Registered:
    """Let a device work for the actor for `days` from now; the device makes its id.

    The same id and account again: a new token, the same lock key, so that what the device sealed opens again.
    Raises Problem `tablet.other_account`, `tablet.cut_off`.
    """
    tablet = session.get(Tablet, tablet_id)
    if tablet is None:
        tablet = Tablet(
            id=tablet_id, account_id=actor.user_id, lock_key=base64.b64encode(secrets.token_bytes(32)).decode()
        )
        session.add(tablet)
    elif tablet.account_id != actor.user_id:
        raise Problem("tablet.other_account")
    elif tablet.cut_off_at is not None:
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
    """Sign a tablet of the actor out; what it holds stays on it, locked. Raises Problem `not_found`."""
    tablet = _own(session, actor, tablet_id)
    tablet.token_hash = ""
    tablet.token_until = None


def pulse(session: Session, tablet_id: UUID, *, records: int, photos: int, build: str, skew: int) -> None:
    """Note that a tablet was heard of, and what it still holds unsent. `skew`: seconds its clock is behind.

    Raises Problem `tablet.cut_off`, `login.required` when the tablet is no longer trusted.
    """
    require_trusted(session, tablet_id)
    # A statement, not the row: being heard of each minute is no edit, and nobody's form turns stale by it.
    told = {
        "seen_at": clock.now(),
        "waiting_records": records,
        "waiting_photos": photos,
        "app_build": build,
        "clock_skew_s": skew,
    }
    session.connection().execute(update(Tablet).where(col(Tablet.id) == tablet_id).values(told))


def came_by_file(session: Session, tablet_id: UUID, account_id: UUID, *, records: int = 0, photos: int = 0) -> None:
    """So much of what a tablet of this account said to hold has come in its export file: nobody waits for it any more.

    A tablet that is heard of again says itself what it still holds.
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
    """Refuse a write of a tablet that was cut off or signed out a moment ago."""
    if queries.still_trusted(session, {tablet_id}):
        return
    cut_off = session.exec(select(Tablet.cut_off_at).where(Tablet.id == tablet_id)).first()
    raise Problem("tablet.cut_off" if cut_off else "login.required")


def rename(session: Session, actor: Actor, tablet_id: UUID, label: str, version: int | None = None) -> Tablet:
    """Call a tablet something people recognise. Raises Problem `not_found`, `form.invalid`, `row.stale`."""
    tablet = queries.require_visible(session, tablet_id, actor)
    tablet.expect_version(version, "Người khác")
    if not _label(label):
        raise Problem("form.invalid", reasons=[Reason("label", "Nhập tên gọi của máy.")])
    tablet.label = _label(label)
    return tablet


def cut_off(session: Session, actor: Actor, tablet_id: UUID, reason: str) -> Tablet:
    """Cut a lost tablet off: from its next contact on it is refused and locks what it holds. Twice is as once.

    By its owner or by who looks after it. Raises Problem `not_found`, `form.invalid` without a reason.
    """
    tablet = queries.require_visible(session, tablet_id, actor)
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nêu lý do ngắt máy.")])
    if tablet.cut_off_at is None:
        # The token stays: only with it is the tablet told apart from a stranger, and locks itself.
        tablet.cut_off_at = clock.now()
        tablet.cut_off_by = actor.user_id
        tablet.cut_off_reason = clean(reason).strip()
        tablet.version += 1
    return tablet


def reconnect(session: Session, actor: Actor, tablet_id: UUID) -> Tablet:
    """Let a tablet that was cut off in again: its owner signs in on it anew, the old token stays dead.

    By who looks after it, not by its owner alone. Raises Problem `not_found`.
    """
    tablet = queries.require_managed(session, tablet_id, actor)
    if tablet.cut_off_at is not None:
        tablet.cut_off_at = None
        tablet.token_hash = ""
        tablet.token_until = None
        tablet.version += 1
    return tablet


def _own(session: Session, actor: Actor, tablet_id: UUID) -> Tablet:
    tablet = session.get(Tablet, tablet_id)
    if tablet is None or tablet.account_id != actor.user_id:
        raise Problem("not_found")
    return tablet


def _label(typed: str) -> str:
    return one_line(typed).strip()[:MAX_LABEL]
