"""Where the marks and the notes of a printed paper stand: their page, by their number."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rasoat.documents.measuring import Sheet, is_mark, lines_of
from rasoat.documents.printed import Glyph


def marked(sheets: Iterable[Sheet]) -> dict[int, int]:
    """The first page with the mark of each note."""
    return _first(number for sheet in sheets for number in _small_numbers(sheet.glyphs))


def noted(sheets: Iterable[Sheet]) -> dict[int, int]:
    """The page at whose foot each note begins."""
    return _first(number for sheet in sheets for number in _small_numbers(sheet.foot))


def _first(found: Iterable[tuple[int, int]]) -> dict[int, int]:
    first: dict[int, int] = {}
    for number, page in found:
        first.setdefault(number, page)
    return first


def _small_numbers(glyphs: list[Glyph]) -> Iterator[tuple[int, int]]:
    for line in lines_of([g for g in glyphs if is_mark(g)]):
        row = sorted(line.glyphs, key=lambda g: g.x0)
        digits = row[0].text
        for left, right in pairwise(row):
            if right.x0 - left.x1 > 1:
                yield int(digits), line.page
                digits = ""
            digits += right.text
        yield int(digits), line.page
