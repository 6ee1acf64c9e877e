"""The rows of a CSV, however it was written: UTF-8 with or without a mark, UTF-16 as Excel calls “Unicode”, windows-1258;
apart at commas, semicolons or tabs.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Any

_SEPARATORS = ";,\t"
_RISKY = re.compile(r"[\s']*[=+\-@\t\r]")
"""How a text begins that a spreadsheet may take for a formula, or that was guarded against it."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def csv_rows(data: bytes) -> Iterator[list[Any]]:
    """The rows, an empty cell as None. Raises UnicodeDecodeError and csv.Error for what is no such text."""
    known = decoded(data)
    if "\0" in known:
        raise csv.Error("a byte of nothing: this is no text")
    reader = csv.reader(io.StringIO(known, newline=""), delimiter=_separator(known), strict=True)
    for row in reader:
        yield [unguarded(cell) if cell.strip() else None for cell in row]


def guarded(text: str) -> str:
    """The text as it goes into a CSV: one that a spreadsheet could take for a formula gets an apostrophe in front."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The reverse of `guarded`: what was taken out and is brought in again is the same."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def decoded(data: bytes) -> str:
    """The text. What is no UTF-8 was written by an old program in windows-1258, whose marks stand beside their letters."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1258")


def _separator(known: str) -> str:
    """The separator of which the first line that has any has most."""
    for line in known.splitlines()[:20]:
        counted = {char: line.count(char) for char in _SEPARATORS}
        if any(counted.values()):
            return max(_SEPARATORS, key=lambda char: counted[char])
    return ","
