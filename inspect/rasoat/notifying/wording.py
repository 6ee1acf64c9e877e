"""The words of many told lines at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import Words, events


def urgent_first(session: Session, lines: Sequence[ToldLine]) -> list[ToldLine]:
    """The lines about something urgent, then the others, each in the order in which they came."""
    ids: dict[str, list[UUID]] = {}
    for line in lines:
        ids.setdefault(line.event, []).append(line.event_id)
    urgent = {(name, one) for name, some in ids.items() for one in events[name].urgent(session, some)}
    return sorted(lines, key=lambda line: (line.event, line.event_id) not in urgent)


def words_of(session: Session, lines: Sequence[ToldLine], address: str) -> list[Words | None]:
    """The words of each line, for an installation at this address (empty: links are paths); None for those of which nobody
    needs to be told any more. What they need is read in a few queries for each kind of event.
    """
    by_event: dict[str, list[UUID]] = {}
    for line in lines:
        by_event.setdefault(line.event, []).append(line.event_id)
    # The session knows these rows only as long as somebody keeps them.
    kept = [events[name].reads(session, ids) for name, ids in by_event.items()]
    found = [events[line.event].words(session, line.event_id, address) for line in lines]
    del kept
    return found
