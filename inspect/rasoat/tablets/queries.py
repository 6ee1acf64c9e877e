"""Reading tablets: whose token it is, which tablets are still trusted, which ones a person manages."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Executable, and_, bindparam, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, true
from sqlmodel import select as choose
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.stand_ins import standing_in
from rasoat.db.asking import for_each
from rasoat.db.bulk import among
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.problems import Problem
from rasoat.settings import MOST_TABLET_DAYS
from rasoat.tablets.models import Tablet
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class Holder:
    """The person in whose name a tablet's token speaks, and until when."""

    actor: Actor
    token_until: datetime


_HOLDER: Executable = (
    select(
        col(Tablet.token_hash),
        col(Tablet.token_until),
        col(Tablet.cut_off_at),
        (col(User.active) & (col(User.session_epoch) == col(Tablet.session_epoch))).label("live"),
        col(User.id).label("user_id"),
        col(User.agency_id),
        col(User.role),
        col(User.full_name),
        col(User.title),
        col(User.username),
        col(Agency.name).label("agency_name"),
        col(Agency.path),
    )
    .join(User, col(User.id) == col(Tablet.account_id))
    .join(Agency, col(Agency.id) == col(User.agency_id))
    .where(col(Tablet.id) == bindparam("tablet_id"))
)


_TRUSTED: Executable = (
    select(col(Tablet.id), col(Tablet.token_until))
    .join(User, col(User.id) == col(Tablet.account_id))
    .where(
        among(col(Tablet.id), "ids"),
        col(Tablet.token_hash) != "",
        col(Tablet.cut_off_at).is_(None),
        col(User.active),
        col(User.session_epoch) == col(Tablet.session_epoch),
    )
)


def holder(session: Session, tablet_id: UUID, secret_hash: str) -> Holder:
    """Find the owner of the token with this SHA-256 of its secret. The caller checks whether the token has expired.

    Raises Problem `login.required` for a wrong or signed-out token, a changed password or a closed account. The right
    token of a tablet that was cut off always raises `tablet.cut_off`, even if its account was closed too, because that
    problem makes the tablet lock itself.
    """
    row = session.connection().execute(_HOLDER, {"tablet_id": tablet_id}).one_or_none()
    if row is None or not row.token_hash or not hmac.compare_digest(row.token_hash, secret_hash):
        raise Problem("login.required")
    if row.cut_off_at is not None:
        raise Problem("tablet.cut_off")
    if not row.live or row.token_until is None:
        raise Problem("login.required")
    actor = Actor(
        user_id=row.user_id,
        agency_id=row.agency_id,
        role=Role(row.role),
        name=row.full_name,
        title=row.title,
        agency_name=row.agency_name,
        agency_path=row.path,
        username=row.username,
        password_fresh=False,
    )
    return Holder(standing_in(session, actor), row.token_until)


def is_valid(token_until: datetime | None) -> bool:
    """Whether a token that holds until then may be used at this moment."""
    return clock.waits(token_until, timedelta(days=MOST_TABLET_DAYS))


def still_trusted(session: Session, tablet_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the tablets that may write at this moment. A write asks this in its own transaction, because what was
    cached may be old.
    """
    found = session.connection().execute(_TRUSTED, {"ids": list(set(tablet_ids))})
    return {tablet_id for tablet_id, until in found if is_valid(until)}


def managed_by(actor: Actor) -> ColumnElement[bool]:
    """The tablets that an actor may cut off and let in again.

    Administrators manage all of them. Officers and leaders manage those of accounts of their own agency, and those of
    members of any agency in the team of an inspection that their agency leads. Nobody else manages any.
    """
    if actor.role == Role.ADMINISTRATOR:
        return true()
    if actor.role not in (Role.OFFICER, Role.LEADER):
        return ~true()
    colleagues = select(col(User.id)).where(col(User.agency_id) == actor.agency_id)
    led = for_each(
        Inspection,
        col(Inspection.id) == col(TeamMember.inspection_id),
        col(Inspection.lead_agency_id) == actor.agency_id,
    )
    in_team = for_each(TeamMember, col(TeamMember.user_id) == col(Tablet.account_id), led)
    # An agency that leads nothing is told so at once.
    leads = exists().where(col(Inspection.lead_agency_id) == actor.agency_id)
    return or_(col(Tablet.account_id).in_(colleagues), and_(leads, in_team))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The tablets that an actor sees and may cut off: those of the actor's own account and those the actor manages."""
    return or_(col(Tablet.account_id) == actor.user_id, managed_by(actor))


def listed(actor: Actor, words: ColumnElement[bool], state: str = "") -> SelectOfScalar[Tablet]:
    """The tablets an actor sees, of accounts that fit `words`; state: "" for all, or "used", "waiting", "cut_off"."""
    query = choose(Tablet).join(User, col(User.id) == col(Tablet.account_id)).where(visible_to(actor), words)
    if state == "cut_off":
        return query.where(col(Tablet.cut_off_at).is_not(None))
    if state == "used":
        return query.where(col(Tablet.cut_off_at).is_(None))
    if state == "waiting":
        return query.where(or_(col(Tablet.waiting_records) > 0, col(Tablet.waiting_photos) > 0))
    return query


def require_visible(session: Session, tablet_id: UUID, actor: Actor) -> Tablet:
    """Return the tablet. Raises Problem `not_found` when there is none or the actor may not see it."""
    return _one(session, tablet_id, visible_to(actor))


def require_managed(session: Session, tablet_id: UUID, actor: Actor) -> Tablet:
    """Return the tablet, if the actor may let it in again. Raises Problem `not_found`."""
    return _one(session, tablet_id, managed_by(actor))


def managed_among(session: Session, actor: Actor, tablet_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the tablets that the actor may let in again."""
    query = choose(Tablet.id).where(col(Tablet.id).in_(set(tablet_ids)), managed_by(actor))
    return set(session.exec(query))


def _one(session: Session, tablet_id: UUID, who: ColumnElement[bool]) -> Tablet:
    tablet = session.exec(choose(Tablet).where(Tablet.id == tablet_id, who)).first()
    if tablet is None:
        raise Problem("not_found")
    return tablet
