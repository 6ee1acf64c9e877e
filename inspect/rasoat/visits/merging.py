"""Two versions of one response that were made apart from each other, brought together: key by key, losing nothing.

The tablet does the same in JavaScript; tests/tablet/merge_cases.json holds both to it. For each key, where "same"
compares JSON values and no answer is a value of its own:

1. yours same as base: theirs. theirs same as base: yours. theirs same as yours: that.
2. Photographs (each version a list of them, or no answer): theirs without those that yours took away, then those that
   yours added.
3. Rows of a table: when base is the beginning of both, base, then the rows theirs added, then those yours added. Rows that
   are alike all stay: two who share the pages of a ledger may each have written the same sum, and a row too many is seen by
   people, one too few is not.
4. The reserved keys are brought together entry by entry, by rule 1; the entries of `_extra_photos` by rule 2, too.
5. Anything else (a list of chosen answers too), and a list of 2 or 3 that grows longer than its item allows, is a conflict: theirs stays.

A conflict inside a reserved key is called `_notes.item`. Conflicts are in the order of the keys' code points.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasoat.checklists.answers import RESERVED
from rasoat.checklists.definition import Section
from rasoat.checklists.extras import EXTRA_PHOTOS
from rasoat.checklists.values import MOST_PHOTOS, MOST_ROWS

Answers = Mapping[str, Any]
_REFERENCE = {
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "attachment": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that both changed, differently. None is no answer."""

    item: str
    theirs: Any
    yours: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge. In `answers`, a field with a conflict has the value of `theirs`."""

    answers: dict[str, Any]
    conflicts: list[Conflict]


def merge(base: Answers, theirs: Answers, yours: Answers, section: Section | None = None) -> Merged:
    """Bring `theirs` (what stands) and `yours` (what came) together; `base` is what both began with.

    `section` gives the most photographs and rows an item may have; without it lists may grow.
    """
    answers: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for key in sorted({*theirs, *yours}):
        values = [one.get(key) for one in (base, theirs, yours)]
        if key in RESERVED:
            value = _entries(key, values, conflicts)
        else:
            value, clash = _one(values[0], values[1], values[2], _most(section, key))
            conflicts += [Conflict(key, values[1], values[2])] if clash else []
        if value is not None:
            answers[key] = value
    return Merged(answers, conflicts)


def _entries(key: str, values: list[Any], conflicts: list[Conflict]) -> dict[str, Any] | None:
    base, theirs, yours = (value or {} for value in values)
    kept = {}
    for name in sorted({*theirs, *yours}):
        one = base.get(name), theirs.get(name), yours.get(name)
        value, clash = _one(*one, MOST_PHOTOS) if key == EXTRA_PHOTOS else _plain(*one)
        conflicts += [Conflict(f"{key}.{name}", theirs.get(name), yours.get(name))] if clash else []
        if value is not None:
            kept[name] = value
    return kept or None


def _plain(base: Any, theirs: Any, yours: Any) -> tuple[Any, bool]:
    """The value that stands, and whether it is disputed."""
    if yours == base or theirs == yours:
        return theirs, False
    return (yours, False) if theirs == base else (theirs, True)


def _one(base: Any, theirs: Any, yours: Any, most: int | None) -> tuple[Any, bool]:
    value, clash = _plain(base, theirs, yours)
    if not clash:
        return value, False
    together = None
    if all(one is None or _photographs(one) for one in (base, theirs, yours)):
        together = _both_photographs(base or [], theirs or [], yours or [])
    elif all(_rows(one) for one in (base or [], theirs, yours)):
        together = _both_rows(base or [], theirs, yours)
    if together is None or (most is not None and len(together) > most):
        return theirs, True
    return together or None, False


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _photographs(value: Any) -> bool:
    return isinstance(value, list) and all(_is_reference(entry) for entry in value)


def _is_reference(entry: Any) -> bool:
    if not isinstance(entry, dict) or len(entry) != 1:
        return False
    kind, key = next(iter(entry.items()))
    return kind in _REFERENCE and isinstance(key, str) and bool(_REFERENCE[kind].fullmatch(key))


def _both_photographs(base: list[Any], theirs: list[Any], yours: list[Any]) -> list[Any]:
    kept = [one for one in theirs if one not in base or one in yours]
    return kept + [one for one in yours if one not in base and one not in theirs]


def _both_rows(base: list[Any], theirs: list[Any], yours: list[Any]) -> list[Any] | None:
    known = len(base)
    if theirs[:known] != base or yours[:known] != base:
        return None
    return [*theirs, *yours[known:]]


def _most(section: Section | None, key: str) -> int | None:
    item = section.item.get(key) if section else None
    if item is None or item.type not in ("photo", "table"):
        return None
    return item.max or (MOST_PHOTOS if item.type == "photo" else MOST_ROWS)
