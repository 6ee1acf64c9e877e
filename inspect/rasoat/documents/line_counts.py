"""How many lines a text of a paper has at least, reckoned from the widths of the letters of Times New Roman: what stays together
at an end of a page is said before anything is printed.
"""

import re
from functools import lru_cache

from rasoat.documents.typeface import Typeface

# Thousandths of the size, of upright letters without marks. Bold ones are wider, italic ones hardly narrower.
_UPRIGHT = Typeface({
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez“”",
    469: "^", 480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–", 541: "~", 556: "FPS", 564: "+<=>", 611: "ELTZ",
    667: "BCR", 722: "ADGHKNOQUVXYwĐ", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "…",
}, horned={"o": 529, "u": 542, "U": 776}, unknown=250)  # fmt: skip
# The smallest size in which an engine prints the text, less one per cent for what is rounded; the room is that of the widest line.
_SIZE, _ROOM, _INDENT = 13.68, 163 / 25.4 * 72, 36.0
_PARTS = re.compile(r"[^\s-]*-|[^\s-]+")
"""What is never parted: a word, or the piece of one up to a hyphen."""


def at_least(text: str) -> int:
    """The number of lines of an indented paragraph."""
    lines, filled, begins = 1, _INDENT, 0
    for part in _PARTS.finditer(text):
        gap = _width(" ") if part.start() > begins and filled > _INDENT else 0.0
        own = sum(map(_width, part[0]))
        filled += gap + own
        begins = part.end()
        if filled > _ROOM:
            lines, filled = lines + 1, own
    return lines


@lru_cache(maxsize=512)
def _width(letter: str) -> float:
    return _UPRIGHT.width(letter) * _SIZE / 1000
