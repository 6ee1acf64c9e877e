"""What stands in the cells: typed values, texts that compute nothing and break nothing."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rasoat.exporting.cells import LONGEST, for_csv, plain
from rasoat.exporting.sheets import Book
from rasoat.files.csv_text import csv_rows, guarded, unguarded

RISKY = ["=1+1", "+84 912 345 678", "-5 điểm", "@tên", "\t=1", "\r=1", "  =1", "'=1", "''-x"]


def read_again(*rows):
    book = Book()
    sheet = book.sheet("Thử", ["Một", "Hai"])
    for row in rows:
        sheet.add(row)
    out = io.BytesIO()
    book.save(out)
    return openpyxl.load_workbook(out).worksheets[0]


def test_numbers_and_days_are_typed_and_the_heading_stays_in_sight():
    day, moment = date(2024, 7, 17), datetime(2024, 7, 17, 1, 30, 5, 9, tzinfo=UTC)
    sheet = read_again([-5, day], [1.5, moment], ["", "x"])
    assert [cell.value for cell in sheet["A"]] == ["Một", -5, 1.5, None]
    assert [cell.data_type for cell in sheet["A"]][1:3] == ["n", "n"]
    assert sheet["B2"].value == datetime.fromisoformat("2024-07-17") and sheet["B2"].is_date
    assert sheet["B3"].value == datetime.fromisoformat("2024-07-17 08:30:05"), "as a clock in Vietnam shows it"
    assert sheet["B2"].number_format == "DD/MM/YYYY"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


@pytest.mark.parametrize("text", RISKY)
def test_a_text_is_never_a_formula(text):
    cell = read_again([text, ""])["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.strip() == plain(text).strip()
    assert for_csv(text)[0] == "'"


def test_a_negative_number_is_no_text():
    assert for_csv(-5) == "-5"
    assert for_csv(-1.5) == "-1,5"
    assert for_csv(date(2024, 7, 7)) == "07/07/2024"
    assert for_csv(datetime(2024, 7, 17, 1, 30, tzinfo=UTC)) == "17/07/2024 08:30"
    assert for_csv(None) == ""


@settings(max_examples=30)
@given(st.text(max_size=40))
@example("\x00\x1b\x7f")
@example("\ud800x")
@example("\ufffe")
def test_every_text_goes_into_a_workbook_and_comes_out_of_it(text):
    kept = plain(text)
    assert read_again([text, "x"])["A2"].value == (kept or None)


def test_a_cell_holds_what_excel_can_hold():
    assert plain("a" * LONGEST) == "a" * LONGEST
    cut = plain("🙂" * LONGEST)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.endswith("🙂 … (cắt bớt)")


@given(st.text(alphabet=" '=+-@\tab", max_size=8))
def test_guarded_texts_are_the_same_again(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(st.text(alphabet="ab;\"'=\n ,", min_size=1, max_size=6), min_size=2, max_size=3))
def test_a_csv_is_read_again_as_it_was_written(row):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Một", "Hai", "Ba"])
    writer.writerow([for_csv(text) for text in row])
    again = list(csv_rows(out.getvalue().encode()))[1]
    assert again == [text if text.strip() else None for text in row]
