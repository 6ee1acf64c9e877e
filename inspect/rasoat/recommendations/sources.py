"""What obligations come from: recommendations of an inspection, tasks of a meeting (one registration each).

A source has its own row, with a number and the text of what is asked. Each obligation has a copy of both, which is
written here while the source is drafted and does not change any more once the obligation is sent. Lists, searches,
mails and papers read the copy, so that they need to know no kind of source (docs/decisions/0012).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, and_, col, or_, select

from rasoat.recommendations.models import DROPPED, Obligation


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


def _none(_session: Session, _source_id: UUID) -> list[UUID]:
    return []


def _its_inspection(_session: Session, obligation: Obligation) -> tuple[str, UUID] | None:
    # A letter about a danger told it before the result notice.
    if obligation.danger_id is not None:
        return ("danger", obligation.danger_id)
    return ("inspection", obligation.inspection_id) if obligation.inspection_id else None


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: its name in `Obligation.source_kind`, its word in Vietnamese, its table with `ordinal`, `text`.

    `findings` gives the ids of the findings that a source follows from; `told_by` the thing, by kind and id, whose papers
    told the addressee of an obligation.
    """

    name: str
    title: str
    model: type[Any]
    findings: Callable[[Session, UUID], list[UUID]] = _none
    told_by: Callable[[Session, Obligation], tuple[str, UUID] | None] = _its_inspection


kinds: dict[str, SourceKind] = {}


def register_source(kind: SourceKind) -> None:
    """Register a kind of source. Each kind is registered once, by the room it belongs to."""
    kinds[kind.name] = kind


def source_of(obligation: Obligation) -> Source:
    """The source of one obligation, as it was told to its addressee."""
    return Source(kinds[obligation.source_kind].title, obligation.source_number, obligation.source_text)


def told_by(session: Session, obligation: Obligation) -> tuple[str, UUID] | None:
    """The thing, by kind and id, whose papers told the addressee of an obligation; None when it follows from none."""
    return kinds[obligation.source_kind].told_by(session, obligation)


def findings_behind(session: Session, obligation: Obligation) -> list[UUID]:
    """The ids of the findings that the source of an obligation follows from."""
    return kinds[obligation.source_kind].findings(session, obligation.source_id)


def as_told(source: Any) -> dict[str, Any]:
    """What a new obligation copies from the row of its source."""
    return {"source_id": source.id, "source_number": source.ordinal, "source_text": source.text}


def tell_again(session: Session, kind: str, source: Any) -> None:
    """Copy the number and the text of a drafted source to its obligations, after either of them has changed."""
    query = select(Obligation).where(Obligation.source_kind == kind, Obligation.source_id == source.id)
    for row in session.exec(query.where(~DROPPED.condition)):
        row.source_number, row.source_text = source.ordinal, source.text
        session.add(row)
    session.flush()


def reword(obligation: Obligation, words: str, day: date) -> None:
    """Give one sent obligation other words, which a paper of that day says; its source keeps those of the first paper."""
    obligation.source_text, obligation.retold_on = words.strip(), day


def differing(session: Session) -> Iterator[Obligation]:
    """The obligations whose copy is not what the row of their source says, and those whose source is gone."""
    for kind in kinds.values():
        source = kind.model
        wrong = or_(
            col(source.id).is_(None),
            col(source.ordinal) != col(Obligation.source_number),
            # A paper that was issued later may have changed what is asked of one addressee (retelling.py).
            and_(col(Obligation.retold_on).is_(None), col(source.text) != col(Obligation.source_text)),
        )
        yield from session.exec(
            select(Obligation)
            .join(source, col(source.id) == col(Obligation.source_id), isouter=True)
            .where(and_(Obligation.source_kind == kind.name, ~DROPPED.condition, wrong))
            .order_by(col(Obligation.id))
        )
