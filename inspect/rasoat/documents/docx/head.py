"""The head of a paper: boxes 1 to 5, 9a, 10 and 11 of the decree's diagram, the bases and the lead."""

from collections.abc import Iterator

from rasoat.documents.components import COUNTRY, MOTTO
from rasoat.documents.docx.centred import centred, rule, underlined
from rasoat.documents.docx.styles import GAP
from rasoat.documents.docx.tables import boxes, layout
from rasoat.documents.docx.widths import width
from rasoat.documents.docx.xml import Element, element, paragraph, run, twips
from rasoat.documents.flow import closed
from rasoat.documents.layout_head import URGENT_MM
from rasoat.documents.paper import Paper

# The left column holds the agency, the right one the country's name on one line.
_AGENCY = 0.41
# The subject keeps away from the edges of the text.
_SUBJECT_EDGE = twips(10)
_RED, _BLACK = "E00000", "000000"
_DRAFT, _DRAFT_MM, _CIRCULATION_MM = "DỰ THẢO", 24, 52


def head(paper: Paper, room: int, *, stamped: bool) -> Iterator[Element]:
    """Everything above the content. `room` is the width of the text in twips. A draft is `stamped` as one."""
    left = round(room * _AGENCY)
    rows: list[list[list[Element]]] = []
    if paper.circulation:
        circulation = boxes([(paper.circulation, _CIRCULATION_MM, _BLACK)])
        rows.append([[paragraph("Space")], [circulation, _gap()]])
    rows.append([list(_agency(paper, left)), list(_nation(room - left))])
    rows.append([[_words("Number", paper.number_text())], [_day(paper)]])
    if paper.is_letter:
        rows.append([[centred("About", 12, left, left, f"V/v {paper.subject}")], [_words("About", "")]])
    if marks := list(_marks(paper, stamped=stamped)):
        rows.append([[_gap(), boxes(marks), paragraph("Space")], [paragraph("Space")]])
    # A table at the very beginning of a file that has notes is pushed down a line by LibreOffice 7.
    yield paragraph("Space")
    yield layout((left, room - left), rows)
    if not paper.is_letter:
        yield from _title(paper, room)
    yield from _addressed(paper)
    yield from _opening(paper)


def _words(style: str, text: str) -> Element:
    return paragraph(style, run(text)) if text else paragraph(style)


def _agency(paper: Paper, room: int) -> Iterator[Element]:
    if paper.issuer_parent:
        yield centred("Parent", 12, room, room, paper.issuer_parent.upper())
    yield from underlined("Issuer", 12, room, room, *(line.upper() for line in paper.issuer))


def _nation(room: int) -> Iterator[Element]:
    yield _words("Country", COUNTRY)
    yield _words("Motto", MOTTO)
    yield rule(width(MOTTO, 13), room)


def _day(paper: Paper) -> Element:
    # The blank behind "năm" would push the visible words out of the middle.
    return _words("PlaceAndDay", "" if paper.minutes else paper.date_text().rstrip())


def _marks(paper: Paper, *, stamped: bool) -> Iterator[tuple[str, float, str]]:
    if paper.is_draft and stamped:
        yield _DRAFT, _DRAFT_MM, _BLACK
    if paper.urgency:
        yield paper.urgency, URGENT_MM[paper.urgency], _RED


def _gap() -> Element:
    return paragraph("Space", properties=(element("w:spacing", line=GAP, lineRule="exact"),))


def _title(paper: Paper, room: int) -> Iterator[Element]:
    yield _words("Title", paper.kind_title.upper())
    yield from underlined("Subtitle", 14, room, room - 2 * _SUBJECT_EDGE, paper.subject)


def _addressed(paper: Paper) -> Iterator[Element]:
    if len(paper.addressed_to) == 1:
        yield _words("To", f"Kính gửi: {paper.addressed_to[0]}")
    elif paper.addressed_to:
        yield _words("ToLabel", "Kính gửi:")
        yield from (_words("ToLine", line) for line in closed(paper.addressed_to))


def _opening(paper: Paper) -> Iterator[Element]:
    if paper.decides:
        yield _words("Decides", paper.decides.upper())
    yield from (_words("Basis", line) for line in closed(paper.legal_bases))
    if paper.lead:
        yield _words("Body", paper.lead)
    if paper.decides:
        yield _words("Decides", "QUYẾT ĐỊNH:")
