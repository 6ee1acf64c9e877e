"""What the pages and the command say of a plan and of an import, in the same words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rasoat.importing.cells import as_day
from rasoat.importing.models import ImportedRow
from rasoat.importing.planning import Change, Plan, decoded
from rasoat.importing.registry import OF_IDS, ImportKind
from rasoat.numbers import grouped

MOST_SHOWN = 200
"""Rows of each sort that a page lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A plan in words."""

    summary: str
    faults: list[tuple[int, str, str]]
    new: list[tuple[int, str]]
    changed: list[tuple[int, str, list[str]]]
    more_faults: int
    more_new: int
    more_changed: int


def in_numbers(added: int, changed: int, unchanged: int) -> str:
    """How many rows an import adds, changes and leaves: 8.001 mới, 0 thay đổi, 3 giữ nguyên."""
    return f"{grouped(added)} mới, {grouped(changed)} thay đổi, {grouped(unchanged)} giữ nguyên"


def summary(found: Plan) -> str:
    """How many would be new, changed, unchanged, wrong."""
    counts = in_numbers(len(found.new), len(found.changed), found.unchanged)
    return f"{counts}, {len(found.faults)} chỗ sai" if found.faults else counts


def told(found: Plan) -> Told:
    """The plan in words, for a page."""
    faults = [(one.row, one.column, one.told) for one in found.faults[:MOST_SHOWN]]
    new = [(one.wanted.line.number, one.wanted.name) for one in found.new[:MOST_SHOWN]]
    changed = [
        (one.wanted.line.number, one.wanted.name, list(differences(found.kind, one)))
        for one in found.changed[:MOST_SHOWN]
    ]
    more = (len(rows) - MOST_SHOWN for rows in (found.faults, found.new, found.changed))
    return Told(summary(found), faults, new, changed, *(max(0, count) for count in more))


def lines(found: Plan) -> Iterator[str]:
    """The plan in words, for the command."""
    for row, column, sentence in ((one.row, one.column, one.told) for one in found.faults):
        yield f"Dòng {row}{f', cột {column}' if column else ''}: {sentence}"
    yield from found.notices
    for one in found.new:
        yield f"Dòng {one.wanted.line.number}: mới: {one.wanted.name}"
    for one in found.changed:
        yield f"Dòng {one.wanted.line.number}: {one.wanted.name}: {'; '.join(differences(found.kind, one))}"
    yield summary(found)


def differences(kind: ImportKind, change: Change) -> Iterator[str]:
    """What differs: old → new."""
    return _told(kind, change.before, change.after)


def changes_of(kind: ImportKind, rows: Iterable[ImportedRow]) -> dict[UUID, list[str]]:
    """The same of what an import changed, by the id of the row; empty for what it added."""
    return {row.id: list(_told(kind, decoded(row.before), decoded(row.after))) if row.before else [] for row in rows}


def _told(kind: ImportKind, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    columns = {column.name: column for column in kind.columns}
    for name in before:
        column = columns[OF_IDS.get(name, name)]
        if name in OF_IDS:
            yield f"{column.title} khác trước"
            continue
        old, new = (_shown(column.shown, values[name]) for values in (before, after))
        yield f"{column.title}: {old} → {new}"


def _shown(shown: Any, value: Any) -> str:
    if value in ("", None):
        return "(trống)"
    if isinstance(value, date):
        return as_day(value)
    return str(shown(value) if shown else value)
