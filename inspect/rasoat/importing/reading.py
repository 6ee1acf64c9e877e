"""Finding the rows of a kind in a table that somebody sent: which sheet, under which headings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rasoat.files.opening import Table
from rasoat.importing.registry import Column, HasColumns, Line
from rasoat.problems import Problem
from rasoat.text import fold, one_line

_HEAD_WITHIN = 20
"""Rows above the headings in which a title may stand."""
_LEAST = 2
"""Headings by which a row is known as the one with the headings."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the row's number in the table (0: the whole table), the column's title, and what to do."""

    row: int
    column: str
    told: str


@dataclass(slots=True)
class Read:
    """The lines of a table; each that has a fault is left out of them."""

    lines: list[Line]
    faults: list[Fault]
    notices: list[str]


@dataclass(frozen=True, slots=True)
class _Heading:
    sheet: int
    row: int
    columns: dict[int, Column]
    """By their place."""
    unknown: tuple[str, ...]


def read(kind: HasColumns, table: Table) -> Read:
    """The lines of the one sheet that has the kind's headings. Raises Problem `table.heading`, `table.two_sheets`,
    `table.twice`, `table.empty`.
    """
    heading = _heading(kind, table)
    found = Read([], [], _notices(table, heading))
    for sheet, number, cells in table.rows():
        if sheet == heading.sheet and number > heading.row:
            _take(kind, heading, number, cells, found)
    if not found.lines and not found.faults:
        raise Problem("table.empty", name=table.name)
    return found


def _take(kind: HasColumns, heading: _Heading, number: int, cells: list[Any], found: Read) -> None:
    given = {column.name: cells[place] for place, column in heading.columns.items() if place < len(cells)}
    if not any(cell is not None for cell in given.values()):
        return
    values, faults = {}, []
    for column in kind.columns:
        try:
            values[column.name] = value = column.read(given.get(column.name))
        except ValueError as error:
            faults.append(Fault(number, column.title, str(error)))
            continue
        if column.required and value in ("", None):
            faults.append(Fault(number, column.title, f"Cần nhập: {column.explanation}"))
    found.faults.extend(faults)
    if not faults:
        found.lines.append(Line(number, values, frozenset(column.name for column in heading.columns.values())))


def _heading(kind: HasColumns, table: Table) -> _Heading:
    titles = {fold(title): column for column in kind.columns for title in (column.title, *column.also)}
    found: dict[int, _Heading] = {}
    best: dict[int, Column] = {}
    for sheet, row, cells in table.rows():
        if row > _HEAD_WITHIN + 1:
            continue
        known = {place: titles[name] for place, name in _named(cells) if name in titles}
        before = found.get(sheet)
        if before is None and (len(known) >= _LEAST):
            found[sheet] = _Heading(sheet, row, known, _others(cells, known))
        elif before is not None and row == before.row + 1 and known and not _others(cells, known):
            # A heading over two rows: the upper one has merged cells, the lower one the names below them.
            found[sheet] = _Heading(sheet, row, before.columns | known, ())
        best = known if before is None and len(known) > len(best) else best
    return _only(kind, table, found, best)


def _only(kind: HasColumns, table: Table, found: Mapping[int, _Heading], best: dict[int, Column]) -> _Heading:
    if len(found) > 1:
        raise Problem("table.two_sheets", name=table.name, sheets=", ".join(table.sheets[one][0] for one in found))
    one = next(iter(found.values()), None)
    have = [column.name for column in (one.columns if one else best).values()]
    missing = [column.title for column in kind.columns if column.required and column.name not in have]
    if one is None or missing:
        told = missing or [column.title for column in kind.columns if column.name not in have]
        raise Problem("table.heading", name=table.name, missing=", ".join(told))
    for column in one.columns.values():
        if have.count(column.name) > 1:
            raise Problem("table.twice", name=table.name, title=column.title)
    return one


def _named(cells: list[Any]) -> Iterator[tuple[int, str]]:
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            yield place, fold(one_line(cell).replace("*", " "))


def _others(cells: list[Any], known: Mapping[int, Column]) -> tuple[str, ...]:
    return tuple(str(cell).strip() for place, cell in enumerate(cells) if cell is not None and place not in known)


def _notices(table: Table, heading: _Heading) -> list[str]:
    told = []
    if heading.unknown:
        told.append(f"Không dùng các cột: {', '.join(heading.unknown)}.")
    if hidden := table.sheets[heading.sheet][1]:
        told.append(f"Bỏ qua {hidden} cột ẩn.")
    if table.hidden_sheets:
        told.append(f"Bỏ qua trang tính ẩn: {', '.join(table.hidden_sheets)}.")
    return told
