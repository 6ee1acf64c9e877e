"""A table of unknown origin, an Excel workbook or a CSV, as plain rows: a program of `confined.run`, file in, lines of
JSON out.

The first line tells what is there, or why the file is refused; each further line is one row that has anything in it:
[number of its sheet, number of the row, cells]. A cell is a text, a number, {"day": "2024-07-17"} or null.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Set
from datetime import date, datetime, time, timedelta
from typing import Any

from rasoat.files import office, sheet_parts
from rasoat.files.confined import serve
from rasoat.files.csv_text import csv_rows

MOST_ROWS = 50_000
MOST_COLUMNS = 100
_LAST_ROW_LOOKED_AT = 200_000
"""Somebody who formats a whole column leaves many rows without anything in them."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an encrypted workbook begins, and one of Excel 97-2003."""


class Refused(Exception):
    """Why this table is not read: the name of a problem."""


def lines(data: bytes) -> bytes:
    """What is in the table, as lines of JSON."""
    try:
        head, rows = _workbook(data) if data.startswith(b"PK\x03\x04") else _csv(data)
        body = [json.dumps(row, ensure_ascii=False) for row in rows]
    except Refused as refused:
        head, body = {"refused": str(refused)}, []
    return "\n".join([json.dumps(head, ensure_ascii=False), *body]).encode()


def _csv(data: bytes) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    if data.startswith(_OLD_OFFICE):
        raise Refused("table.locked")
    return {"sheets": [{"name": "", "hidden_columns": 0}], "hidden_sheets": []}, _bounded(0, csv_rows(data))


def _workbook(data: bytes) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    import openpyxl

    office.inspect(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(name.endswith(("vbaProject.bin", ".bin.macro")) for name in archive.namelist()):
            raise Refused("table.macros")
        parts = sheet_parts.sheets(archive)
        hidden = {part.name: sheet_parts.hidden_columns(archive, part.path) for part in parts if part.shown}
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    shown = [part.name for part in parts if part.shown]
    head = {
        "sheets": [{"name": name, "hidden_columns": len(hidden[name])} for name in shown],
        "hidden_sheets": [part.name for part in parts if not part.shown],
        "epoch": book.epoch.date().isoformat(),
    }
    return head, _all_rows(book, shown, hidden)


def _all_rows(book: Any, shown: list[str], hidden: dict[str, set[int]]) -> Iterator[list[Any]]:
    for number, name in enumerate(shown):
        sheet = book[name]
        # What the file says of its size may be wrong or missing.
        sheet.reset_dimensions()
        plain = ([_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
        yield from _bounded(number, plain, hidden[name])


def _bounded(sheet: int, rows: Iterator[list[Any]], hidden: Set[int] = frozenset()) -> Iterator[list[Any]]:
    for number, cells in enumerate(rows, 1):
        seen = [None if place in hidden else cell for place, cell in enumerate(cells)]
        while seen and seen[-1] is None:
            seen.pop()
        if number > (MOST_ROWS if seen else _LAST_ROW_LOOKED_AT):
            raise Refused("table.rows")
        if len(seen) > MOST_COLUMNS:
            raise Refused("table.columns")
        if seen:
            yield [sheet, number, seen]


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, (datetime, date)):
        return {"day": cell.strftime("%Y-%m-%d") if cell.year >= 1000 else f"{cell.year:04d}-01-01"}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    if isinstance(cell, float) and cell != cell:
        return None
    return cell


if __name__ == "__main__":
    serve(lines)
