"""Who sees imports: those who may carry them out."""

from sqlalchemy import ColumnElement, false
from sqlmodel import col

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped
from rasoat.importing.models import ImportRun


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Administrators."""
    return col(ImportRun.id).is_not(None) if actor.role == Role.ADMINISTRATOR else false()


_scope = Scoped(ImportRun, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible
