"""How wide text is in Times New Roman Bold, so that lines under it and columns get their lengths on every machine, also
where the font is not installed. Upright letters are as wide or narrower.
"""

import unicodedata
from collections.abc import Iterator

from rasoat.documents.typeface import Typeface

# Thousandths of the size, of the letters without marks.
_BOLD = Typeface({
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”", 520: "~", 555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 581: "^", 611: "FP",
    667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQ", 833: "&m", 930: "@", 944: "M", 1000: "%W…",
}, horned={"o": 554, "u": 600, "U": 796}, unknown=1000)  # fmt: skip


def width(text: str, size: float) -> float:
    """The length of one line of text in points, at a size in points."""
    return sum(map(_BOLD.width, unicodedata.normalize("NFC", text))) * size / 1000


def lines(text: str, size: float, room: float) -> Iterator[float]:
    """The length in points of each line into which the text is broken between words where `room` points end."""
    space, filled = width(" ", size), 0.0
    for word in text.split():
        own = width(word, size)
        if filled and filled + space + own > room:
            yield filled
            filled = own
        else:
            filled += own + (space if filled else 0)
    yield filled


def longest_line(texts: tuple[str, ...], size: float, room: float) -> float:
    """The length in points of the longest line of texts that each begin a new one; never more than the room."""
    return min(room, max(line for text in texts for line in lines(text, size, room)))


def balanced(text: str, size: float, room: float) -> float:
    """The room in points in which the text has as many lines as in `room` and none is much shorter than the others."""
    wanted, least = len(list(lines(text, size, room))), room
    for share in range(99, 0, -1):
        narrower = room * share / 100
        made = list(lines(text, size, narrower))
        if len(made) > wanted or max(made) > narrower:
            break
        least = narrower
    return least
