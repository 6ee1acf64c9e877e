"""Results rest while their notice is being signed: what the leader approves is what is numbered and issued.

The room of notices comes later than those whose words it prints, so it registers here what they must ask.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from rasoat.problems import Problem

Check = Callable[[Session, UUID], bool]
_checks: list[Check] = []


def register_freeze(check: Check) -> None:
    """Let a later room say when an inspection's findings, recommendations and proposals must stay as they are."""
    _checks.append(check)


def is_frozen(session: Session, inspection_id: UUID) -> bool:
    """Whether the results of an inspection are being signed."""
    return any(check(session, inspection_id) for check in _checks)


def require_unfrozen(session: Session, inspection_id: UUID) -> None:
    """Raise Problem `inspection.frozen` while the results are being signed."""
    if is_frozen(session, inspection_id):
        raise Problem("inspection.frozen")
