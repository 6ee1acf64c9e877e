"""Tables: ruled ones of the content, and those without lines that lay out what stands side by side."""

from collections.abc import Iterator, Sequence

from rasoat.documents import columns, high_rows
from rasoat.documents.docx.notes import Notes
from rasoat.documents.docx.xml import POINT, Element, element, paragraph, qn, run, twips
from rasoat.documents.flow import Line, Piece
from rasoat.documents.paper import Alignment

# Room beside and above the words of a cell, as in the PDF.
_SIDE, _ABOVE = columns.SIDE * POINT, 2 * POINT
_BOX, _BETWEEN = twips(8), twips(2)
# A row with a longer cell may be broken at the end of a page: it could fill more than one.
_WHOLE_ROW = 600


def ruled(piece: Piece, notes: Notes, room: int) -> Iterator[Element]:
    """The table of a piece, as wide as the text (`room`, twips), with its caption. Its head is repeated on each page."""
    if piece.line:
        yield paragraph("Caption", *notes.runs(piece.line))
    else:
        yield space()
    widths = column_widths(piece, room)
    rows = [_head(piece.head, notes, widths)]
    rows.extend(_row(cells, notes, widths, piece.align) for cells in high_rows.whole(piece.rows, piece.goes_on))
    yield _table(widths, rows, element("w:tblStyle", val="TableGrid"), sides=_SIDE, above=_ABOVE)
    # Word makes one table of two that nothing parts.
    yield space()


def space() -> Element:
    """A paragraph without words, as a gap of 6 pt."""
    return paragraph("Space", properties=(element("w:spacing", line=6 * POINT, lineRule="exact"),))


def _head(cells: Sequence[Line], notes: Notes, widths: Sequence[int]) -> Element:
    inside = [
        cell([paragraph("TableHead", *notes.runs(line))], size, element("w:vAlign", val="center"))
        for line, size in zip(cells, widths, strict=True)
    ]
    return element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *inside)


def _row(cells: Sequence[Line], notes: Notes, widths: Sequence[int], align: Sequence[Alignment]) -> Element:
    inside = [
        cell([paragraph("TableCell", *notes.runs(line), properties=_aligned(side))], size)
        for line, size, side in zip(cells, widths, align, strict=True)
    ]
    whole = all(len(columns.text_of(line)) < _WHOLE_ROW for line in cells)
    properties = [element("w:trPr", element("w:cantSplit"))] if whole else []
    return element("w:tr", *properties, *inside)


def _aligned(side: Alignment) -> tuple[Element, ...]:
    return () if side == "left" else (element("w:jc", val=side),)


def cell(content: Sequence[Element], size: int, *properties: Element) -> Element:
    """A cell of a width in twips; its content ends with a paragraph."""
    return element("w:tc", element("w:tcPr", element("w:tcW", w=size, type="dxa"), *properties), *content)


def layout(widths: Sequence[int], rows: Sequence[Sequence[Sequence[Element]]]) -> Element:
    """A table without lines; no row is broken over two pages."""
    made = [
        element(
            "w:tr",
            element("w:trPr", element("w:cantSplit")),
            *(cell(content, size) for content, size in zip(row, widths, strict=True)),
        )
        for row in rows
    ]
    return _table(widths, made)


def boxes(marks: Sequence[tuple[str, float, str]]) -> Element:
    """Words in boxes with a single line around them, side by side in the middle: words, width in mm, colour."""
    cells: list[Element] = []
    widths: list[int] = []
    for words, wide, colour in marks:
        if cells:
            cells.append(cell([paragraph("Space")], _BETWEEN))
            widths.append(_BETWEEN)
        cells.append(_box(words, twips(wide), colour))
        widths.append(twips(wide))
    height = element("w:trPr", element("w:trHeight", val=_BOX, hRule="exact"))
    return _table(widths, [element("w:tr", height, *cells)], element("w:jc", val="center"))


def _box(words: str, wide: int, colour: str) -> Element:
    edges = ("top", "left", "bottom", "right")
    borders = [element(f"w:{edge}", val="single", sz=8, space=0, color=colour) for edge in edges]
    shown = paragraph("Stamp", run(words, element("w:color", val=colour)))
    return cell([shown], wide, element("w:tcBorders", *borders), element("w:vAlign", val="center"))


def _table(
    widths: Sequence[int],
    rows: Sequence[Element],
    *style: Element,
    sides: int = 0,
    above: int = 0,
) -> Element:
    margins = [
        element(f"w:{edge}", w=size, type="dxa")
        for edge, size in (("top", above), ("left", sides), ("bottom", above), ("right", sides))
    ]
    # The schema wants the style before the width, the place behind it.
    place = [one for one in style if one.tag == qn("w:jc")] or [element("w:tblInd", w=0, type="dxa")]
    properties = element(
        "w:tblPr",
        *(one for one in style if one not in place),
        element("w:tblW", w=sum(widths), type="dxa"),
        *place,
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *margins),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=size) for size in widths))
    return element("w:tbl", properties, grid, *rows)


def column_widths(piece: Piece, room: int) -> list[int]:
    """Twips for each column."""
    return _whole(columns.widths(piece, room / POINT), room)


def _whole(points: Sequence[float], room: int) -> list[int]:
    sizes = [int(one * POINT) for one in points]
    sizes[-1] += room - sum(sizes)
    return sizes
