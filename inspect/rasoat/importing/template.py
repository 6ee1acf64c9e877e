"""The workbook of a kind that people fill in."""

import io

from rasoat.exporting.sheets import Book
from rasoat.importing.registry import HasColumns


def template(kind: HasColumns) -> bytes:
    """The workbook to fill in: headings, one example row, and a sheet that explains the columns."""
    book = Book()
    sheet = book.sheet(kind.title, [column.title for column in kind.columns])
    sheet.add([column.example for column in kind.columns])
    _explain(book, kind)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(book: Book, kind: HasColumns) -> None:
    sheet = book.sheet("Giải thích", ["Cột", "Cách nhập"], [24, 90])
    for column in kind.columns:
        sheet.add([column.title, f"{column.explanation}{' Bắt buộc.' if column.required else ''}"])
    sheet.add(["", "Xóa dòng ví dụ trước khi gửi. Ngày nhập dạng ngày/tháng/năm."])
