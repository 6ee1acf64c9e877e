"""The head of a paper: boxes 1 to 5, 9a, 10 and 11 of the decree's diagram, the bases and the lead."""

from collections.abc import Iterator

from rasoat.documents.components import COUNTRY, MOTTO
from rasoat.documents.docx.styles import GAP
from rasoat.documents.docx.tables import boxes, layout
from rasoat.documents.docx.widths import balanced, longest_line, width
from rasoat.documents.docx.xml import POINT, Element, element, line_break, paragraph, run, twips
from rasoat.documents.flow import closed
from rasoat.documents.paper import Paper

# The left column holds the agency, the right one the country's name on one line.
_AGENCY = 0.41
# The lines under agency and subject are a third to a half of the text's longest line.
_SHARE = 0.41
# The subject keeps away from the edges of the text; a line gets this much more room than its words need, in twips.
_SUBJECT_EDGE, _SLACK = twips(10), 40
_URGENCY = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}
_RED, _BLACK = "E00000", "000000"
_DRAFT, _DRAFT_MM, _CIRCULATION_MM = "DỰ THẢO", 28, 52


def head(paper: Paper, room: int) -> Iterator[Element]:
    """Everything above the content. `room` is the width of the text in twips."""
    left = round(room * _AGENCY)
    rows = [[list(_agency(paper, left)), list(_nation(room - left))]]
    rows.append([[_words("Number", paper.number_text())], [_day(paper)]])
    if paper.is_letter:
        rows.append([[_balanced("About", f"V/v {paper.subject}", 12, left)], [_words("About", "")]])
    marks = [*_marks(paper)]
    if marks or paper.circulation:
        rows.append([_stamps(marks), _stamps(_circulation(paper))])
    # A table at the very beginning of a file that has notes is pushed down a line by LibreOffice 7.
    yield paragraph("Space")
    yield layout((left, room - left), rows)
    if not paper.is_letter:
        yield from _title(paper, room)
    yield from _addressed(paper)
    yield from _opening(paper)


def _words(style: str, text: str) -> Element:
    return paragraph(style, run(text)) if text else paragraph(style)


def _balanced(style: str, text: str, size: float, room: int, most: int = 0) -> Element:
    """A centred paragraph whose lines are about equally long, none longer than `most`; `room` is the whole width."""
    points = balanced(text, size, (most or room) / POINT)
    edge = max(0, int((room - points * POINT) / 2) - _SLACK)
    return paragraph(style, run(text), properties=(element("w:ind", left=edge, right=edge, firstLine=0),))


def _lines(style: str, lines: tuple[str, ...]) -> Element:
    """One paragraph of several lines."""
    content = [run(lines[0].upper())]
    for line in lines[1:]:
        content += [line_break(), run(line.upper())]
    return paragraph(style, *content)


def _agency(paper: Paper, room: int) -> Iterator[Element]:
    if paper.issuer_parent:
        yield _words("Parent", paper.issuer_parent.upper())
    yield _lines("Issuer", paper.issuer)
    lines = tuple(line.upper() for line in paper.issuer)
    yield rule(longest_line(lines, 12, room / POINT) * _SHARE, room)


def _nation(room: int) -> Iterator[Element]:
    yield _words("Country", COUNTRY)
    yield _words("Motto", MOTTO)
    yield rule(width(MOTTO, 13), room)


def rule(points: float, room: int) -> Element:
    """A line of that length in the middle of `room` twips: the upper border of a paragraph without words."""
    edge = max(0, round((room - points * POINT) / 2))
    border = element("w:pBdr", element("w:top", val="single", sz=6, space=0, color="auto"))
    properties = (
        border,
        element("w:spacing", before=2 * POINT, line=4 * POINT, lineRule="exact"),
        element("w:ind", left=edge, right=edge),
    )
    return paragraph("Rule", properties=properties)


def _day(paper: Paper) -> Element:
    # The blank behind "năm" would push the visible words out of the middle.
    return _words("PlaceAndDay", "" if paper.minutes else paper.date_text().rstrip())


def _marks(paper: Paper) -> Iterator[tuple[str, float, str]]:
    if paper.is_draft:
        yield _DRAFT, _DRAFT_MM, _BLACK
    if paper.urgency:
        yield paper.urgency, _URGENCY[paper.urgency], _RED


def _circulation(paper: Paper) -> list[tuple[str, float, str]]:
    return [(paper.circulation, _CIRCULATION_MM, _BLACK)] if paper.circulation else []


def _stamps(marks: list[tuple[str, float, str]]) -> list[Element]:
    gap = paragraph("Space", properties=(element("w:spacing", line=GAP, lineRule="exact"),))
    end = paragraph("Space")
    return [gap, boxes(marks), end] if marks else [end]


def _title(paper: Paper, room: int) -> Iterator[Element]:
    yield _words("Title", paper.kind_title.upper())
    inside = room - 2 * _SUBJECT_EDGE
    yield _balanced("Subtitle", paper.subject, 14, room, inside)
    yield rule(longest_line((paper.subject,), 14, balanced(paper.subject, 14, inside / POINT)) * _SHARE, room)


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
