"""Who sees what was taken out: administrators all of it, everybody else the own."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from rasoat.accounts.actor import Actor, Role
from rasoat.exporting.models import ExportRun


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Administrators see every entry, since they answer for what leaves the system; a person sees the own ones."""
    if actor.role == Role.ADMINISTRATOR:
        return col(ExportRun.id).is_not(None)
    return col(ExportRun.taken_by) == actor.user_id
