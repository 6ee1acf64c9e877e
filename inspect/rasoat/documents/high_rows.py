"""Rows of tables that could be higher than a page: each is parted into rows that fit, cut behind a sentence where one ends.

No engine parts a row well: one cuts a line in half, the other leaves the head of the table out. So a high row is several rows
without a line between them, the same for every engine, before anything is printed. How high a row will be is reckoned from
its letters, since the widths of columns follow from them; what is reckoned may be wrong by half and still fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

# A word may be broken if it has at least this many letters without a space: no Vietnamese word, number or date is as
# long.
LONG_WORD = 21
# How many letters fit in a table's row at 13 pt, and how many letters' width a column's edges take.
_ROW, _EDGES = 66, 1.5
# A row of more lines than that is parted, into rows of so many lines; some 45 fit on a page.
_MOST_LINES, _PART_LINES = 26, 9
_SENTENCE_ENDS = (". ", "; ", "\n")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, and the number of the note at its end (`note` 0: none; `anchor`: the note links back to this
    place).
    """

    text: str
    note: int = 0
    anchor: bool = False


Line = list[Run]
Rows = list[list[Line]]


def is_crowded(head: Sequence[Line], rows: Rows) -> bool:
    """Whether the columns are too narrow for their longest words."""
    return sum(_least(head, rows)) > _ROW


def part(head: Sequence[Line], rows: Rows) -> tuple[Rows, frozenset[int]]:
    """The rows, high ones parted, and the places of those that go on with the row above."""
    wide = _letters_in_a_line(head, rows)
    made: Rows = []
    goes_on: set[int] = set()
    for row in rows:
        parts = [row]
        if any(_length(cell) > _MOST_LINES * fits for cell, fits in zip(row, wide, strict=True)):
            cells = [_parts(cell, int(_PART_LINES * fits)) for cell, fits in zip(row, wide, strict=True)]
            parts = [list(one) for one in zip_longest(*cells, fillvalue=[])]
        goes_on.update(range(len(made) + 1, len(made) + len(parts)))
        made.extend(parts)
    return made, frozenset(goes_on)


def whole(rows: Rows, goes_on: frozenset[int]) -> Rows:
    """The rows as they were before they were parted."""
    made: Rows = []
    for at, row in enumerate(rows):
        if at in goes_on:
            made[-1] = [above + below for above, below in zip(made[-1], row, strict=True)]
        else:
            made.append(row)
    return made


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line)


def _least(head: Sequence[Line], rows: Rows) -> list[float]:
    """Of each column the letters that its longest word needs, with its edges."""
    return [max(map(_longest, column)) + _EDGES for column in zip(head, *rows, strict=True)]


def _letters_in_a_line(head: Sequence[Line], rows: Rows) -> list[float]:
    """Of each column how many letters fit beside each other: the room is given out as engines do, by what cells ask."""
    least = _least(head, rows)
    spare = _ROW - sum(least)
    if spare < 0:
        return [max(1.0, _ROW / len(least) - _EDGES)] * len(least)
    longest = (max(map(_length, column)) + _EDGES for column in zip(head, *rows, strict=True))
    more = [max(0.0, asked - low) for asked, low in zip(longest, least, strict=True)]
    share = min(1.0, spare / (sum(more) or 1))
    return [max(1.0, low + share * one - _EDGES) for low, one in zip(least, more, strict=True)]


def _longest(line: Line) -> int:
    """How many letters the longest part of the line has that cannot be broken."""
    lengths = (len(word) for word in "".join(run.text for run in line).split())
    return max((length for length in lengths if length < LONG_WORD), default=0)


def _parts(line: Line, most: int) -> list[Line]:
    """The line in parts of at most so many letters (one more where a note stands)."""
    parts: list[Line] = [[]]
    for run in line:
        left = run.text
        while _length(parts[-1]) + len(left) > most:
            end = _end(left, most - _length(parts[-1]))
            if end or not parts[-1]:
                end = end or most
                parts[-1].append(Run(left[:end]))
                left = left[end:]
            parts.append([])
        parts[-1].append(replace(run, text=left))
    return parts


def _end(text: str, room: int) -> int:
    """Where to cut within the room: behind a sentence in its second half, else behind a word; 0 where there is neither."""
    sentence = max(
        text.rfind(one, room // 2, room + 1) + len(one) if one in text[room // 2 : room + 1] else 0
        for one in _SENTENCE_ENDS
    )
    return min(sentence, room) or text.rfind(" ", 0, room) + 1
