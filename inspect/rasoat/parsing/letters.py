"""Small and capital letters as classes of regular expressions, Vietnamese ones among them."""

from typing import Final

_LATIN = [chr(code) for code in range(0x41, 0x1F00)]

SMALL: Final = "".join(letter for letter in _LATIN if letter.islower())
"""Small letters: in Unicode they stand between the capital ones, so that no range holds them alone."""
CAPITAL: Final = "".join(letter for letter in _LATIN if letter.isupper())
"""Capital letters."""
