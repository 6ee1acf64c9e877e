"""Who may get a code with many others, and what became of those that were given."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.account_changes.operations import is_guarded
from rasoat.accounts import activation
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.scope import Scoped
from rasoat.codes.models import CodeGiven, CodeRound
from rasoat.importing.models import ImportedRow
from rasoat.units.models import Agency

MOST = 500
"""People of one round: what one page lists and one PDF prints within seconds."""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Administrators."""
    return col(CodeRound.id).is_not(None) if actor.role == Role.ADMINISTRATOR else false()


_scope = Scoped(CodeRound, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def against(session: Session, user: User) -> str:
    """Why the account gets no code with many others; empty when it may. Nobody's password is ended in this way."""
    if not user.active:
        return "tài khoản đã khóa"
    if user.password_hash:
        return "đã kích hoạt, không cần mã"
    if is_guarded(session, user, user.role):
        return "người ký đã dùng tài khoản này: cấp mã trên trang của tài khoản, có người thứ hai xác nhận"
    return ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those of a choice who may get codes, by agency and name, and those who may not, with why."""

    people: list[User]
    left_out: list[tuple[User, str]]

    @property
    def without_mail(self) -> list[User]:
        """Those to whom nothing can be mailed."""
        return [user for user in self.people if not user.email]


def chosen(session: Session, *conditions: ColumnElement[bool], ids: Iterable[UUID] | None = None) -> Chosen:
    """The accounts that fulfil the conditions, sorted into those who may get a code and the others; at most MOST + 1."""
    query = select(User).join(Agency, col(Agency.id) == col(User.agency_id)).where(*conditions)
    if ids is not None:
        query = query.where(col(User.id).in_(list(ids)))
    query = query.order_by(col(Agency.order_text), col(Agency.id), col(User.order_text), col(User.id))
    found = Chosen([], [])
    for user in session.exec(query.limit(MOST + 1)):
        why = against(session, user)
        if why:
            found.left_out.append((user, why))
        else:
            found.people.append(user)
    return found


def without_password() -> ColumnElement[bool]:
    """Accounts in use for which no password was chosen yet."""
    return (col(User.password_hash) == "") & col(User.active)


def of_import(run_id: UUID) -> ColumnElement[bool]:
    """The accounts that an import added."""
    # What an import changed was there before, and has its code or password from then.
    added = select(ImportedRow.target_id).where(ImportedRow.run_id == run_id, col(ImportedRow.before) == {})
    return col(User.id).in_(added)


def with_live_code(people: Iterable[User]) -> list[User]:
    """Those who have a code that can still be used, and that a new one would end."""
    return [user for user in people if user.code_hash and clock.waits(user.code_until, activation.LASTS)]


def given_in(session: Session, round_id: UUID) -> list[CodeGiven]:
    """The accounts of a round, in the order of the slips."""
    query = select(CodeGiven).where(CodeGiven.round_id == round_id)
    return list(session.exec(query.order_by(col(CodeGiven.ordinal))))
