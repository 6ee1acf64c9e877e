"""A finished PDF, read as glyphs, lines and ruled lines, which the layout check measures.

Lengths are points from the top left corner. Text is found by its letters, in the order in which it was printed, without
white space, so that it is also found across columns and line ends.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from rasoat.documents.printed import Glyph, Ruled

MM = 72 / 25.4
FAMILIES = ("LiberationSerif", "TimesNewRoman", "Tinos")
# From this distance between two letters, in points, there is a space between them: a space is a quarter of an em.
_SPACE = 1.5
# Of the size of the letters: a space that can be seen is wider than that.
_SEEN_SPACE = 0.12
# The width of the margin in which a number that stands alone is a page number.
BAND = 20 * MM
NOTE_SIZE = 12.6
"""Letters of a note are not larger, in points."""
MARK_SIZE = 10.0
DIGITS = frozenset("0123456789")
_ASIDE = 5 * MM
# The line above notes goes across the text, or is short as that of Word and LibreOffice (51 and 41 mm).
_SEPARATOR = 35 * MM
TOGETHER = "Ghichú"
"""Where notes stand together, they stand under these letters; then no page has notes at its foot."""


@dataclass(frozen=True)
class Line:
    """Glyphs on one baseline of one page."""

    glyphs: list[Glyph]

    @cached_property
    def page(self) -> int:
        """Its page, from 1."""
        return self.glyphs[0].page

    @cached_property
    def x0(self) -> float:
        """Left end."""
        return min(g.x0 for g in self.glyphs)

    @cached_property
    def x1(self) -> float:
        """Right end."""
        return max(g.x1 for g in self.glyphs)

    @cached_property
    def baseline(self) -> float:
        """The height of its baseline."""
        return median(g.baseline for g in self.glyphs)

    @property
    def centre(self) -> float:
        """Its horizontal centre on the page."""
        return (self.x0 + self.x1) / 2

    @property
    def is_spaced(self) -> bool:
        """Whether it has gaps between words, which could be widened to fill the line."""
        row = sorted(self.glyphs, key=lambda g: g.x0)
        return any(right.x0 - left.x1 > _SPACE for left, right in pairwise(row))

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(g.text for g in self.glyphs)


@dataclass(frozen=True)
class Span:
    """A text that was found. `glyphs` are the visible ones without note marks; `missing` are pairs of words without a
    space between them.
    """

    glyphs: list[Glyph]
    missing: list[str]

    @property
    def page(self) -> int:
        """The page where it begins, from 1."""
        return self.glyphs[0].page

    @cached_property
    def lines(self) -> list[Line]:
        """Its lines, from the first to the last."""
        return lines_of(self.glyphs)

    @property
    def centre(self) -> float:
        """The middle of all its lines."""
        return (min(line.x0 for line in self.lines) + max(line.x1 for line in self.lines)) / 2

    @property
    def width(self) -> float:
        """The longest line's length."""
        return max(line.x1 - line.x0 for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """One page: its size, its content, the lone numbers in its margins, its horizontal lines, and what stands at its foot
    under a line (notes, the line of address).
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    folios: list[Line]
    ruled: list[Ruled]
    foot: list[Glyph]

    @property
    def seen(self) -> list[Glyph]:
        """All that can be seen between the margins."""
        return [g for g in (*self.glyphs, *self.foot) if not g.blank]


def read(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    # Read with PDFium only where something is measured, because loading it takes longer than most commands run.
    from rasoat.documents import glyphs

    sheets = [_sheet(number, *page) for number, page in enumerate(glyphs.pages(pdf), 1)]
    if any(line.text == TOGETHER for sheet in sheets for line in lines_of(sheet.seen) if line.glyphs[0].bold):
        return sheets
    return [_with_foot(sheet) for sheet in sheets]


def _sheet(number: int, width: float, height: float, glyphs: list[Glyph], ruled: list[Ruled]) -> Sheet:
    margins = [g for g in glyphs if not g.blank and (g.bottom <= BAND or g.top >= height - BAND)]
    folios = [line for line in lines_of(margins) if line.text.isdigit()]
    taken = {id(g) for line in folios for g in line.glyphs}
    return Sheet(number, width, height, [g for g in glyphs if id(g) not in taken], folios, ruled, [])


def _with_foot(sheet: Sheet) -> Sheet:
    """The sheet, its foot apart: what stands under the highest line under which all letters are small."""
    seen = sheet.seen
    left, right = min((g.x0 for g in seen), default=0.0), max((g.x1 for g in seen), default=0.0)
    lowest_text = max((g.baseline for g in seen if g.size > NOTE_SIZE), default=0.0)
    across = [
        line.y
        for line in sheet.ruled
        if line.y > lowest_text
        and line.x0 - left < _ASIDE
        and (right - line.x1 < _ASIDE or line.x1 - line.x0 > _SEPARATOR)
        and line.y < sheet.height - BAND
    ]
    if not across or not lowest_text:
        return sheet
    top = min(across)
    foot = [g for g in sheet.glyphs if g.baseline > top]
    return replace(sheet, glyphs=[g for g in sheet.glyphs if g.baseline <= top], foot=foot)


def is_mark(glyph: Glyph) -> bool:
    """Whether it belongs to the number of a note: nothing else in a paper is as small."""
    return glyph.size < MARK_SIZE and glyph.text in DIGITS


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Gather glyphs into lines by page and baseline (2 pt of difference make another line), from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.page, g.baseline, g.x0)):
        last = lines[-1][-1] if lines else None
        if last and last.page == glyph.page and abs(last.baseline - glyph.baseline) < 2:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [Line(line) for line in lines]


def words_of(glyphs: list[Glyph]) -> str:
    """The words of glyphs that stand on one line from left to right, with a space wherever one is seen."""
    words = glyphs[0].text
    for left, right in pairwise(glyphs):
        words += " " if right.x0 - left.x1 > _SEEN_SPACE * left.size else ""
        words += right.text
    return words


class Reader:
    """Finds the texts of a paper one after the other, without the marks of notes in them."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        # The mark of a note is no part of a text: a cell with the number 1 would be found in it.
        self._all = [g for g in glyphs if not is_mark(g)]
        self._at = [i for i, g in enumerate(self._all) if not g.blank for _ in g.text]
        self._text = "".join(g.text for g in self._all if not g.blank)
        self._next = 0

    def find(self, text: str) -> Span | None:
        """The next place with `text`, or else the last one before, or else None."""
        wanted = "".join(text.split())
        start = self._text.find(wanted, self._next)
        start = self._text.rfind(wanted) if start < 0 else start
        if not wanted or start < 0:
            return None
        self._next = start + len(wanted)
        places = self._at[start : self._next]
        glyphs = [self._all[i] for i in dict.fromkeys(places)]
        usual = median(g.size for g in glyphs)
        return Span([g for g in glyphs if g.size > usual * 0.8], self._run_together(text, places))

    def _run_together(self, text: str, places: list[int]) -> list[str]:
        """Pairs of words without a space between them, except where a line ends between them."""
        words = text.split()
        missing = []
        end = 0
        for left, right in pairwise(words):
            end += len(left)
            before, after = places[end - 1], places[end]
            spaced = any(g.text in (" ", "\u00a0") for g in self._all[before + 1 : after])
            left_glyph, right_glyph = self._all[before], self._all[after]
            same_line = left_glyph.page == right_glyph.page and abs(left_glyph.baseline - right_glyph.baseline) < 2
            if same_line and not spaced:
                missing.append(f"{left}|{right}")
        return missing
