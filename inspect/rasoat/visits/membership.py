"""Whose records about a visit are accepted: those of the team, and of an account that took the visit along while in
the team.

The room `tablets/taking` lies above this one; it therefore registers here how to find out who took a visit along.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.inspections import queries as inspections
from rasoat.problems import Problem
from rasoat.visits.models import Visit

Check = Callable[[Session, UUID, UUID], bool]
"""(session, visit, account) → whether that account took the visit along."""
_checks: list[Check] = []


def register_taking(check: Check) -> None:
    """Register the function that says who took a visit along."""
    _checks.append(check)


def belongs(session: Session, visit: Visit, actor: Actor) -> bool:
    """Whether the actor is in the team, or took the visit along while in the team."""
    if inspections.is_team_member(session, visit.inspection_id, actor):
        return True
    return took_along(session, visit.id, actor.user_id)


def took_along(session: Session, visit_id: UUID, account_id: UUID) -> bool:
    """Whether that account took the visit along while it was in the team."""
    return any(check(session, visit_id, account_id) for check in _checks)


def locked_visit(session: Session, visit_id: UUID, actor: Actor) -> Visit:
    """The visit, its row locked until the transaction ends. Raises Problem `not_found` for an actor who does not
    belong to it.
    """
    visit = lock(session, Visit, visit_id)
    if not belongs(session, visit, actor):
        raise Problem("not_found")
    return visit
