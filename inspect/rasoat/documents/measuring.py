"""A finished PDF, read as glyphs, lines and ruled lines, which the layout check measures.

Lengths are points from the top left corner. Text is found by its letters, in the order in which it was printed, without
white space, so that it is also found across columns and line ends.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from rasoat.documents.printed import Glyph, Ruled

MM = 72 / 25.4
FAMILIES = ("LiberationSerif", "TimesNewRoman", "Tinos")
# From this distance between two letters, in points, there is a space between them: a space is a quarter of an em.
_SPACE = 1.5
# The width of the margin in which a number that stands alone is a page number.
BAND = 20 * MM


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
    """One page: its size, its content, the lone numbers in its margins, its horizontal lines."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    folios: list[Line]
    ruled: list[Ruled]


def read(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    # Read with PDFium only where something is measured, because loading it takes longer than most commands run.
    from rasoat.documents import glyphs

    return [_sheet(number, *page) for number, page in enumerate(glyphs.pages(pdf), 1)]


def _sheet(number: int, width: float, height: float, glyphs: list[Glyph], ruled: list[Ruled]) -> Sheet:
    seen = [g for g in glyphs if not g.blank]
    folios = [line for line in lines_of(seen) if line.text.isdigit() and _in_margin(line, height)]
    taken = {id(g) for line in folios for g in line.glyphs}
    return Sheet(number, width, height, [g for g in glyphs if id(g) not in taken], folios, ruled)


def _in_margin(line: Line, height: float) -> bool:
    return all(g.bottom <= BAND or g.top >= height - BAND for g in line.glyphs)


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


class Reader:
    """Finds the texts of a paper one after the other."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self._all = [g for sheet in sheets for g in sheet.glyphs]
        self._at = [i for i, g in enumerate(self._all) if not g.blank for _ in g.text]
        self._text = "".join(g.text for g in self._all if not g.blank)
        self._next = 0

    def find(self, text: str) -> Span | None:
        """The next place with `text`, or else the first one anywhere, or else None."""
        wanted = "".join(text.split())
        start = self._text.find(wanted, self._next)
        start = self._text.find(wanted) if start < 0 else start
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
            same_line = abs(self._all[before].baseline - self._all[after].baseline) < 2
            if same_line and not spaced:
                missing.append(f"{left}|{right}")
        return missing
