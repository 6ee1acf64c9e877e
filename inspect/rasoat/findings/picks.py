"""What was ticked on a page: each tick names a row with the version that the person saw."""

from collections.abc import Iterable
from uuid import UUID

from rasoat.numbers import plain
from rasoat.pages.case import parse_uuid


def read(ticks: Iterable[str], but: UUID | None = None) -> dict[UUID, int]:
    """The ids with their versions, each once and without `but`; what this program did not write is left out."""
    found: dict[UUID, int] = {}
    for tick in ticks:
        named, _, version = tick.partition(":")
        row_id, seen = parse_uuid(named), plain(version)
        if row_id is not None and row_id != but and seen is not None:
            found[row_id] = seen
    return found
