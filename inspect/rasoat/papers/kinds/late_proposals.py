"""In the report to the body above: proposals of units on which the agency that writes it decides late, and what it promised and has not
kept. What climbed is said by the room that keeps the ladder (`register_lines`).
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from rasoat.documents.paper import Block, EvidenceRef, Heading, Paragraph, Table
from rasoat.papers import citing, wording
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.wording import Words, say
from rasoat.proposals.models import UNDECIDED, Proposal
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Firing, noting
from rasoat.workflows.models import JournalEntry

TABLE = "report.proposals"
STANDS = "stands_in_report"
"""Entry in a proposal's journal: an issued report to the body above names it."""
_lines: list[Callable[[date, datetime | None], ColumnElement[bool]]] = []


def register_lines(condition: Callable[[date, datetime | None], ColumnElement[bool]]) -> None:
    """Register which proposals are lines of the report on a day, of what was recorded until a moment (None: until now);
    whatever fulfils one of the registered conditions is.
    """
    _lines.append(condition)


class LateProposals(wording.Strict):
    """Sentences about them. {count}: how many."""

    title: Words
    lead: Words
    headers: tuple[Words, Words, Words, Words, Words, Words]
    undecided: Words
    promised: Words


def late(session: Session, agency_id: UUID, day: date, until: datetime | None = None) -> list[Proposal]:
    """What climbed to the report of the agency, counted to a day, the earliest due first. With `until` only what had been
    recorded by then.
    """
    found: dict[UUID, Proposal] = {}
    for condition in _lines:
        query = select(Proposal).where(Proposal.lead_agency_id == agency_id, condition(day, until))
        found.update((row.id, row) for row in session.exec(query.order_by(col(Proposal.id))))
    return sorted(found.values(), key=lambda row: (row.due_on or day, row.id))


def blocks(session: Session, told: LateProposals, rows: Sequence[Proposal], day: date) -> list[Block]:
    """The section about them; nothing when there are none."""
    if not rows:
        return []
    names = units.names(session, {row.from_id for row in rows})
    lines = tuple(
        (
            str(number),
            names[row.from_id].name,
            citing.outside(row.text.rstrip(" .;")),
            _left(told, row),
            citing.day(row.due_on) if row.due_on else "",
            str((day - row.due_on).days) if row.due_on else "",
        )
        for number, row in enumerate(rows, 1)
    )
    evidence = tuple(EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}") for row in rows)
    align = ("center", "left", "left", "left", "center", "center")
    lead = say(told.lead, count=str(len(rows)))
    return [
        Heading(id="report.proposals.title", level=1, text=told.title, visibility="public"),
        Paragraph(id="report.proposals.lead", text=lead, visibility="public"),
        Table(id=TABLE, headers=told.headers, rows=lines, align=align, visibility="public", evidence=evidence),
    ]


def _left(told: LateProposals, row: Proposal) -> str:
    """What is late: deciding on it, or what was promised."""
    if UNDECIDED.of(row):
        return told.undecided
    return say(told.promised, promise=citing.inside(row.response.rstrip(" .;")))


def record(firing: Firing, paper: PaperCase, named: Sequence[UUID]) -> None:
    """Note of each that the issued paper names it. They are locked in one order."""
    for proposal_id in sorted(named, key=str):
        noting.note(
            firing.session, CaseRef("proposal", proposal_id), STANDS, firing.actor, {"paper": str(paper.id)}, {}
        )


def standing_in(session: Session, proposal_ids: Sequence[UUID]) -> dict[UUID, list[PaperCase]]:
    """Of each proposal the issued reports that name it, the newest first."""
    noted = (JournalEntry.case_kind == "proposal", col(JournalEntry.case_id).in_(proposal_ids))
    query = select(JournalEntry).where(*noted, JournalEntry.trigger == STANDS).order_by(col(JournalEntry.id).desc())
    entries = session.exec(query).all()
    ids = {UUID(entry.facts["paper"]) for entry in entries}
    papers = {row.id: row for row in session.exec(select(PaperCase).where(col(PaperCase.id).in_(ids), OUT.condition))}
    found: dict[UUID, list[PaperCase]] = {one: [] for one in proposal_ids}
    for entry in entries:
        if (paper := papers.get(UUID(entry.facts["paper"]))) is not None:
            found[entry.case_id].append(paper)
    return found
