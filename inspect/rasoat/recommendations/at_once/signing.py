"""While a letter about a danger is being signed, nobody changes the recommendations that it asks.

The room of papers lies above this one, so it registers here.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

Check = Callable[[Session, UUID], bool]
_checks: list[Check] = []


def register_signing(check: Check) -> None:
    """Register the function that says whether a letter about a danger is between its submission and its issue."""
    _checks.append(check)


def is_being_signed(session: Session, danger_id: UUID | None) -> bool:
    """Whether a letter about that danger is being signed; of no danger none is."""
    return danger_id is not None and any(check(session, danger_id) for check in _checks)
