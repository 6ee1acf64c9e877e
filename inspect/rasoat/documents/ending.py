"""The last pieces of a paper, which go with the signature to its page.

Whoever sees a page with nothing but a signature does not know what was signed: at least two lines of text stand above it,
and a heading goes with what it heads.
"""

from rasoat.documents.flow import Groups, Piece
from rasoat.documents.line_counts import at_least

TOGETHER = 2
"""So many lines stay together at an end of a page; a text of twice as many can be parted."""


def split(groups: Groups) -> tuple[Groups, Groups]:
    """The groups that may stand on any page, and those that stand above the signature."""
    begin = len(groups)
    while begin > 0 and not _enough(groups[begin:]):
        begin -= 1
    while begin > 0 and groups[begin - 1][-1].type == "heading":
        begin -= 1
    return groups[:begin], groups[begin:]


def broken(last: Groups) -> tuple[Groups, Piece | None, Groups]:
    """What goes with the signature, in three: its headings, a text that is long enough to be parted by the end of a page (two lines
    before, two behind), and the rest; without such a text all is rest.
    """
    at = next((at for at, group in enumerate(last) if group[-1].type != "heading"), 0)
    piece = last[at][-1] if last else None
    if piece is None or piece.type == "table" or _lines(piece) < 2 * TOGETHER:
        return [], None, last
    return last[:at], piece, last[at + 1 :]


def _enough(groups: Groups) -> bool:
    texts = [piece for group in groups for piece in group if piece.type != "heading"]
    return sum(map(_lines, texts)) >= TOGETHER


def _lines(piece: Piece) -> int:
    """How many lines it has for certain."""
    return len(piece.rows) if piece.type == "table" else at_least("".join(run.text for run in piece.line))
