"""What was read of a file as the first draft of a paper of before: its head, and the parts of its text in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rasoat import numbers
from rasoat.earlier.models import PART_KINDS, RECOMMENDATION, TYPES, UNPLACED
from rasoat.parsing.models import Found, Paper, Place, Source

_TEXTS: Final = ("introduction", "notes", "closing", "headings")
_NUMBER = re.compile(r"(?P<number>\d{1,6})\s*[/-]\s*(?P<symbol>[^\s]*)")


@dataclass(slots=True)
class PartFound:
    """One part as it was read. `addressees` are the agencies that it asks, as the paper names them."""

    kind: str
    text: str
    place: Place | None = None
    number: str = ""
    addressee: str = ""
    addressees: tuple[str, ...] = ()
    due_written: str = ""
    due_on: date | None = None


@dataclass(slots=True)
class Draft:
    """A paper as it was read. What it does not say is empty."""

    source: str = ""
    type: str = "TB"
    issuer: str = ""
    number: int | None = None
    symbol: str = ""
    issued_on: date | None = None
    subject: str = ""
    signer: str = ""
    signer_office: str = ""
    recipients: str = ""
    parts: list[PartFound] = field(default_factory=list)


def draft_of(source: Source) -> Draft:
    """The draft of what was read."""
    paper = source.paper
    number, symbol = number_of(paper.number.text if paper.number else "", paper.symbol)
    signer = paper.signer
    return Draft(
        source=source.text,
        type=paper.kind if paper.kind in TYPES else "TB",
        issuer=paper.issuer.text if paper.issuer else "",
        number=number,
        symbol=symbol,
        issued_on=paper.day,
        subject=paper.subject.text if paper.subject else "",
        signer=signer.name if signer else "",
        signer_office=signer.office or signer.capacity if signer else "",
        recipients="\n".join(one.text.strip(" -;.") for one in paper.recipients),
        parts=sorted(_parts(paper), key=_where),
    )


def _where(part: PartFound) -> int:
    return part.place.start if part.place else 0


def _parts(paper: Paper) -> Iterator[PartFound]:
    for asked in paper.recommendations:
        due = asked.due
        yield PartFound(
            RECOMMENDATION, asked.text, asked.place, asked.number, asked.addressee, asked.addressees,
            due.text if due else "", due.day if due else None,
        )  # fmt: skip
    for finding in paper.findings:
        yield PartFound(finding.kind, finding.text, finding.place, finding.number)
    for proposal in paper.proposals:
        yield PartFound("proposal", proposal.text, proposal.place, addressee=proposal.addressee)
    yield from (_as(one, "reply") for one in paper.replies)
    yield from (_as(one, UNPLACED) for one in paper.unplaced)
    for name in _TEXTS:
        yield from (_as(one, "text") for one in getattr(paper, name))


def _as(found: Found, kind: str) -> PartFound:
    assert kind in PART_KINDS
    return PartFound(kind, found.text, found.place)


def number_of(written: str, symbol: str) -> tuple[int | None, str]:
    """The number, and what stands behind it: `Số: 97/TB-SLĐTBXH` is 97 and TB-SLĐTBXH. None where the paper has none."""
    found = _NUMBER.search(written)
    if found is None:
        return None, symbol
    return numbers.plain(found["number"], least=1, most=999_999), (found["symbol"] or symbol).strip(" .,;")
