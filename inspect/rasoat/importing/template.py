"""Workbooks that are written: the template of a kind, and what is stored in the same form."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from rasoat.importing.registry import Column, ImportKind

_WIDTH = 24
_DAY = "DD/MM/YYYY"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def template(kind: ImportKind) -> bytes:
    """The workbook to fill in: headings, one example row, and a sheet that explains the columns."""
    return _workbook(kind, [[column.example for column in kind.columns]])


def filled(kind: ImportKind, rows: Iterable[dict[str, Any]]) -> bytes:
    """The same workbook with rows in it, in the form in which they go in."""
    return _workbook(kind, ([_shown(column, row[column.name]) for column in kind.columns] for row in rows))


def _workbook(kind: ImportKind, rows: Iterable[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(kind.title)
    sheet.freeze_panes = "A2"
    for place in range(1, len(kind.columns) + 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = _WIDTH
    sheet.append([_heading(sheet, column.title) for column in kind.columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    _explain(book.create_sheet("Giải thích"), kind)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Any, kind: ImportKind) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _WIDTH, 90
    sheet.append([_heading(sheet, "Cột"), _heading(sheet, "Cách nhập")])
    for column in kind.columns:
        told = f"{column.explanation}{' Bắt buộc.' if column.required else ''}"
        sheet.append([column.title, told])
    sheet.append(["", "Xóa dòng ví dụ trước khi gửi. Ngày nhập dạng ngày/tháng/năm."])


def _shown(column: Column, value: Any) -> Any:
    return column.shown(value) if column.shown and value else value


def _heading(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, words)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _DAY
        return cell
    if isinstance(value, str) and value.startswith(_RISKY):
        cell = WriteOnlyCell(sheet, value)
        # A text stays a text, whatever it begins with: Excel computes nothing in it.
        cell.data_type, cell.quotePrefix = "s", True
        return cell
    return value or None if isinstance(value, str) else value
