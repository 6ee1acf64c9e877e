"""The glyphs and ruled lines of a PDF, as PDFium draws them.

PDFium leaves out the spaces of a file where every glyph has its own place, as wkhtmltopdf prints, and puts one of its own
between words: such a space counts as one, since whoever searches or copies finds it.
"""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from rasoat.documents.printed import Glyph, Ruled

Page = tuple[float, float, list[Glyph], list[Ruled]]
"""Width, height, glyphs in the order in which they were printed, horizontal lines."""
_HYPHEN = 2
"""What PDFium makes of a hyphen at the end of a line."""
_LINE_ENDS = (10, 13)
# From so much of the size on, what parts two letters is a space.
_SPACE = 0.15
# A line is thinner and longer than that, in points.
_THIN, _LONG = 2, 5
_FONT_NAME = 200
# A bright red has at least so much red, and less than so much of the other colours, of 255.
_BRIGHT, _DARK = 180, 80


def pages(data: bytes) -> Iterator[Page]:
    """Every page. Raises pypdfium2.PdfiumError when the file is no PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            yield width, height, list(_Letters(number, height, page).read()), list(_ruled(number, height, page))
            page.close()
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Style:
    """What the glyphs of one text object have in common."""

    font: str
    size: float
    black: bool
    red: bool


class _Letters:
    """Reads the glyphs of one page. What PDFium fills is made once: there are thousands of glyphs."""

    def __init__(self, number: int, height: float, page: Any) -> None:
        self._number, self._height = number, height
        self._text = page.get_textpage()
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._styles: dict[int, _Style] = {}

    def read(self) -> Iterator[Glyph]:
        """The glyphs, and the spaces that PDFium puts between words."""
        last: Glyph | None = None
        for at in range(self._text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(self._text, at)
            if pdfium.FPDFText_IsGenerated(self._text, at):
                if last is not None and code not in _LINE_ENDS:
                    yield _space_behind(last)
                continue
            glyph = self._glyph(at, "-" if code == _HYPHEN else chr(code))
            if last is not None and _stand_apart(last, glyph):
                yield _space_behind(last)
            last = glyph
            yield last
        self._text.close()

    def _glyph(self, at: int, text: str) -> Glyph:
        pdfium.FPDFText_GetLooseCharBox(self._text, at, self._box)
        pdfium.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        style = self._style(at)
        bottom, baseline = self._height - self._box.bottom, self._height - self._y.value
        return Glyph(
            self._number, unicodedata.normalize("NFC", text), self._box.left, self._box.right, bottom - style.size, bottom,
            baseline, style.size, style.font, style.black, style.red, not text.strip(),
        )  # fmt: skip

    def _style(self, at: int) -> _Style:
        drawn = pdfium.FPDFText_GetTextObject(self._text, at)
        owner = ctypes.addressof(drawn.contents) if drawn else 0
        if owner not in self._styles:
            self._styles[owner] = self._read_style(at)
        return self._styles[owner]

    def _read_style(self, at: int) -> _Style:
        pdfium.FPDFText_GetMatrix(self._text, at, self._matrix)
        size = pdfium.FPDFText_GetFontSize(self._text, at) * (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        pdfium.FPDFText_GetFontInfo(self._text, at, self._name, _FONT_NAME, self._flags)
        pdfium.FPDFText_GetFillColor(self._text, at, *self._colour)
        red, green, blue = (part.value for part in self._colour[:3])
        font = self._name.value.decode(errors="replace")
        return _Style(font, size, black=not (red or green or blue), red=red > _BRIGHT and max(green, blue) < _DARK)


def _stand_apart(left: Glyph, right: Glyph) -> bool:
    """Whether there is room for a space between two glyphs of one line. PDFium takes a page with little but narrow columns for one
    that is written from top to bottom, and then puts no spaces between the words of its lines.
    """
    if left.blank or right.blank or abs(left.baseline - right.baseline) > 1:
        return False
    return right.x0 - left.x1 > _SPACE * right.size


def _space_behind(glyph: Glyph) -> Glyph:
    return replace(glyph, text=" ", x0=glyph.x1, blank=True)


def _ruled(number: int, height: float, page: Any) -> Iterator[Ruled]:
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        boxes = [_box(part) for part in _parts(drawn)]
        for x0, x1, low, high in boxes:
            if high - low < _THIN and x1 - x0 > _LONG:
                yield Ruled(number, x0, x1, height - (high + low) / 2)
        for inner, outer in pairwise(boxes):
            # A border is painted as the space between two boxes, one in the other.
            low, high = inner[2] - outer[2], outer[3] - inner[3]
            inside = 0 <= inner[0] - outer[0] < _THIN and 0 <= outer[1] - inner[1] < _THIN
            if not inside or outer[1] - outer[0] < _LONG:
                continue
            if 0 < high < _THIN:
                yield Ruled(number, outer[0], outer[1], height - (outer[3] + inner[3]) / 2)
            if 0 < low < _THIN:
                yield Ruled(number, outer[0], outer[1], height - (outer[2] + inner[2]) / 2)


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, right, lowest and highest, to a hundredth of a point."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return round(min(xs), 2), round(max(xs), 2), round(min(ys), 2), round(max(ys), 2)


def _parts(drawn: Any) -> Iterator[list[tuple[float, float]]]:
    """The pieces of a path that hang together, as points on the page."""
    segments = [pdfium.FPDFPath_GetPathSegment(drawn, at) for at in range(pdfium.FPDFPath_CountSegments(drawn))]
    begins = [
        at for at, one in enumerate(segments) if pdfium.FPDFPathSegment_GetType(one) == pdfium.FPDF_SEGMENT_MOVETO
    ]
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    on_page = pypdfium2.PdfMatrix.from_raw(matrix).on_point
    x, y = ctypes.c_float(), ctypes.c_float()
    for first, behind in pairwise([*begins, len(segments)]):
        points = []
        for one in segments[first:behind]:
            pdfium.FPDFPathSegment_GetPoint(one, x, y)
            points.append(on_page(x.value, y.value))
        yield points
