"""A PDF as text: rows in the order in which they are read, paragraphs, notes, and tables by their lines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final

from rasoat.documents.checking.rows import Row, rows_of
from rasoat.documents.measuring import MM, Sheet, is_mark, lines_of, read, words_of
from rasoat.documents.printed import Glyph
from rasoat.parsing.written import Written

_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INDENTED = 5 * MM
_ALIKE = 10 * MM
_LEAST_ROWS_OF_COLUMNS = 12
_STRIP = 4.0
"""Points without a letter in any row of a table: what stands on either side are two columns."""


def read_pdf(data: bytes) -> Written:
    """The text of a PDF that has letters; nothing for a scan. Raises what PDFium raises for a broken file.

    The notes of a page follow the paragraph that goes over to the next one.
    """
    written = Written()
    notes: list[_Note] = []
    starts: float | None = None
    for sheet in read(data):
        starts = _second_column(sheet) or starts
        notes = _page(sheet, written, notes, starts)
    _write(notes, written)
    return written


@dataclass(frozen=True)
class _Note:
    words: str
    page: int
    ends: bool


def _write(notes: list[_Note], written: Written) -> None:
    for note in notes:
        written.add(note.words, page=note.page, ends=note.ends)


def _page(sheet: Sheet, written: Written, notes: list[_Note], starts: float | None) -> list[_Note]:
    """Write a page, the waiting notes of the one before where its last paragraph ends; the page's own notes are given back."""
    tables = _tables(sheet)
    inside = {id(g) for table in tables for g in table.glyphs}
    rows = rows_of(g for g in sheet.glyphs if id(g) not in inside)
    for column in _columns(rows, starts):
        for at, row in enumerate(column):
            while tables and tables[0].top < row.line.baseline:
                tables.pop(0).write(written, sheet.number)
            ends = _ends(column, at)
            written.add(_with_marks(row, sheet), page=sheet.number, ends=ends)
            if ends:
                _write(notes, written)
                notes = []
    for table in tables:
        table.write(written, sheet.number)
    return [*notes, *(_Note(words, sheet.number, ends) for words, ends in _notes(sheet))]


def _with_marks(row: Row, sheet: Sheet) -> str:
    """The words of a row with the numbers of notes in it as raised figures."""
    low, high = row.line.x0, row.line.x1 + 3 * MM
    marks = [
        g
        for g in sheet.glyphs
        if is_mark(g) and low <= g.x0 <= high and 0 < row.line.baseline - g.baseline + 1 < row.size
    ]
    if not marks:
        return row.text
    glyphs = sorted([*row.glyphs, *marks], key=lambda g: g.x0)
    words = ""
    for before, glyph in zip([None, *glyphs], glyphs, strict=False):
        wide = before is not None and glyph.x0 - before.x1 > 0.12 * before.size and not is_mark(glyph)
        words += (" " if wide else "") + (glyph.text.translate(_SUPERSCRIPT) if is_mark(glyph) else glyph.text)
    return words


def _ends(rows: list[Row], at: int) -> bool:
    """Whether a paragraph ends with this row: the next row's first word would have stood on it too, or the next row begins
    further in, as first lines do, or has another shape. What stands last on a page may go on.
    """
    row, after = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    if after is None:
        return False
    if row.bold != after.bold or abs(row.size - after.size) > 1 or abs(row.line.baseline - after.line.baseline) < 2:
        return True
    left, right = min(one.line.x0 for one in rows), max(one.line.x1 for one in rows)
    if row.bold and _centred(after, left, right) and abs(row.line.centre - after.line.centre) < 3 * MM:
        return False
    word = next(
        (at for at, (one, two) in enumerate(pairwise(after.glyphs), 1) if two.x0 - one.x1 > 0.12 * one.size),
        len(after.glyphs),
    )
    first = after.glyphs[word - 1].x1 - after.line.x0
    if row.line.x1 + 0.25 * row.size + first < right:
        return True
    return row.line.x0 < left + _INDENTED and after.line.x0 > row.line.x0 + 3 * MM


def _centred(row: Row, left: float, right: float) -> bool:
    return row.line.x0 > left + _INDENTED and abs((left + right) / 2 - row.line.centre) < 3 * MM


def _second_column(sheet: Sheet) -> float | None:
    """Where the second column of a page begins that is printed in two; None for any other page.

    Many rows begin there, and few go across: the head and the foot of a paper have two columns of a few rows only.
    """
    rows = rows_of(sheet.glyphs)
    begins = Counter(round(row.line.x0 / _ALIKE) for row in rows if row.line.x0 > sheet.width / 2 - 2 * _ALIKE)
    if not begins or begins.most_common(1)[0][1] < _LEAST_ROWS_OF_COLUMNS:
        return None
    most = begins.most_common(1)[0][0]
    starts = min(row.line.x0 for row in rows if round(row.line.x0 / _ALIKE) == most)
    return None if sum(_crosses(row, starts) for row in rows) > 0.25 * len(rows) else starts


def _crosses(row: Row, starts: float) -> bool:
    return row.line.x0 < starts - _ALIKE / 2 and row.line.x1 > starts


def _columns(rows: list[Row], starts: float | None) -> list[list[Row]]:
    """Rows as they are read: one column after the other where the paper is printed in two."""
    if starts is None or not any(abs(row.line.x0 - starts) < _ALIKE / 2 for row in rows):
        return [rows]
    left = [row for row in rows if row.line.x0 < starts - _ALIKE / 2]
    return [left, [row for row in rows if row.line.x0 >= starts - _ALIKE / 2]]


def _notes(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    """The notes at the foot of the page, each with its number in raised figures."""
    lines = [line for line in lines_of([g for g in sheet.foot if not g.blank]) if line.glyphs]
    for line, after in zip_longest(lines, lines[1:]):
        glyphs = sorted(line.glyphs, key=lambda g: g.x0)
        number = "".join(g.text for g in glyphs if is_mark(g) and g.x0 < line.x0 + 5 * MM).translate(_SUPERSCRIPT)
        rest = [g for g in glyphs if not is_mark(g)]
        words = words_of(rest) if rest else ""
        begins = after is None or (is_mark(min(after.glyphs, key=lambda g: g.x0)))
        yield f"{number} {words}".strip(), begins


class _Table:
    """A table that is ruled: its lines across, and the letters between the first and the last of them."""

    def __init__(self, edges: list[float], glyphs: list[Glyph]) -> None:
        self.edges, self.glyphs = edges, glyphs
        self.top = edges[0]

    def write(self, written: Written, page: int) -> None:
        """Its rows, cell by cell."""
        cuts = self._cuts()
        for top, bottom in pairwise(self.edges):
            inside = [g for g in self.glyphs if top < g.baseline <= bottom + 1 and not is_mark(g)]
            if inside:
                written.add_row(
                    [_cell([g for g in inside if low <= (g.x0 + g.x1) / 2 < high]) for low, high in pairwise(cuts)],
                    page=page,
                )

    def _cuts(self) -> list[float]:
        """Where one column ends and the next begins: upright strips without a letter."""
        spans = sorted((g.x0, g.x1) for g in self.glyphs if not g.blank)
        cuts, reached = [0.0], spans[0][1]
        for low, high in spans:
            if low - reached > _STRIP:
                cuts.append((low + reached) / 2)
            reached = max(reached, high)
        return [*cuts, reached + 1000]


def _cell(glyphs: list[Glyph]) -> str:
    return " ".join(words_of(sorted(line.glyphs, key=lambda g: g.x0)) for line in lines_of(glyphs))


def _tables(sheet: Sheet) -> list[_Table]:
    """The tables of a page: at least three lines across that begin and end together."""
    groups: list[list[float]] = []
    wide: dict[float, list[tuple[float, float]]] = {}
    for ruled in sheet.ruled:
        wide.setdefault(round(ruled.y), []).append((ruled.x0, ruled.x1))
    spans = {y: (min(a for a, _ in found), max(b for _, b in found)) for y, found in wide.items()}
    known: tuple[float, float] | None = None
    for y in sorted(spans):
        low, high = spans[y]
        if high - low < 60 * MM:
            continue
        if known and abs(known[0] - low) < 3 and abs(known[1] - high) < 3:
            if y - groups[-1][-1] > 3:
                groups[-1].append(y)
        else:
            groups.append([y])
            known = (low, high)
    tables = []
    for edges in groups:
        if len(edges) < 3:
            continue
        glyphs = [g for g in sheet.glyphs if edges[0] < g.baseline <= edges[-1] + 1 and not g.blank]
        if glyphs:
            tables.append(_Table(edges, glyphs))
    return tables
