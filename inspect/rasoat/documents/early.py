"""Whether a page ends early before the one with the signature, although more of the text would have fitted there.

Little text and the signature stay together on one page, so the page before them may be far from full. A page that ends early
is told from a wide margin by that: what follows is short, and did not fit.
"""

from itertools import takewhile

from rasoat.documents.measuring import MM, Sheet, lines_of

_MOST_LINES = 7
"""A text of some four lines is not parted, and two headings go with it."""
_LOWEST = 25 * MM
"""The bottom margin, at most."""
_NOT_FULL, _HEADING = 60.0, 25.0
"""So much of a page may stay empty, in points: what no longer fits are three lines, and the headings above them."""


def ends_early(before: Sheet, signing: Sheet, signature: float) -> bool:
    """Whether the page `before` has room for more of what stands on the page `signing` above the baseline `signature`."""
    room = before.height - max((g.bottom for g in before.seen), default=0.0) - _LOWEST
    block = [g for g in signing.glyphs if not g.blank]
    above = lines_of([g for g in block if g.baseline < signature])
    headings = sum(1 for _ in takewhile(lambda line: all(g.bold for g in line.glyphs), above))
    if room <= _NOT_FULL + headings * _HEADING:
        return False
    height = max((g.bottom for g in block), default=0.0) - min((g.top for g in block), default=0.0)
    return len(above) > _MOST_LINES or height <= room
