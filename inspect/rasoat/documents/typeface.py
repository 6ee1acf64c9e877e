"""How wide the letters of a typeface are: known without marks, since of the marks of Vietnamese only one makes a letter wider."""

import unicodedata
from collections.abc import Mapping

_HORN = "\u031b"


class Typeface:
    """Widths in thousandths of the size. `letters` gives, by their width, the letters without marks; `horned` the widths of those
    that ơ, ư and Ư are, with their horn; `unknown` is taken for every other sign.
    """

    def __init__(self, letters: Mapping[int, str], horned: Mapping[str, int], unknown: int) -> None:
        self._widths = {letter: width for width, some in letters.items() for letter in some}
        self._horned, self._unknown = horned, unknown

    def width(self, letter: str) -> int:
        """The width of one letter, with whatever marks it has."""
        parts = unicodedata.normalize("NFD", letter)
        base = parts[0]
        if _HORN in parts and base in self._horned:
            return self._horned[base]
        return self._widths.get(base, self._unknown)
