"""Tables of a PDF by the lines that rule them."""

from itertools import pairwise

from rasoat.documents.checking.rows import rows_of
from rasoat.documents.measuring import MM, Sheet, lines_of, words_of
from rasoat.documents.printed import Glyph
from rasoat.parsing.written import Written

_STRIP = 4.0
"""Points without a letter in any row of a table: what stands on either side are two columns."""
_NARROWEST = 60 * MM
_SHORTEST = 15 * MM
"""Of a line inside a table, as one beside a cell that goes over several rows."""
_WIDE = 0.7
"""Of the table's width: a row of words that is wider is no cell, but text between two tables."""


class Table:
    """A table: its lines across, and the letters between the first and the last of them."""

    def __init__(self, edges: list[float], glyphs: list[Glyph]) -> None:
        self.edges, self.glyphs = edges, glyphs
        self.top = edges[0]

    def write(self, written: Written, page: int) -> None:
        """Its rows, cell by cell."""
        cuts = _cuts(self.glyphs)
        for top, bottom in pairwise(self.edges):
            inside = _between(self.glyphs, top, bottom)
            if inside:
                cells = [_cell([g for g in inside if low <= (g.x0 + g.x1) / 2 < high]) for low, high in pairwise(cuts)]
                written.add_row(cells, page=page)


def tables_of(sheet: Sheet, marks: set[int]) -> list[Table]:
    """The tables of a page, from top to bottom, without the numbers of notes: at least three lines across that begin and end together."""
    letters = [g for g in sheet.glyphs if not g.blank and id(g) not in marks]
    found = []
    for edges, width in _groups(sheet):
        for part in _parts(edges, width, letters):
            glyphs = _between(letters, part[0], part[-1])
            if len(part) >= 3 and glyphs:
                found.append(Table(part, glyphs))
    return found


def _groups(sheet: Sheet) -> list[tuple[list[float], float]]:
    """Lines across that belong together, each with the width of its table."""
    wide: dict[float, list[tuple[float, float]]] = {}
    for ruled in sheet.ruled:
        wide.setdefault(round(ruled.y), []).append((ruled.x0, ruled.x1))
    groups: list[tuple[list[float], list[float], tuple[float, float]]] = []
    for y in sorted(wide):
        low, high = min(a for a, _ in wide[y]), max(b for _, b in wide[y])
        known = groups[-1][2] if groups else None
        if known and abs(known[0] - low) < 3 and abs(known[1] - high) < 3:
            groups[-1][0].append(y)
        elif known and known[0] - 3 < low and high < known[1] + 3 and high - low > _SHORTEST:
            groups[-1][1].append(y)
        elif high - low >= _NARROWEST:
            groups.append(([y], [], (low, high)))
    return [
        (_apart([*whole, *(y for y in inner if whole[0] < y < whole[-1])]), high - low)
        for whole, inner, (low, high) in groups
    ]


def _apart(edges: list[float]) -> list[float]:
    """Lines without those that lie on one another."""
    kept: list[float] = []
    for y in sorted(edges):
        if not kept or y - kept[-1] > 3:
            kept.append(y)
    return kept


def _parts(edges: list[float], width: float, letters: list[Glyph]) -> list[list[float]]:
    """The lines of each table of a group: where text goes across the page between two lines, one ends and another begins."""
    parts = [edges[:1]]
    for top, bottom in pairwise(edges):
        rows = rows_of(_between(letters, top, bottom), left_out=lambda _: False)
        if len(edges) > 3 and any(row.line.x1 - row.line.x0 > _WIDE * width for row in rows):
            parts.append([bottom])
        else:
            parts[-1].append(bottom)
    return parts


def _between(glyphs: list[Glyph], top: float, bottom: float) -> list[Glyph]:
    return [g for g in glyphs if top < g.baseline <= bottom + 1]


def _cuts(glyphs: list[Glyph]) -> list[float]:
    """Where one column ends and the next begins: upright strips without a letter."""
    spans = sorted((g.x0, g.x1) for g in glyphs)
    cuts, reached = [0.0], spans[0][1]
    for low, high in spans:
        if low - reached > _STRIP:
            cuts.append((low + reached) / 2)
        reached = max(reached, high)
    return [*cuts, reached + 1000]


def _cell(glyphs: list[Glyph]) -> str:
    return " ".join(words_of(sorted(line.glyphs, key=lambda g: g.x0)) for line in lines_of(glyphs))
