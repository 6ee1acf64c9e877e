"""How wide the columns of a table are, the same in Word and in print: engines that choose by themselves leave a column one word wide
where others have much to say.
"""

from collections.abc import Sequence

from rasoat.documents.docx.widths import width
from rasoat.documents.flow import Line, Piece
from rasoat.documents.paper import Alignment

SIZE = 13
SIDE = 4
"""Room beside the words of a cell, in points."""
# Letters that are read as one are not broken; a longer run of them is no word and may be.
_LONGEST_WORD = 21
# A long cell asks for no more room than this many points, so that it leaves some to the others.
_MOST_ASKED = 900
# A point more than the margins: renderers round differently.
_EDGES = 2 * SIDE + 1.5


def widths(piece: Piece, room: float) -> list[float]:
    """Points for each column, together as many as the room: enough for its longest word, the rest by how much its cells say. Columns that
    cannot all hold their words are equal, and words are broken.
    """
    columns = [list(column) for column in zip(piece.head, *piece.rows, strict=True)]
    least = [_least(column, side) + _EDGES for column, side in zip(columns, piece.align, strict=True)]
    asked = [max(low, _asked(column) + _EDGES) for column, low in zip(columns, least, strict=True)]
    spare = room - sum(least)
    if spare < 0:
        return [room / len(columns)] * len(columns)
    wanted = sum(asked) - sum(least)
    shares = [(more - low) / wanted if wanted else 1 / len(columns) for low, more in zip(least, asked, strict=True)]
    return [low + spare * share for low, share in zip(least, shares, strict=True)]


def text_of(line: Line) -> str:
    """What a cell says, with the numbers of its notes."""
    return "".join(f"{run.text}{run.note or ''}" for run in line)


def _least(column: Sequence[Line], side: Alignment) -> float:
    """The longest part that stays on one line: a word, or in a column aligned right (figures) a whole cell."""
    parts = [text_of(cell) for cell in column[1:]] if side == "right" else []
    words = [word for cell in column for word in text_of(cell).split() if len(word) < _LONGEST_WORD]
    short = [part for part in parts if len(part) < _LONGEST_WORD]
    return max((width(one, SIZE) for one in (*words, *short)), default=0.0)


def _asked(column: Sequence[Line]) -> float:
    return min(_MOST_ASKED, max(width(text_of(cell), SIZE) for cell in column))
