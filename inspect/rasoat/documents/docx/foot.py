"""The foot of a paper: who signs (box 7), who receives it (box 9b), who typed it (box 12)."""

from collections.abc import Iterator

from rasoat.documents.docx.centred import centred
from rasoat.documents.docx.keeping import keep
from rasoat.documents.docx.tables import layout
from rasoat.documents.docx.xml import Element, element, paragraph, run, twips
from rasoat.documents.flow import closed
from rasoat.documents.paper import Paper, Signing

_ABOVE = twips(5)
_ROOM_TO_SIGN = twips(28)


def foot(paper: Paper, room: int) -> Iterator[Element]:
    """The signing block. Two sign side by side; the recipients stand beside the last of an odd number, and below all of an
    even one.
    """
    half = room // 2
    widths = (half, room - half)
    signers = paper.signers
    yield _gap(_ABOVE)
    for at in range(0, len(signers) - 1, 2):
        pair = signers[at : at + 2]
        # Names stand level, however many lines stand above them.
        table = layout(widths, [[list(_capacity(one, half)) for one in pair], [list(_name(one)) for one in pair]])
        more = at + 2 < len(signers)
        if more:
            keep(table)
        yield table
        yield _gap(_ABOVE, kept=more)
    alone = [*_capacity(signers[-1], half), *_name(signers[-1])] if len(signers) % 2 else [paragraph("Space")]
    yield layout(widths, [[list(_recipients(paper)), alone]])


def _gap(height: int, *, kept: bool = True) -> Element:
    """Empty room, which stays on the page of what follows it when it is `kept`."""
    keeping = [element("w:keepNext")] if kept else []
    return paragraph("Space", properties=(*keeping, element("w:spacing", line=height, lineRule="exact")))


def _capacity(signing: Signing, room: int) -> Iterator[Element]:
    lines = (*signing.capacity_lines, signing.position, signing.office)
    yield from (centred("Capacity", 14, room, room, line.upper()) for line in lines if line)


def _name(signing: Signing) -> Iterator[Element]:
    yield _gap(_ROOM_TO_SIGN)
    yield paragraph("Signer", *([run(signing.name)] if signing.name else []))


def _recipients(paper: Paper) -> Iterator[Element]:
    as_above = ("Như trên",) if paper.addressed_to and "Như trên" not in paper.recipients else ()
    yield paragraph("RecipientsLabel", run("Nơi nhận:"))
    lines = closed((*as_above, *paper.recipients, f"Lưu: {paper.archive}"))
    yield from (paragraph("Recipient", run(line)) for line in lines)
    if paper.drafter:
        yield paragraph("Drafter", run(paper.drafter))
