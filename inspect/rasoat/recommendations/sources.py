"""What obligations come from. Today these are recommendations; plans or meetings would be one more registration.

A source has its own row, with a number and the text of what is asked. The rest of the program reads sources through
this module, whatever their kind.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.recommendations.models import Obligation, Recommendation


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one obligation, such as “Kiến nghị” 3, and what it asks for."""

    title: str
    number: int
    text: str

    @property
    def name(self) -> str:
        """The name on pages: Kiến nghị 3."""
        return f"{self.title} {self.number}"


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: its name in `Obligation.source_kind`, its word in Vietnamese, its table with `ordinal`, `text`."""

    name: str
    title: str
    model: type[Any]


_kinds: dict[str, SourceKind] = {}


def register_source(kind: SourceKind) -> None:
    """Register a kind of source. Each kind is registered once, by the room it belongs to."""
    _kinds[kind.name] = kind


register_source(SourceKind("recommendation", "Kiến nghị", Recommendation))


def sources_of(session: Session, obligations: Iterable[Obligation]) -> dict[UUID, Source]:
    """The source of each obligation, by the obligation's id. It takes one query for each kind, however many
    obligations there are.
    """
    by_kind: dict[str, list[Obligation]] = defaultdict(list)
    for obligation in obligations:
        by_kind[obligation.source_kind].append(obligation)
    found: dict[UUID, Source] = {}
    for name, rows in by_kind.items():
        kind = _kinds[name]
        query = select(kind.model).where(col(kind.model.id).in_({row.source_id for row in rows}))
        known = {row.id: Source(kind.title, row.ordinal, row.text) for row in session.exec(query)}
        found |= {row.id: known[row.source_id] for row in rows}
    return found


def source_of(session: Session, obligation: Obligation) -> Source:
    """The source of one obligation."""
    return sources_of(session, [obligation])[obligation.id]
