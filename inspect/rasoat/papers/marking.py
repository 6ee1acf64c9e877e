"""Two versions of a paper side by side: what was added, taken out or changed, word by word. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST = 4_000_000
"""Comparing takes as long as the product of both lengths in words; longer texts are told as wholly new."""
Kind = Literal["same", "ins", "del"]
Standing = Literal["same", "changed", "added", "removed"]
_TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Told:
    """One block as a version tells it: its id, what it is called, and its words."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that both versions have, or only the new one (ins), or only the old one (del)."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One block in both versions."""

    id: str
    title: str
    standing: Standing
    pieces: list[Piece]


def words(old: str, new: str) -> list[Piece]:
    """What became of the words of one text."""
    if old == new:
        return [Piece("same", old)] if old else []
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > MOST:
        return _both("".join(before), "".join(after))
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[a:b])))
        else:
            found += _both("".join(before[a:b]), "".join(after[c:d]))
    return found


def _both(old: str, new: str) -> list[Piece]:
    pieces = [Piece("del", old)] if old else []
    return [*pieces, Piece("ins", new)] if new else pieces


def compare(old: Sequence[Told], new: Sequence[Told]) -> list[Change]:
    """Every block of both versions in the new order; what was taken out stands behind what it stood behind."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    order = [one.id for one in new]
    last = ""
    for one in old:
        if one.id not in after:
            order.insert(order.index(last) + 1 if last in order else 0, one.id)
        last = one.id
    return [_change(before.get(one), after.get(one)) for one in order]


def _change(old: Told | None, new: Told | None) -> Change:
    known = new or old
    if known is None:
        raise ValueError("a block is in one of the two versions")
    pieces = words(old.text if old else "", new.text if new else "")
    same: Standing = "same" if old and new and old.text == new.text else "changed"
    standing: Standing = "added" if old is None else "removed" if new is None else same
    return Change(known.id, known.title, standing, pieces)
