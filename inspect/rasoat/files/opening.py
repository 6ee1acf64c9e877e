"""The only place where files that people sent are opened: every decoder of such bytes is behind it, with its limits.

A decoder may raise anything on bytes that were made to break it, or that a bad memory stick damaged. Whatever it
raises, the sender is told one thing: this file cannot be opened. Pictures and pages are decoded in a process of their
own (`confined`), which may also be ended by its limits; that is told in the same way.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rasoat.files import confined, kinds, office
from rasoat.files.limits import MILLION, NotTaken, TooManyPixels, Unreadable
from rasoat.files.names import as_jpeg
from rasoat.problems import Problem

log = logging.getLogger("rasoat")
INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
"""Kinds a browser may show in place; everything else is only downloaded."""
PICTURES = "rasoat.files.pictures"
FIRST_PAGE = "rasoat.files.first_page"
TABLES = "rasoat.files.tables"
"""The programs that decode. They are only started, never imported by the server."""
_PDF_TAIL = 2_048
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Copies:
    """A picture as people are shown it, filling a screen and small: JPEGs that do not say where, when, by whom or with what
    it was taken.
    """

    shown: bytes
    small: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, as it is to be stored: a HEIC is a JPEG from here on, also by its name. A picture comes with
    the copies of it that are shown.
    """

    name: str
    kind: str
    data: bytes
    copies: Copies | None = field(default=None, compare=False)


def look_at(name: str, data: bytes) -> Opened:
    """What is stored of a file, with its media type, found from the bytes and not from the name. It is never HTML, SVG
    or anything that runs.

    Raises Problem `file.kind` (none of the accepted kinds), `file.pixels`, and `file.unreadable` for a file that begins
    like one of them and is damaged, incomplete, locked or too large when unpacked.
    """
    try:
        return _opened(name, data)
    except NotTaken:
        raise Problem("file.kind", name=name) from None
    except TooManyPixels as large:
        raise Problem("file.pixels", name=name, most=large.most // MILLION) from None
    except Exception as error:
        log.info("not opened: %s: %s", type(error).__name__, error)
        raise Problem("file.unreadable", name=name) from None


def _opened(name: str, data: bytes) -> Opened:
    if data.startswith(b"%PDF-"):
        return Opened(name, _paper(data), data)
    if data.startswith(b"PK\x03\x04"):
        return Opened(name, office.inspect(data), data)
    if kinds.is_picture(data):
        return _picture(name, data)
    raise NotTaken


def _picture(name: str, data: bytes) -> Opened:
    line, _, body = confined.run(PICTURES, data).partition(b"\n")
    told = json.loads(line)
    if "most" in told:
        raise TooManyPixels(told["pixels"], told["most"])
    converted, shown, small = _pieces(body, told["sizes"])
    copies = Copies(shown, small) if shown and small else None
    if converted:
        return Opened(as_jpeg(name), told["kind"], converted, copies)
    return Opened(name, told["kind"], data, copies)


def _pieces(body: bytes, sizes: list[int]) -> Iterator[bytes]:
    for size in sizes:
        yield body[:size]
        body = body[size:]


def copies_of(name: str, data: bytes) -> Copies:
    """The copies of a stored picture, made anew. Raises Problem `file.unreadable` when none can be made of it."""
    copies = look_at(name, data).copies
    if copies is None:
        raise Problem("file.unreadable", name=name)
    return copies


def _paper(data: bytes) -> str:
    # A PDF is only stored and never parsed here; its end mark shows that it arrived whole.
    if b"%%EOF" not in data[-_PDF_TAIL:]:
        raise EOFError("a PDF without its end")
    return "application/pdf"


def first_page(name: str, data: bytes) -> bytes:
    """The first page of a PDF as a PNG, decoded in its own process. Raises Problem `file.unreadable`."""
    try:
        return confined.run(FIRST_PAGE, data)
    except Unreadable as error:
        log.info("no first page: %s", error)
        raise Problem("file.unreadable", name=name) from None


@dataclass(frozen=True, slots=True)
class Table:
    """A workbook or a CSV that was opened. `sheets` are the names of those that are shown, with how many of their columns
    are hidden; `epoch` is the day from which its numbers count days.
    """

    name: str
    kind: str
    data: bytes
    sheets: list[tuple[str, int]]
    hidden_sheets: list[str]
    epoch: str
    _body: bytes

    def rows(self) -> Iterator[tuple[int, int, list[Any]]]:
        """(which sheet, number of the row, cells) of each row that has anything in it; see `files.tables` for the cells."""
        for line in self._body.splitlines():
            sheet, number, cells = json.loads(line)
            yield sheet, number, cells


def table_in(name: str, data: bytes) -> Table:
    """A table that somebody sent, opened in its own process with limits on what it unpacks to, its rows and columns.

    Raises Problem `table.unreadable`, `table.locked`, `table.macros`, `table.rows`, `table.columns`.
    """
    try:
        head, _, body = confined.run(TABLES, data).partition(b"\n")
        told = json.loads(head)
    except Unreadable as error:
        log.info("no table: %s", error)
        raise Problem("table.unreadable", name=name) from None
    if refused := told.get("refused"):
        raise Problem(refused, name=name)
    sheets = [(one["name"], one["hidden_columns"]) for one in told["sheets"]]
    kind = XLSX if data.startswith(b"PK") else CSV
    return Table(name, kind, data, sheets, told["hidden_sheets"], told.get("epoch", ""), body)
