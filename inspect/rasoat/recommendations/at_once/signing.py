"""While a letter about a danger is being signed, nobody changes the recommendations that it asks.

The room of papers lies above this one, so it registers here.
"""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

Check = Callable[[Session, UUID], bool]
_checks: list[Check] = []
_out: list[Check] = []


def register_signing(check: Check, is_out: Check) -> None:
    """Register the functions that say whether a letter about a danger is between its submission and its issue, and whether one is
    issued already.
    """
    _checks.append(check)
    _out.append(is_out)


def takes_no_more(session: Session, danger_id: UUID) -> bool:
    """Whether no further recommendation can go with a letter about that danger: one is being signed, or issued."""
    return any(check(session, danger_id) for check in (*_checks, *_out))


def is_being_signed(session: Session, danger_id: UUID | None) -> bool:
    """Whether a letter about that danger is being signed; of no danger none is."""
    return danger_id is not None and any(check(session, danger_id) for check in _checks)
