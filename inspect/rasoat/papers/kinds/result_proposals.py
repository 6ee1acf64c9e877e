"""The proposals of the inspected unit to those above it, and the answers to them in the result notice."""

from collections.abc import Iterator

from sqlmodel import Session

from rasoat.documents.paper import Block, EvidenceRef, Heading, Paragraph
from rasoat.inspections.models import Inspection
from rasoat.papers import citing
from rasoat.papers import queries as papers
from rasoat.papers.models import GIVEN, PaperCase
from rasoat.papers.wording import ResultWording, say
from rasoat.proposals import queries
from rasoat.proposals.models import Proposal
from rasoat.units import queries as units

FORWARDING = "forwarding"
"""The kind of letter that forwards a proposal."""


def proposals(session: Session, words: ResultWording, inspection: Inspection) -> Iterator[Block]:
    """The proposals in a note, and the answer to each: replied, forwarded, or taken up."""
    rows = queries.proposals_of(session, inspection.id)
    if not rows:
        return
    unit = units.agency(session, inspection.unit_id).short_name
    issuer = units.agency(session, inspection.lead_agency_id).name
    yield Heading(
        id="proposals.title", level=2, text=say(words.proposals_title, unit=unit), titled=True, visibility="public"
    )
    note = " ".join(f"({number}) {row.text.rstrip(' .;')};" for number, row in enumerate(rows, 1))
    yield Paragraph(
        id="proposals.lead",
        text=say(words.proposals_lead, unit=unit, count=f"{len(rows):02d}"),
        footnotes=(f"{note.rstrip(';')}.",),
        visibility="public",
        evidence=tuple(map(_evidence, rows)),
    )
    for number, row in enumerate(rows, 1):
        yield Paragraph(
            id=f"proposal.{row.id}",
            text=_answer(session, words, row, number, issuer),
            visibility="public",
            evidence=(_evidence(row),),
        )


def _evidence(row: Proposal) -> EvidenceRef:
    return EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}")


def forwarding_letter(session: Session, row: Proposal) -> PaperCase | None:
    """The letter by which the proposal was forwarded, once it has a number."""
    known = papers.papers_about(session, "proposal", queries.head_of(session, row).id, FORWARDING)
    return next((one for one in known if GIVEN.of(one)), None)


def _answer(session: Session, words: ResultWording, row: Proposal, number: int, issuer: str) -> str:
    reply = row.reply or row.response
    if row.forwarded_to_id and not row.reply:
        agency = units.agency(session, row.forwarded_to_id).name
        on = f" ngày {citing.day(row.forwarded_on)}" if row.forwarded_on else ""
        letter = forwarding_letter(session, row)
        if letter and letter.issued_on:
            on = f" tại {citing.briefly(letter)} ngày {citing.day(letter.issued_on)}"
        sentence = say(words.proposal_forwarded, ordinal=number, issuer=issuer, agency=agency, on=on)
        return f"{sentence} {row.response}".rstrip()
    if reply:
        return say(words.proposal_replied, ordinal=number, reply=citing.outside(reply))
    return say(words.proposal_received, ordinal=number, issuer=issuer)
