"""Who sees imports: those who may carry them out."""

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped
from rasoat.importing.models import IN_FORCE, ImportRun


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Administrators."""
    return col(ImportRun.id).is_not(None) if actor.role == Role.ADMINISTRATOR else false()


_scope = Scoped(ImportRun, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def last_of(session: Session, actor: Actor, kind: str, sha256: str) -> ImportRun | None:
    """The last import of this very table that still stands."""
    query = select(ImportRun).where(visible_to(actor), IN_FORCE.condition)
    query = query.where(ImportRun.kind == kind, ImportRun.sha256 == sha256)
    return session.exec(query.order_by(col(ImportRun.id).desc()).limit(1)).first()
