"""Tables cut where their pages end, each part with the head of the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rasoat.documents.flow import Groups, Piece


def cut(groups: Groups, rows: Mapping[int, Sequence[int]]) -> Groups:
    """The groups with each table of `rows` (by its `at`) as several, of which those that begin with one of these rows begin a page."""
    return [
        [part] if len(group) == 1 else group for group in groups for part in _parts(group[0], rows.get(group[0].at))
    ]


def _parts(piece: Piece, begins: Sequence[int] | None) -> Iterator[Piece]:
    if piece.type != "table" or not begins:
        yield piece
        return
    for first, end in pairwise([*([] if begins[0] == 0 else [0]), *begins, len(piece.rows)]):
        goes_on = frozenset(at - first for at in piece.goes_on if first < at < end)
        yield replace(
            piece, line=piece.line if first == 0 else [], first=piece.first and first == 0, rows=piece.rows[first:end],
            goes_on=goes_on, turned=first in begins,
        )  # fmt: skip
