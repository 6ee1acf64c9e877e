"""Rows of tables that are higher than their words: an empty line inside a row, which nobody asked for.

An engine that laid out a table for other pages first may leave a row as high as it was there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rasoat.documents.measuring import Line, Sheet, lines_of, words_of
from rasoat.documents.printed import Ruled

# In points: lines this close are one, ends this close are the same.
_CLOSE, _SAME = 1.5, 3.0
# Of the size of the letters: what stands above and below a baseline, and how much room is a line's.
_ASCENT, _DESCENT = 0.9, 0.25
_SPARE, _BETWEEN = 0.6, 1.1


@dataclass(frozen=True, slots=True)
class Gap:
    """Room in a row that its words do not need: how many points, on which page (from 1), the first words of the row."""

    height: float
    page: int
    text: str


@dataclass(frozen=True)
class _Row:
    """The lines of all cells of a row together, between its two ruled lines."""

    lines: list[Line]
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return median(g.size for line in self.lines for g in line.glyphs)

    @property
    def above(self) -> float:
        return self.lines[0].baseline - _ASCENT * self.size - self.top

    @property
    def below(self) -> float:
        return self.bottom - self.lines[-1].baseline - _DESCENT * self.size

    @property
    def between(self) -> float:
        """The widest empty stretch between two lines, as wide as all cells."""
        stretches = (b.baseline - a.baseline - (_ASCENT + _DESCENT) * self.size for a, b in pairwise(self.lines))
        return max(stretches, default=0.0)


def gaps(sheets: list[Sheet]) -> Iterator[Gap]:
    """Every row with such room. Words that stand in the middle of their row have as much above as below; what all other rows of the
    table have below their words belongs to its form. A row without words is one to be filled in.
    """
    for sheet in sheets:
        for table in _tables(sheet):
            for row in table:
                others = [one for one in table if one is not row]
                room = max(_spare(row, others), row.between - (_BETWEEN - _SPARE) * row.size)
                if room > _SPARE * row.size:
                    yield Gap(room, sheet.number, words_of(row.lines[0].glyphs))


def _spare(row: _Row, others: list[_Row]) -> float:
    """How much more room it has on one side of its words than on the other, and than the other rows have there."""
    above = median([one.above for one in others] or [0.0])
    below = median([one.below for one in others] or [0.0])
    return max(row.above - max(above, row.below), row.below - max(below, row.above))


def _tables(sheet: Sheet) -> Iterator[list[_Row]]:
    """The rows with words of each table: between lines that begin and end at the same places."""
    seen = [g for g in sheet.glyphs if not g.blank]
    table: list[_Row] = []
    for (top, left, right), (bottom, *ends) in pairwise(_across(sheet.ruled)):
        if abs(left - ends[0]) > _SAME or abs(right - ends[1]) > _SAME:
            if table:
                yield table
            table = []
            continue
        own = [g for g in seen if top < g.baseline < bottom and left <= g.x0 and g.x1 <= right]
        if own:
            table.append(_Row(lines_of(own), top, bottom))
    if table:
        yield table


def _across(ruled: list[Ruled]) -> list[tuple[float, float, float]]:
    """Height, left and right end of each line that has a piece for each of several cells, from top to bottom."""
    lines: list[list[Ruled]] = []
    for one in sorted(ruled, key=lambda one: one.y):
        if lines and one.y - lines[-1][-1].y < _CLOSE:
            lines[-1].append(one)
        else:
            lines.append([one])
    cut = [line for line in lines if len({round(one.x0 / _SAME) for one in line}) > 1]
    return [(line[0].y, min(one.x0 for one in line), max(one.x1 for one in line)) for line in cut]
