"""The marks with which paragraphs begin: numbers of several levels, letters, dashes, notes."""

import re
from dataclasses import dataclass
from typing import Final

from rasoat import numbers
from rasoat.parsing.letters import SMALL

_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_ORDINALS: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_CARDINALS: Final = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_PATTERNS: Final = (
    ("part", re.compile(r"(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ|Thứ)\s+(?P<n>\w+)|(?P<m>[IVX]{1,5}|\d{1,2}))\b\s*[.:]?\s*(?=\S|$)")),
    ("appendix", re.compile(r"(?:Phụ lục|PHỤ LỤC)(?:\s+(?P<n>[IVX]{1,4}|\d{1,2}))?\s*[.:]?\s*(?=$|[A-ZĐ])")),
    ("article", re.compile(r"Điều\s+(?P<n>\d{1,3})\s*[.:]\s*")),
    ("roman", re.compile(rf"(?P<n>[IVX]{{1,5}})\s*[.)/]\s*(?=[^\W{SMALL}])|(?P<m>[IVX]{{1,5}})\s*[-–]\s+(?=[^\W\d_])")),
    ("capital", re.compile(r"(?P<n>[A-H])\s*[.)/]\s+")),
    ("decimal", re.compile(rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})\s*[.)/]\s*(?=[^\d\s.,%])|(?P<m>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\s+(?=[^\W\d_{SMALL}])")),
    ("ordinal", re.compile(r"Thứ\s+(?P<n>\w+)\s*[,:.]\s*|(?P<m>Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\s*[,:]?\s*")),
    ("letter", re.compile(r"(?P<n>[a-zđ])\s*[.),/]\s*(?=[^\W\d_]|[“\"(])")),
    ("note", re.compile(rf"(?P<n>[{_SUPERSCRIPTS}]+)\s*|\[(?P<m>\d{{1,2}})\]\s*")),
    ("bracket", re.compile(r"\((?P<n>\d{1,2})\)\s*(?=[^\W\d_])")),
    ("small_roman", re.compile(r"\((?P<n>[ivx]{1,5})\)\s*(?=\S)|(?P<m>i{1,3}|iv|vi{0,3}|ix|x)\)\s+(?=\S)")),
    ("named", re.compile(r"(?:Khuyến nghị|Kiến nghị|Nhiệm vụ|Yêu cầu)\s+(?:số\s+)?(?P<n>\d{1,2})\s*[.:]\s*(?=\S)")),
    ("star", re.compile(r"\*(?=\s)\s*(?=\S)")),
    ("plus", re.compile(r"\+\s*(?=\S)")),
    ("dash", re.compile(r"(?:[-–—−•●▪◦·o](?=\s)|[-–—−•●▪◦·](?=\S))\s*(?=\S)")),
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """The mark of a paragraph: its kind, how it is written, its number where it has one (the last part of 1.2.3), and the parts before."""

    kind: str
    written: str
    number: int = 0
    above: tuple[int, ...] = ()

    @property
    def level(self) -> str:
        """Marks of one level stand beside each other in a list: 1.1 and 1.2 do, 1. and 1.1 do not."""
        return f"{self.kind}{len(self.above)}" if self.kind == "decimal" else self.kind


NONE: Final = Mark("", "")


def mark_of(text: str) -> tuple[Mark, str]:
    """The mark at the beginning of a paragraph and the text behind it; NONE and the whole text where there is none."""
    for kind, pattern in _PATTERNS:
        if not (found := pattern.match(text)):
            continue
        written = next((part for part in found.groups() if part), "")
        if kind == "roman" and not _is_roman(written):
            continue
        shown = text[: found.end()].strip()
        if kind == "decimal":
            *above, last = (numbers.plain(part) or 0 for part in written.split("."))
            return Mark(kind, shown, last, tuple(above)), text[found.end() :].strip()
        return Mark(kind, shown, _number(kind, written)), text[found.end() :].strip()
    return NONE, text.strip()


def _number(kind: str, written: str) -> int:
    if kind in ("roman", "part") and _is_roman(written):
        return _roman(written)
    if kind == "small_roman":
        return _roman(written.upper())
    if kind == "letter":
        return "abcdđeghiklmnopqrstuvxy".find(written) + 1
    if kind == "capital":
        return ord(written) - ord("A") + 1
    if kind == "note":
        digits = "".join(str(_SUPERSCRIPTS.index(c)) if c in _SUPERSCRIPTS else c for c in written)
        return numbers.plain(digits) or 0
    if kind in ("part", "ordinal"):
        known = written.casefold()
        return next((names.index(known) + 1 for names in (_ORDINALS, _CARDINALS) if known in names), 0)
    return numbers.plain(written) or 0


def _is_roman(written: str) -> bool:
    return re.fullmatch(r"X{0,3}(IX|IV|V?I{0,3})", written) is not None and bool(written)


def _roman(written: str) -> int:
    sizes = [_ROMAN[c] for c in written]
    return sum(-size if size < max(sizes[at:]) else size for at, size in enumerate(sizes))
