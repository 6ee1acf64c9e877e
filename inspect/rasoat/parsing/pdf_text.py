"""A PDF as text: rows in the order in which they are read, paragraphs, notes, and tables by their lines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from rasoat.documents.checking.rows import Row, rows_of
from rasoat.documents.measuring import MM, Line, Sheet, lines_of, read, words_of
from rasoat.documents.printed import Glyph
from rasoat.parsing.pdf_marks import SUPERSCRIPT, marks_of
from rasoat.parsing.pdf_tables import tables_of
from rasoat.parsing.written import Written

_INDENTED = 5 * MM
_ALIKE = 10 * MM
_LEAST_ROWS_OF_COLUMNS = 12
_ACROSS = 0.25
"""Of the rows of a page in two columns: more than that do not go across both."""


def read_pdf(data: bytes) -> Written:
    """The text of a PDF that has letters; nothing for a scan. Raises what PDFium raises for a broken file.

    The notes of a page follow the paragraph that goes over to the next one.
    """
    written = Written()
    notes: list[_Note] = []
    starts: float | None = None
    for sheet in read(data):
        page = _Page(sheet)
        starts = _second_column(page.rows, sheet.width) or starts
        notes = page.write(written, notes, starts)
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


class _Page:
    """A page: its tables, its rows outside of them, and which of its letters are numbers of notes."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.marks = marks_of([*sheet.glyphs, *sheet.foot])
        self.tables = tables_of(sheet, self.marks)
        apart = self.marks | {id(g) for table in self.tables for g in table.glyphs}
        self.rows = rows_of(sheet.glyphs, left_out=lambda g: id(g) in apart)

    def write(self, written: Written, notes: list[_Note], starts: float | None) -> list[_Note]:
        """Write the page, the waiting notes of the one before where its last paragraph ends; its own notes are given back."""
        tables, number = list(self.tables), self.sheet.number
        for column in _columns(self.rows, starts):
            for at, row in enumerate(column):
                while tables and tables[0].top < row.line.baseline:
                    tables.pop(0).write(written, number)
                ends = _ends(column, at)
                written.add(self._words(row), page=number, ends=ends)
                if ends:
                    _write(notes, written)
                    notes = []
        for table in tables:
            table.write(written, number)
        return [*notes, *(_Note(words, number, ends) for words, ends in self._notes())]

    def _is_mark(self, glyph: Glyph) -> bool:
        return id(glyph) in self.marks

    def _words(self, row: Row) -> str:
        """The words of a row with the numbers of notes in it as raised figures."""
        low, high = row.line.x0, row.line.x1 + 3 * MM
        near = (
            g for g in self.sheet.glyphs if low <= g.x0 <= high and 0 < row.line.baseline - g.baseline + 1 < row.size
        )
        marks = [g for g in near if self._is_mark(g)]
        if not marks:
            return row.text
        glyphs = sorted([*row.glyphs, *marks], key=lambda g: g.x0)
        words = ""
        for before, glyph in zip([None, *glyphs], glyphs, strict=False):
            raised = self._is_mark(glyph)
            wide = before is not None and glyph.x0 - before.x1 > 0.12 * before.size and not raised
            words += (" " if wide else "") + (glyph.text.translate(SUPERSCRIPT) if raised else glyph.text)
        return words

    def _notes(self) -> Iterator[tuple[str, bool]]:
        """The notes at the foot of the page, each with its number in raised figures."""
        lines = lines_of([g for g in self.sheet.foot if not g.blank and not self._is_mark(g)])
        numbers = [line for line in lines_of([g for g in self.sheet.foot if self._is_mark(g)]) if line.glyphs]
        begun = [self._number_of(line.baseline, line.x0, numbers) for line in lines]
        for line, number, after in zip_longest(lines, begun, begun[1:]):
            words = words_of(sorted(line.glyphs, key=lambda g: g.x0))
            yield f"{number} {words}".strip(), after is None or bool(after)

    def _number_of(self, baseline: float, left: float, numbers: list[Line]) -> str:
        """The number that stands before a line, raised above it; empty before a line that goes on."""
        own = [one for one in numbers if 0 < baseline - one.baseline < 8 and one.x0 < left]
        return "".join(g.text for g in sorted(own[0].glyphs, key=lambda g: g.x0)).translate(SUPERSCRIPT) if own else ""


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


def _second_column(rows: list[Row], width: float) -> float | None:
    """Where the second column of a page begins that is printed in two; None for any other page.

    Many rows begin there, and few go across: the head and the foot of a paper have two columns of a few rows only.
    """
    begins = Counter(round(row.line.x0 / _ALIKE) for row in rows if row.line.x0 > width / 2 - 2 * _ALIKE)
    if not begins or begins.most_common(1)[0][1] < _LEAST_ROWS_OF_COLUMNS:
        return None
    most = begins.most_common(1)[0][0]
    starts = min(row.line.x0 for row in rows if round(row.line.x0 / _ALIKE) == most)
    return None if _go_across(rows, starts) else starts


def _go_across(rows: list[Row], starts: float) -> bool:
    """Whether too many rows cross the beginning of a second column for there to be one."""
    crossing = sum(row.line.x0 < starts - _ALIKE / 2 and row.line.x1 > starts for row in rows)
    return crossing > _ACROSS * len(rows)


def _columns(rows: list[Row], starts: float | None) -> list[list[Row]]:
    """Rows as they are read: one column after the other where the paper is printed in two."""
    if starts is None or _go_across(rows, starts) or not any(abs(row.line.x0 - starts) < _ALIKE / 2 for row in rows):
        return [rows]
    left = [row for row in rows if row.line.x0 < starts - _ALIKE / 2]
    return [left, [row for row in rows if row.line.x0 >= starts - _ALIKE / 2]]
