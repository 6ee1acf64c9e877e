"""Names of files as people may safely see, save and open them."""

import re
import unicodedata

from sqlalchemy import Dialect
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator

from rasoat.text import nfc

LONGEST = 240
"""Bytes in UTF-8: most file systems take 255."""
NAMELESS = "tệp"
_SEPARATORS = re.compile(r"[/\\]+")
_UNSEEN = {"Cf", "Cs", "Cn"}
"""What changes how a name reads without being seen (bidi and zero-width marks), half characters, no characters."""
_CONVERTED = {"heic", "heif", "hif", "heics", "heifs", "jpg", "jpeg"}
_BREAKS = {"Cc", "Zl", "Zp"}


def clean(name: str) -> str:
    """The name on one line: line breaks become spaces, slashes become "-", invisible characters are removed, a stem
    that is too long is cut.

    Cleaning twice gives the same name. A name of which nothing remains becomes "tệp".
    """
    kinds = ((char, unicodedata.category(char)) for char in nfc(name))
    seen = "".join(" " if kind in _BREAKS else char for char, kind in kinds if kind not in _UNSEEN)
    tidy = " ".join(_SEPARATORS.sub("-", nfc(seen)).split()).strip(". ")
    return _shortened(tidy) or NAMELESS


def as_jpeg(name: str) -> str:
    """The name of the JPEG that a picture of another kind became: IMG_1.HEIC becomes IMG_1.jpg."""
    stem, _, ending = name.rpartition(".")
    return clean(f"{(stem if ending.lower() in _CONVERTED else name) or NAMELESS}.jpg")


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 12:
        stem, dot, ending = name, "", ""
    room = LONGEST - len((dot + ending).encode())
    return nfc(stem.encode()[:room].decode(errors="ignore")).rstrip(". ") + dot + ending


class FileName(TypeDecorator[str]):
    """A column of file names. A name is cleaned when it is stored, and again when it is read, because older rows were
    stored without cleaning.
    """

    impl = SqlText()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return clean(value) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return clean(value) if value else value
