"""The last pieces of a paper, which go with the signature to its page.

Whoever sees a page with nothing but a signature does not know what was signed: at least two lines of text stand above it,
and a heading goes with what it heads.
"""

from rasoat.documents.flow import Groups, Piece

# A text of so many letters takes two lines at least: a line of 14 pt has some 80.
_TWO_LINES = 110


def split(groups: Groups) -> tuple[Groups, Groups]:
    """The groups that may stand on any page, and those that stand above the signature."""
    begin = len(groups)
    while begin > 0 and not _enough(groups[begin:]):
        begin -= 1
    while begin > 0 and groups[begin - 1][-1].type == "heading":
        begin -= 1
    return groups[:begin], groups[begin:]


def _enough(groups: Groups) -> bool:
    texts = [piece for group in groups for piece in group if piece.type != "heading"]
    return sum(map(_lines, texts)) >= 2


def _lines(piece: Piece) -> int:
    """How many lines it has for certain, up to two."""
    if piece.type == "table":
        return min(2, len(piece.rows))
    return 2 if sum(len(run.text) for run in piece.line) >= _TWO_LINES else 1
