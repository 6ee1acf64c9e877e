"""Tables for the tests."""

import io

import openpyxl


def workbook(*sheets, **more):
    """The bytes of a workbook. A sheet is (its name, its rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change = more.get("change")
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


UNIT_HEADS = ["Mã", "Tên", "Cấp", "Mã đơn vị cấp trên", "Từ ngày", "Đến ngày", "Văn bản kết thúc"]
UNITS = [
    UNIT_HEADS,
    ["91001", "Xã Mẫu Một", "Xã", "91", "1/7/2025", None, None],
    ["91", "Tỉnh Mẫu", "Tỉnh", None, "1/7/2025", None, None],
]


def units(*rows, head=None):
    return workbook(("Đơn vị", [head or UNIT_HEADS, *rows]))
