"""Which files of an answer are scans of the signed report by which it was sent. The room of those reports comes later and says so."""

from collections.abc import Callable, Collection
from uuid import UUID

from sqlmodel import Session

_asked: list[Callable[[Session, Collection[UUID]], set[str]]] = []


def register_scans(find: Callable[[Session, Collection[UUID]], set[str]]) -> None:
    """Register who knows scans of reports: it gets ids of answers and returns the SHA-256 of the scans."""
    _asked.append(find)


def scans_of(session: Session, answer_ids: Collection[UUID]) -> set[str]:
    """The SHA-256 of what belongs to the reports by which these answers were sent, and not to the answers themselves."""
    return {one for find in _asked for one in find(session, answer_ids)}
