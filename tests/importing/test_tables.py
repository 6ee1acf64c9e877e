"""Tables as people and programs write them, and tables that are refused."""

import codecs
import io
import unicodedata
import zipfile
from datetime import datetime

import pytest

from rasoat.files import opening, tables
from rasoat.files.opening import table_in
from rasoat.importing.reading import read
from rasoat.importing.registry import kinds
from rasoat.problems import Problem
from tests.importing.sheets import UNIT_HEADS, UNITS, units, workbook

CSV = "Mã;Tên;Cấp;Mã đơn vị cấp trên;Từ ngày\n91;Tỉnh Mẫu;Tỉnh;;1/7/2025\n\n;;;;\n"


def names(data, name="bang"):
    return [line.values["name"] for line in read(kinds()["units"], table_in(name, data)).lines]


def refusal(data, name="bang.xlsx"):
    with pytest.raises(Problem) as refused:
        read(kinds()["units"], table_in(name, data))
    return refused.value


def old_letters(text):
    """As programs of before write windows-1258: some marks stand beside their letters."""
    found = b""
    for char in text:
        try:
            found += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            letter = unicodedata.normalize("NFC", base + "".join(m for m in marks if m in "\u0302\u0306\u031b"))
            found += letter.encode("cp1258") + "".join(m for m in marks if m not in "\u0302\u0306\u031b").encode(
                "cp1258"
            )
    return found


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        codecs.BOM_UTF8 + CSV.encode(),
        unicodedata.normalize("NFD", CSV).encode(),
        CSV.replace(";", ",").encode(),
        CSV.replace(";", "\t").encode("utf-16"),
        old_letters(CSV),
    ],
    ids=["utf-8", "with a mark", "NFD", "commas", "utf-16", "windows-1258"],
)
def test_each_way_of_writing_a_csv(data):
    assert names(data) == ["Tỉnh Mẫu"]


def test_a_title_above_and_headings_over_two_rows():
    rows = [["DANH SÁCH ĐƠN VỊ"], ["Mã", "Tên", "Cấp", "Thời gian", None], [None, None, None, "Từ ngày", "Đến ngày"]]

    def merge(book):
        for cells in ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"):
            book.active.merge_cells(cells)

    data = workbook(("Đơn vị", [*rows, ["91", "Tỉnh Mẫu", "Tỉnh", datetime(2025, 7, 1), None]]), change=merge)  # noqa: DTZ001
    found = read(kinds()["units"], table_in("bang.xlsx", data))
    assert [(line.number, line.values["name"]) for line in found.lines] == [(4, "Tỉnh Mẫu")]


def test_dates_as_text_as_date_and_as_number():
    as_date = datetime(2025, 7, 1)  # noqa: DTZ001 - Excel knows no zones
    rows = [[f"9{n}", f"Tỉnh {n}", "Tỉnh", None, day] for n, day in enumerate(["1/7/2025", as_date, 45839])]
    found = read(kinds()["units"], table_in("bang.xlsx", units(*rows)))
    assert {str(line.values["valid_from"]) for line in found.lines} == {"2025-07-01"}


def test_hidden_columns_and_sheets_are_left_out_and_told():
    def hide(book):
        book["Đơn vị"].column_dimensions["G"].hidden = True
        book["Cũ"].sheet_state = "hidden"

    data = workbook(
        ("Đơn vị", [UNIT_HEADS, ["91", "Tỉnh Mẫu", "Tỉnh", None, "1/7/2025", None, "Ẩn"]]), ("Cũ", UNITS), change=hide
    )
    found = read(kinds()["units"], table_in("bang.xlsx", data))
    assert found.lines[0].values["ended_by"] == ""
    assert found.notices == ["Bỏ qua 1 cột ẩn.", "Bỏ qua trang tính ẩn: Cũ."]


def test_rows_that_are_only_formatted_do_not_count():
    def colour(book):
        for row in range(3, 60):
            book.active.cell(row, 1).number_format = "0.00"

    assert names(workbook(("Đơn vị", [UNIT_HEADS, ["91", "Tỉnh Mẫu", "Tỉnh", None, "1/7/2025"]]), change=colour)) == [
        "Tỉnh Mẫu"
    ]


def test_two_sheets_alike_and_a_wrong_heading_are_told():
    assert "A, B" in refusal(workbook(("A", UNITS), ("B", UNITS))).what
    assert "Tên, Cấp" in refusal(workbook(("A", [["Mã", "Họ", "Từ ngày"], ["1", "2", "3"]]))).what
    assert refusal(workbook(("A", [[*UNIT_HEADS, "Tên"], *UNITS[1:]]))).key == "table.twice"
    assert refusal(workbook(("A", [UNIT_HEADS]))).key == "table.empty"


def altered(data, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        change(new)
    return out.getvalue()


def test_macros_locked_files_and_what_is_no_table_are_refused(monkeypatch):
    assert refusal(altered(units(*UNITS[1:]), lambda z: z.writestr("xl/vbaProject.bin", b"x"))).key == "table.macros"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).key == "table.locked"
    assert refusal(units(*UNITS[1:])[:-200]).key == "table.unreadable"
    assert refusal(b"\x00\x01\x02").key == "table.unreadable"
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert refusal(units(*UNITS[1:])).key == "table.rows"


def test_columns_without_end_are_refused():
    assert refusal(units([str(n) for n in range(101)])).key == "table.columns"


@pytest.mark.confined
def test_the_door_is_a_process_of_its_own():
    bomb = altered(units(*UNITS[1:]), lambda z: z.writestr("xl/media/a.bin", bytes(3_000_000_000 // 1000)))
    assert refusal(bomb).key == "table.unreadable"
    found = table_in("bang.xlsx", units(*UNITS[1:]))
    assert found.sheets == [("Đơn vị", 0)]
    assert found.kind == opening.XLSX
