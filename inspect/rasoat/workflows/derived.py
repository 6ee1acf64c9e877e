"""What cases store although it follows from other rows, and the check that it still follows from them.

Such a column is kept for lists and their indexes. A room that has one registers its check here; `rasoat audit verify`
runs all of them.
"""

from collections.abc import Callable, Iterable, Iterator

from sqlmodel import Session

from rasoat.workflows.registry import CaseRef

Untrue = tuple[CaseRef, str]
"""A case, and in a Vietnamese sentence what it stores and what would follow."""
Check = Callable[[Session], Iterable[Untrue]]
_checks: list[Check] = []


def register_derived(check: Check) -> Check:
    """Register a check of stored values that follow from others. It yields the cases in which they do not."""
    _checks.append(check)
    return check


def untrue(session: Session) -> Iterator[Untrue]:
    """Every case whose stored values do not follow from the rows that they were derived from."""
    for check in _checks:
        yield from check(session)
