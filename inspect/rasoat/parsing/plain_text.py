"""A plain text as blocks with their places."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from rasoat.parsing.models import Block
from rasoat.parsing.paragraphs import TERM_BREAKS

_GAP = re.compile(r"\t+|\s{4,}")
_BLANK_NUMBER = re.compile(r"\s*Số\s*:\s*/$")
"""A number that is not given yet: the blank for it is no gap between columns."""
_CELL = re.compile(r"\s*\|\s*")
_SENTENCE_ENDS = re.compile(r"[.;:!?…]\s*$")
_WRAPPED = 50
"""Letters of the longest line from which on a text may have been broken into lines by a program."""
_FULL = 0.9
_RULE = re.compile(r"^[\s|:+=-]+$")


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a plain text: lines, apart where columns stand side by side, and rows of tables drawn with bars."""
    found = list(_lines(text))
    longest = max((len(block.text) for block in found), default=0)
    return [replace(block, ends=_ends(block, after, longest)) for block, after in zip_longest(found, found[1:])]


def _ends(block: Block, after: Block | None, longest: int) -> bool:
    """Whether a paragraph ends with this line: an empty line follows, or a program would have put the next word on it.

    What goes on with a small letter belongs to the sentence before it.
    """
    if after is None or after.line != block.line + 1 or block.cells or after.cells:
        return True
    if TERM_BREAKS.search(block.text):
        return False
    if after.text[:1].islower() and not _SENTENCE_ENDS.search(block.text):
        return False
    word = after.text.split(maxsplit=1)[0]
    return longest < _WRAPPED or len(block.text) + 1 + len(word) < _FULL * longest or after.text.isupper()


def _lines(text: str) -> Iterator[Block]:
    start = 0
    for at, line in enumerate(text.split("\n"), start=1):
        end = start + len(line)
        bare = line.strip()
        if bare and bare.count("|") >= 2 and not _RULE.match(bare):
            yield Block(bare, start, end, at, cells=_cells(bare))
        elif bare and not _RULE.match(bare):
            yield from _columns(line, start, at)
        elif bare:
            yield Block("---", start, end, at)
        start = end + 1


def _cells(row: str) -> tuple[str, ...]:
    """The cells of a row. Bars at its ends stand for its edges when it begins with one."""
    inner = row[1:].removesuffix("|") if row.startswith("|") else row
    return tuple(
        _CELL.split(inner.strip(" ")) if not row.startswith("|") else [cell.strip() for cell in inner.split("|")]
    )


def _columns(line: str, start: int, at: int) -> Iterator[Block]:
    """The pieces of a line that stand in columns of their own: the two of a head, the two of a foot."""
    begin = len(line) - len(line.lstrip())
    gaps = [gap for gap in _GAP.finditer(line.rstrip(), begin) if not _BLANK_NUMBER.match(line[: gap.end() + 1])]
    for gap in [*gaps, None]:
        end = gap.start() if gap else len(line.rstrip())
        if line[begin:end].strip():
            yield Block(line[begin:end].strip(), start + begin, start + end, at)
        begin = gap.end() if gap else end
