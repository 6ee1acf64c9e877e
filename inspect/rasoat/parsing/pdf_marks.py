"""The numbers of notes in a PDF of any office: digits that are smaller than the letters beside them, and raised."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rasoat.documents.measuring import DIGITS
from rasoat.documents.printed import Glyph

SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BESIDE = 6.0
"""Points between a number and the letter beside it."""
_SMALLER = 1.2
_BAND = 20


def marks_of(glyphs: Iterable[Glyph]) -> set[int]:
    """The ids of the glyphs that are such numbers. Whatever else is small, as a table in small print, stays text."""
    seen = [g for g in glyphs if not g.blank]
    near: dict[float, list[Glyph]] = defaultdict(list)
    for g in seen:
        near[g.baseline // _BAND].append(g)
    digits = sorted((g for g in seen if g.text in DIGITS), key=lambda g: (g.baseline, g.x0))
    marks = {id(g) for g in digits if any(_raised(g, one) for one in _around(g, near))}
    for before, g in itertools.pairwise(digits):
        # The further digits of a number of several.
        if (
            id(before) in marks
            and abs(before.baseline - g.baseline) < 1
            and 0 <= g.x0 - before.x1 < 1
            and abs(before.size - g.size) < 1
        ):
            marks.add(id(g))
    return marks


def _around(g: Glyph, near: dict[float, list[Glyph]]) -> Iterable[Glyph]:
    band = g.baseline // _BAND
    return (one for at in (band, band + 1) for one in near.get(at, ()))


def _raised(g: Glyph, beside: Glyph) -> bool:
    apart = min(abs(g.x0 - beside.x1), abs(beside.x0 - g.x1))
    return apart < _BESIDE and beside.size > _SMALLER * g.size and 1 < beside.baseline - g.baseline < 0.8 * beside.size
