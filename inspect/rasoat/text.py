"""Vietnamese text: one normal form, one folding for search, one key for order.

Neither SQLite nor PostgreSQL folds "Đồng Mỏ" to "dong mo" or sorts Vietnamese as a dictionary does, so both
are computed here and stored in columns of their own.
"""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_LETTERS)}
# Dictionary order of the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(value: str) -> str:
    """The composed normal form, the only one that is stored."""
    return unicodedata.normalize("NFC", value)


def fold(value: str) -> str:
    """Lower case without marks, đ as d, single spaces: what a search compares. `fold("Đồng Mỏ")` is "dong mo"."""
    decomposed = unicodedata.normalize("NFD", value.casefold().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


def sort_key(value: str) -> str:
    """A string whose code-point order is Vietnamese dictionary order: letters first, then tones, word by word."""
    return " ".join(_word_key(word) for word in nfc(value).casefold().split())


def _word_key(word: str) -> str:
    letters, tones = [], []
    for char in word:
        base, tone = _split_tone(char)
        letters.append(_LETTER_RANK.get(base, f"~{base}" if base.isalpha() else base))
        tones.append(tone)
    return "".join(letters) + "!" + "".join(tones)


def _split_tone(char: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONE_RANK[c] for c in parts if c in _TONE_RANK), "0")
    return nfc("".join(c for c in parts if c not in _TONE_RANK)), tone
