"""The foot of a paper: who signs (box 7), who receives it (box 9b), who typed it (box 12)."""

from collections.abc import Iterable, Iterator

from rasoat.documents.docx.tables import layout
from rasoat.documents.docx.xml import Element, element, paragraph, run, twips
from rasoat.documents.flow import closed
from rasoat.documents.paper import Paper, Signing

_ABOVE = twips(5)
_ROOM_TO_SIGN = twips(28)
_SIDE_BY_SIDE = 2


def foot(paper: Paper, room: int) -> Iterator[Element]:
    """The signing block. One signer stands beside the recipients, several stand side by side above them."""
    half = room // 2
    signers = (paper.signing, *paper.other_signers)
    yield _gap(_ABOVE)
    if len(signers) == 1:
        signer = [*_capacity(paper.signing), *_name(paper.signing)]
        yield layout((half, room - half), [[[*_recipients(paper)], signer]])
        return
    rows: list[list[list[Element]]] = []
    for pair in (signers[at : at + 2] for at in range(0, len(signers), 2)):
        # Names stand level, however many lines stand above them.
        above = _ABOVE if rows else 0
        rows += [_pair(_capacity(one, above) for one in pair), _pair(_name(one) for one in pair)]
    rows.append([[_gap(_ABOVE), *_recipients(paper)], [_gap(_ABOVE)]])
    yield layout((half, room - half), rows)


def _pair(cells: Iterable[Iterator[Element]]) -> list[list[Element]]:
    """A row of two cells; the second one is empty when there is nobody for it."""
    made = [list(one) for one in cells]
    return made if len(made) == _SIDE_BY_SIDE else [*made, [_gap(_ABOVE)]]


def _gap(height: int) -> Element:
    """Empty room that stays on the page of what follows it."""
    return paragraph("Space", properties=(element("w:keepNext"), element("w:spacing", line=height, lineRule="exact")))


def _capacity(signing: Signing, above: int = 0) -> Iterator[Element]:
    if above:
        yield _gap(above)
    lines = (*signing.capacity_lines, signing.position, signing.office)
    yield from (paragraph("Capacity", run(line.upper())) for line in lines if line)


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
