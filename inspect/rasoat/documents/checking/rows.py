"""The text of a page as rows: letters on one baseline without a gap as wide as between two columns."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from rasoat.documents.measuring import Line, is_mark, lines_of, words_of
from rasoat.documents.printed import Glyph

_COLUMN = 16.0
"""Points. The columns of a head stand further apart than two words of a line, and than the blank for a number."""


@dataclass(frozen=True)
class Row:
    """Glyphs that stand together on one line, from left to right; `text` has single spaces."""

    glyphs: list[Glyph]

    @cached_property
    def line(self) -> Line:
        """The same, measured."""
        return Line(self.glyphs)

    @cached_property
    def page(self) -> int:
        """Its page, from 1."""
        return self.glyphs[0].page

    @cached_property
    def text(self) -> str:
        """Its words."""
        return words_of(self.glyphs)

    @property
    def size(self) -> float:
        """The usual size of its letters."""
        return median(g.size for g in self.glyphs)

    @property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return sum(g.bold for g in self.glyphs) * 2 > len(self.glyphs)

    @property
    def italic(self) -> bool:
        """Whether most of it is italic."""
        return sum(g.italic for g in self.glyphs) * 2 > len(self.glyphs)

    @property
    def upper(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.upper() == self.text and any(g.text.isalpha() for g in self.glyphs)


@dataclass(frozen=True)
class Part:
    """Rows that belong together, such as a subject of two lines."""

    rows: list[Row]

    @property
    def text(self) -> str:
        """All words."""
        return " ".join(row.text for row in self.rows)

    @property
    def glyphs(self) -> list[Glyph]:
        """All letters."""
        return [g for row in self.rows for g in row.glyphs]

    @property
    def page(self) -> int:
        """The page where it begins."""
        return self.rows[0].page

    @property
    def x0(self) -> float:
        """Its left end."""
        return min(row.line.x0 for row in self.rows)

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(row.line.x1 for row in self.rows)

    @property
    def centre(self) -> float:
        """Its horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        """The longest row's length."""
        return max(row.line.x1 - row.line.x0 for row in self.rows)

    @property
    def top(self) -> float:
        """The first baseline."""
        return self.rows[0].line.baseline

    @property
    def bottom(self) -> float:
        """The last baseline."""
        return self.rows[-1].line.baseline


def rows_of(glyphs: Iterable[Glyph], column: float = _COLUMN, left_out: Callable[[Glyph], bool] = is_mark) -> list[Row]:
    """The rows from top to bottom and left to right; marks of notes are left out, or what `left_out` says is one."""
    rows = []
    for line in lines_of([g for g in glyphs if not g.blank and not left_out(g)]):
        run: list[Glyph] = []
        for glyph in sorted(line.glyphs, key=lambda g: g.x0):
            if run and glyph.x0 - run[-1].x1 > column:
                rows.append(Row(run))
                run = []
            run.append(glyph)
        rows.append(Row(run))
    return rows


def found(glyphs: list[Glyph], pattern: re.Pattern[str]) -> Part | None:
    """The first place in reading order where the letters, in lower case and without spaces, match."""
    seen = [g for g in glyphs if not g.blank]
    at = [i for i, g in enumerate(seen) for _ in g.text.lower()]
    match = pattern.search("".join(g.text.lower() for g in seen))
    if match is None:
        return None
    own = [seen[i] for i in dict.fromkeys(at[match.start() : match.end()])]
    return Part(rows_of(own, column=200))


def block_below(rows: list[Row], first: Row, belongs: Callable[[Row], bool], most_gap: float = 1.75) -> Part:
    """The row and the rows below it, as long as they belong to it and stand close."""
    own = [first]
    for row in rows:
        last = own[-1]
        gap = row.line.baseline - last.line.baseline
        if row is not first and row.page == first.page and gap > 1 and belongs(row):
            if gap > most_gap * last.size:
                break
            own.append(row)
    return Part(own)
