"""A table as text that people edit: one line for each row, with "|" between the cells.

A cell may contain anything. Characters with a meaning in the table are written with a backslash before them: "\\|" for
a bar, "\\\\" for a backslash, "\\n" for a line break inside a cell.
"""

import re
from collections.abc import Iterable, Sequence

_OWN_SIGNS = re.compile(r"[\\|\n]")
_WRITTEN = re.compile(r"\\([\\|n])")
_SIGN = re.compile(r"\\.|.")
# This stands for a row of one empty cell, because a blank line is not a row.
_EMPTY = "\\n"


def write(rows: Iterable[Sequence[str]]) -> str:
    """Write the rows as text. `read` returns the same rows, except for blanks around a cell."""
    return "\n".join(" | ".join(map(_escaped, row)) if tuple(row) != ("",) else _EMPTY for row in rows)


def read(words: str) -> list[list[str]]:
    """The rows of a text, without blank lines and without blanks around the cells."""
    lines = (line.strip() for line in words.split("\n"))
    return [[_plain(cell.strip()) for cell in _cells(line)] for line in lines if line]


def _escaped(cell: str) -> str:
    return _OWN_SIGNS.sub(lambda sign: "\\n" if sign[0] == "\n" else f"\\{sign[0]}", cell)


def _cells(line: str) -> list[str]:
    cells = [""]
    for sign in _SIGN.findall(line):
        if sign == "|":
            cells.append("")
        else:
            cells[-1] += sign
    return cells


def _plain(cell: str) -> str:
    return _WRITTEN.sub(lambda sign: "\n" if sign[1] == "n" else sign[1], cell).strip()
