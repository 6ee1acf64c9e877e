"""Writing a list into a file, some rows at a time."""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, cast

from flask import request

from rasoat import clock, text
from rasoat.accounts.actor import Actor
from rasoat.documents import ledger
from rasoat.exporting.cells import Cell, for_csv, for_print
from rasoat.exporting.registry import Listing
from rasoat.exporting.sheets import Book
from rasoat.numbers import grouped
from rasoat.pages.request import app_settings
from rasoat.pages.ticking import ticked
from rasoat.problems import Problem

MOST_ROWS = 50_000
"""What one file holds; a table that is brought in may be as long."""
MOST_PRINTED = 1_500
"""What one PDF holds: a register of more lines is printed by series."""
FORMS = {"xlsx": "Excel (XLSX)", "csv": "CSV", "pdf": "PDF để in"}
MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
_SHEET = 31
"""Characters that Excel allows in the name of a sheet."""
SEPARATOR = ";"
"""Under Vietnamese settings, where the comma is in numbers, Excel takes a CSV apart at semicolons."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was written: how many rows of the list it holds, and the digest of its bytes."""

    rows: int
    size: int
    digest: str


def write(listing: Listing, form: str, asked: Sequence[str], actor: Actor, out: IO[bytes]) -> Taken:
    """Write the list as the actor sees it now. Raises Problem `export.too_many` when it is longer than MOST_ROWS."""
    source, most = listing.source(), MOST_PRINTED if form == "pdf" else MOST_ROWS
    if source.count(most) > most:
        raise _too_many(most)
    rows = (row for portion in source.portions() for row in listing.cells(portion))
    counted = _Counted(rows, most)
    if form == "xlsx":
        _workbook(listing, counted, asked, actor, out)
    elif form == "pdf":
        out.write(_sheets(listing, counted, asked))
    else:
        _csv(listing, counted, out)
    return Taken(counted.count, out.tell(), _digest(out))


class _Counted:
    """Rows that are counted while they pass, up to the most that are allowed."""

    def __init__(self, rows: Iterable[Sequence[Cell]], most: int) -> None:
        self._rows, self._most, self.count = rows, most, 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.count += 1
            if self.count > self._most:
                raise _too_many(self._most)
            yield row


def forms_of(listing: Listing) -> list[str]:
    """In which forms a list can be taken out."""
    return [form for form in FORMS if form != "pdf" or listing.printed]


def _too_many(most: int) -> Problem:
    return Problem("export.too_many", most=grouped(most))


def _sheets(listing: Listing, rows: _Counted, asked: Sequence[str]) -> bytes:
    told = [[for_print(cell) for cell in row] for row in rows]
    return ledger.printed(listing.title, "; ".join(asked), listing.printed, told, app_settings())


def _workbook(listing: Listing, rows: _Counted, asked: Sequence[str], actor: Actor, out: IO[bytes]) -> None:
    book = Book()
    sheet = book.sheet(text.shortened(listing.title, _SHEET), listing.columns(), listing.widths)
    try:
        for row in rows:
            sheet.add(row)
    except Problem:
        # openpyxl has a file of its own open for the sheet: it is closed and removed by saving.
        with suppress(Exception):
            book.save(io.BytesIO())
        raise
    about = book.sheet("Thông tin", ["Thông tin", ""], [24, 90])
    for told in (
        ("Danh sách", listing.title),
        ("Điều kiện", "; ".join(asked) or "Không lọc"),
        ("Số dòng", rows.count),
        ("Người tải về", f"{actor.name}, {actor.agency_name}"),
        ("Lúc", clock.now()),
    ):
        about.add(told)
    book.save(out)


class _Utf8:
    """What takes the lines of the CSV writer, and keeps none."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, line: str) -> int:
        """Write a line."""
        return self._out.write(line.encode("utf-8", errors="replace"))


def _csv(listing: Listing, rows: _Counted, out: IO[bytes]) -> None:
    out.write(codecs.BOM_UTF8)
    writer = csv.writer(_Utf8(out), delimiter=SEPARATOR)
    writer.writerow([for_csv(title) for title in listing.columns()])
    for row in rows:
        writer.writerow([for_csv(value) for value in row])


def _digest(out: IO[bytes]) -> str:
    out.seek(0)
    found = hashlib.file_digest(cast(io.BufferedIOBase, out), "sha256").hexdigest()
    out.seek(0)
    return found


def file_name(listing: Listing, form: str) -> str:
    """ke-hoach-kiem-tra-2024-07-17.xlsx: letters that every system writes, with the day."""
    return f"{'-'.join(text.words(listing.title))}-{clock.today().isoformat()}.{form}"


def asked_in_words(listing: Listing) -> list[str]:
    """What the request's filters ask for, as the page names them."""
    told = [about] if (about := listing.about()) else []
    if words := request.args.get("q", "").strip():
        told.append(f"Tìm: {words}")
    for select in listing.selects():
        chosen = str(request.args.get(select["name"], select.get("value", "")) or "")
        title = next((title for value, title in select["options"] if str(value) == chosen), "") if chosen else ""
        if title:
            told.append(f"{select['label']}: {title}")
    if rows := ticked():
        told.append(f"Chỉ {len(rows)} dòng đã chọn")
    return told
