"""Who sees a change of an account, and who may be the second person."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.account_changes.models import CONFIRMED, WAITING, AccountChange
from rasoat.accounts import activation
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.scope import Scoped
from rasoat.accounts.stand_ins import count_as_one
from rasoat.db.bulk import among_these
from rasoat.db.times import lasts


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Administrators, the clerks of the account's agency, and the account's owner."""
    own = col(AccountChange.account_id) == actor.user_id
    if actor.role == Role.ADMINISTRATOR:
        return col(AccountChange.id).is_not(None)
    if actor.role == Role.CLERK:
        return or_(own, col(AccountChange.agency_id) == actor.agency_id)
    return own


_scope = Scoped(AccountChange, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def may_be_second(session: Session, actor: Actor, *, agency_id: UUID, account_id: UUID, asked_by: UUID) -> bool:
    """Whether the actor may confirm: another administrator, or the clerk of that agency; never the owner or the asker, nor
    who stands in for one of them or has one of them as a stand-in.
    """
    today = [clock.today()]
    if any(count_as_one(session, actor.user_id, one, today) for one in (account_id, asked_by)):
        return False
    return actor.role == Role.ADMINISTRATOR or (actor.role == Role.CLERK and actor.agency_id == agency_id)


def seconds(session: Session, *, agency_id: UUID, account_id: UUID, asked_by: UUID) -> list[User]:
    """Everybody who may confirm such a change."""
    clerk = and_(col(User.role) == Role.CLERK, col(User.agency_id) == agency_id)
    query = select(User).where(
        col(User.active),
        col(User.password_hash) != "",
        col(User.id).not_in([account_id, asked_by]),
        or_(col(User.role) == Role.ADMINISTRATOR, clerk),
    )
    found, today = session.exec(query.order_by(col(User.order_text))), [clock.today()]
    return [
        row for row in found if not any(count_as_one(session, row.id, one, today) for one in (account_id, asked_by))
    ]


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """The changes that wait for this person as the second one."""
    others = (col(AccountChange.account_id).not_in(actor.people), col(AccountChange.asked_by).not_in(actor.people))
    return and_(WAITING.condition, visible_to(actor), *others)


def waiting_of(session: Session, account_id: UUID, kind: str) -> Sequence[AccountChange]:
    """The changes of that kind that wait for an account, the oldest first."""
    return session.exec(_of(account_id, kind).where(WAITING.condition).order_by(col(AccountChange.id))).all()


def waiting_moves(session: Session, account_id: UUID) -> list[AccountChange]:
    """Those that would move an account to another agency."""
    return [row for row in waiting_of(session, account_id, "edit") if "agency_id" in row.changes]


def last_moves(session: Session, account_ids: Iterable[UUID]) -> dict[UUID, AccountChange]:
    """Of each of these accounts the last request to move it to another agency, whatever became of it."""
    edits = select(AccountChange).where(
        among_these(col(AccountChange.account_id), set(account_ids)), AccountChange.kind == "edit"
    )
    found = session.exec(edits.order_by(col(AccountChange.id)))
    return {row.account_id: row for row in found if "agency_id" in row.changes}


READY = activation.LASTS
"""For this long after a second person confirmed it a code may be given out: who agreed today agreed to nothing that
happens next year."""


def ready_code(session: Session, account_id: UUID) -> AccountChange | None:
    """The confirmed request for a code that was not given out yet, while it is `READY`."""
    lately = lasts(col(AccountChange.last_event_at), clock.now(), READY)
    query = _of(account_id, "code").where(CONFIRMED.condition, col(AccountChange.used).is_(False), lately)
    return session.exec(query.with_for_update()).first()


def _of(account_id: UUID, kind: str) -> SelectOfScalar[AccountChange]:
    return select(AccountChange).where(AccountChange.account_id == account_id, AccountChange.kind == kind)
