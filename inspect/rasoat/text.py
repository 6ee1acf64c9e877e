"""Vietnamese text: one normal form, one cleaning of typed or pasted text, one folding for search, one sort key.

Neither SQLite nor PostgreSQL folds "Đồng Mỏ" to "dong mo" or sorts Vietnamese as a dictionary does, so both are
computed here and stored in columns of their own.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_LETTERS)}
# Dictionary order of the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

# Every way in which programs write the end of a line: CR LF, CR, and Word's vertical tab, form feed, NEL, LS, PS.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Characters that nobody sees and no search finds: controls, the soft hyphen, joiners and spaces of no width, direction
# marks (Vietnamese has one direction), fillers, variation selectors, tags, the byte order mark, halves of surrogate pairs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def nfc(value: str) -> str:
    """The composed normal form, the only one that is stored."""
    return unicodedata.normalize("NFC", value)


def clean(value: str) -> str:
    """Typed or pasted text in the form in which it may be stored: NFC, line breaks as LF, without invisible
    characters.

    Blanks stay as they are. `browser/tablet/rules/text.js` does the same on the tablet; one table of cases tests both.
    """
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", value)))


def one_line(value: str) -> str:
    """The same as `clean`, for a field of one line: a line break becomes a space."""
    return clean(value).replace("\n", " ")


def shortened(value: str, most: int) -> str:
    """The text in at most `most` characters: what is longer ends with whole words and “…”."""
    return value if len(value) <= most else f"{value[: most - 2].rsplit(' ', 1)[0]} …"


def fold(value: str) -> str:
    """Lower case without marks, đ as d, single spaces: what a comparison of names sees. `fold("Đồng Mỏ")` is "dong mo"."""
    decomposed = unicodedata.normalize("NFD", clean(value).casefold().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


LONGEST_WORD = 100
"""Characters of a word that are stored and asked: a longer one is no word, and PostgreSQL's index takes 2,046 bytes."""


def words(value: str) -> list[str]:
    """The words by which a text is found, in their order: folded, and apart wherever something stands that is neither a
    letter nor a digit. `words("98/TB-SLĐTBXH")` is 98, tb, sldtbxh.
    """
    apart = "".join(char if char.isalnum() else " " for char in fold(value))
    return [word[:LONGEST_WORD] for word in apart.split()]


def printed(number: int | None) -> str:
    """A number as people type it and, below ten, also as papers print it: 2 02. Empty for none."""
    return "" if number is None else f"{number} {number:02d}" if number < 10 else f"{number}"


MOST_ASKED = 30
"""Words of a search: each is a condition of its own, and SQLite takes no more than a thousand of them."""


def asked(value: str) -> list[str]:
    """The words of a search, each once. Only the first of very many count: what somebody pasted by mistake finds nothing
    either way.
    """
    return list(dict.fromkeys(words(value)))[:MOST_ASKED]


def found(stored: str, asked: Iterable[str]) -> bool:
    """Whether each of the words `asked` is a word, or the beginning of one, of those `stored` with spaces between."""
    return all(f" {word}" in f" {stored}" for word in asked)


def sort_key(value: str) -> str:
    """A string whose code-point order is Vietnamese dictionary order: letters first, then tones, word by word."""
    return " ".join(_word_key(word) for word in clean(value).casefold().split())


# Words come again and again, and taking one apart costs more than everything else about a row's search columns.
@lru_cache(maxsize=8192)
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
