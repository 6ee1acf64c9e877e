"""Workbooks that are written row by row: openpyxl keeps no row that it has written."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from rasoat.exporting.cells import Cell, plain

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a program may take for a formula."""
_WIDTH = 24
_DAY, _TIME = "DD/MM/YYYY", "DD/MM/YYYY HH:MM"
_PER_PAGE = {"orientation": "landscape", "paperSize": 9, "fitToWidth": 1, "fitToHeight": 0}


class Book:
    """A workbook of which one sheet after the other is written."""

    def __init__(self) -> None:
        self._book = openpyxl.Workbook(write_only=True)

    def sheet(self, title: str, heads: Sequence[str], widths: Sequence[int] = ()) -> "Sheet":
        """A new sheet with its headings, which stay in sight and stand on each printed page."""
        return Sheet(self._book.create_sheet(title), heads, widths)

    def save(self, out: IO[bytes]) -> None:
        """Write the workbook. Nothing can be added afterwards."""
        self._book.save(out)


class Sheet:
    """A sheet to which rows are added."""

    def __init__(self, sheet: Any, heads: Sequence[str], widths: Sequence[int]) -> None:
        self._sheet = sheet
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        for name, value in _PER_PAGE.items():
            setattr(sheet.page_setup, name, value)
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        for place in range(1, len(heads) + 1):
            width = widths[place - 1] if place <= len(widths) else _WIDTH
            sheet.column_dimensions[get_column_letter(place)].width = width
        self._bold, self._top = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.append([self._heading(title) for title in heads])

    def add(self, row: Sequence[Cell]) -> None:
        """Add a row of texts, numbers, days and times."""
        self._sheet.append([self._cell(plain(value)) for value in row])

    def _heading(self, words: str) -> Any:
        cell = WriteOnlyCell(self._sheet, words)
        cell.font, cell.alignment = self._bold, self._top
        return cell

    def _cell(self, value: Cell) -> Any:
        if isinstance(value, date):
            cell = WriteOnlyCell(self._sheet, value)
            cell.number_format = _TIME if isinstance(value, datetime) else _DAY
            return cell
        if isinstance(value, str) and value.startswith(RISKY):
            cell = WriteOnlyCell(self._sheet, value)
            # A text stays a text, whatever it begins with: Excel computes nothing in it.
            cell.data_type, cell.quotePrefix = "s", True
            return cell
        return None if value == "" else value
