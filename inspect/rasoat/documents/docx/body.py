"""The content of a paper: headings, paragraphs, items, điều and tables."""

from collections.abc import Iterator

from rasoat.documents.docx.notes import Notes
from rasoat.documents.docx.numbering import Numbering
from rasoat.documents.docx.styles import ARTICLES, HEADINGS
from rasoat.documents.docx.tables import ruled
from rasoat.documents.docx.xml import Element, paragraph
from rasoat.documents.flow import Groups, Line, Piece, Run

_DASH = "- "


def content(groups: Groups, notes: Notes, numbering: Numbering, room: int) -> Iterator[Element]:
    """The pieces of a text in their order. `room` is the width of the text in twips."""
    for group in groups:
        for piece in group:
            if piece.type == "table":
                yield from ruled(piece, notes, room)
            else:
                yield _text(piece, notes, numbering)


def _text(piece: Piece, notes: Notes, numbering: Numbering) -> Element:
    line = piece.line
    if piece.type == "item":
        return paragraph("Item", *notes.runs(_without(_DASH, line)))
    if piece.type != "heading" and piece.number:
        return paragraph(
            "Article", *notes.runs(_without(piece.number, line)), properties=numbering.counted(ARTICLES, 0)
        )
    if piece.type != "heading":
        return paragraph("Body", *notes.runs(line))
    if piece.level == 3:
        return paragraph("Heading3", *notes.runs(line))
    style = f"Heading{piece.level}" if piece.titled else "Clause"
    counted = numbering.counted(HEADINGS, piece.level - 1, owns_level=piece.titled)
    return paragraph(style, *notes.runs(_without(piece.number, line)), properties=counted)


def _without(number: str, line: Line) -> Line:
    """The line without the number that Word puts before it."""
    first, *more = line
    return [Run(first.text.removeprefix(number).lstrip(), first.note, first.anchor), *more]
