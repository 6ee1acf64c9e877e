"""Results cannot be changed while their notice is being signed: what is numbered and issued must be what the leader
approved.

The room of papers lies above the rooms whose words it prints, so it registers here when they must refuse changes.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from rasoat.problems import Problem

Check = Callable[[Session, UUID], bool]
_checks: list[Check] = []


def register_freeze(check: Check) -> None:
    """Register the function that says when an inspection's findings, recommendations and proposals may not be changed."""
    _checks.append(check)


def is_frozen(session: Session, inspection_id: UUID) -> bool:
    """Whether the results of an inspection are being signed."""
    return any(check(session, inspection_id) for check in _checks)


def require_unfrozen(session: Session, inspection_id: UUID) -> None:
    """Raise Problem `inspection.frozen` while the results are being signed."""
    if is_frozen(session, inspection_id):
        raise Problem("inspection.frozen")
