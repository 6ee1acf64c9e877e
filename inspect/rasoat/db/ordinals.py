"""Giving rows other numbers where each number may stand only once."""

from collections.abc import Sequence
from typing import Protocol

from sqlmodel import Session


class Numbered(Protocol):
    """A row with a number."""

    ordinal: int


def give_ordinals(session: Session, ordinals: Sequence[tuple[Numbered, int]]) -> None:
    """Give each row its new number. The caller has locked the parent of these rows.

    The databases compare row by row: while two rows exchange their numbers, one of them would stand twice. Those that
    change therefore pass through numbers that no row has.
    """
    changing = [(row, ordinal) for row, ordinal in ordinals if row.ordinal != ordinal]
    for row, ordinal in changing:
        row.ordinal = -ordinal
    session.flush()
    for row, ordinal in changing:
        row.ordinal = ordinal
    session.flush()
