"""Centred words whose lines are about equally long, and the lines under them."""

from collections.abc import Iterator

from rasoat.documents.docx.widths import balanced, longest_line
from rasoat.documents.docx.xml import POINT, Element, element, line_break, paragraph, run

# The line under agency and subject is a third to a half of the text's longest line.
_SHARE = 0.41
# A line gets this much more room than its words need, in twips: programs round differently.
_SLACK = 40


def centred(style: str, size: float, room: int, most: int, *lines: str) -> Element:
    """A centred paragraph that is broken into about equally long lines, none longer than `most`. `room` is the whole width;
    both are twips. Each of `lines` begins a new one.
    """
    edge = max(0, int((room - _points(size, most, lines) * POINT) / 2) - _SLACK)
    content = [run(lines[0])]
    for line in lines[1:]:
        content += [line_break(), run(line)]
    return paragraph(style, *content, properties=(element("w:ind", left=edge, right=edge, firstLine=0),))


def underlined(style: str, size: float, room: int, most: int, *lines: str) -> Iterator[Element]:
    """The same with the line under it."""
    yield centred(style, size, room, most, *lines)
    yield rule(longest_line(lines, size, _points(size, most, lines)) * _SHARE, room)


def _points(size: float, most: int, lines: tuple[str, ...]) -> float:
    return max(balanced(line, size, most / POINT) for line in lines)


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
