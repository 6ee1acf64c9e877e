"""A date is read in one place, as people write it, and in one range of years."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rasoat
from rasoat import clock, content, dates

SOURCE = Path(rasoat.__file__).parent
DAY = date(2024, 8, 1)


@pytest.mark.parametrize(
    "text",
    ["1/8/2024", "01/08/2024", "1/8/24", "01-08-2024", "1.8.2024", " 1 / 8 / 2024 ", "2024-08-01", "１/８/２０２４"],
)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert dates.typed(text) == DAY


@pytest.mark.parametrize("text", ["", "  "])
def test_a_blank_is_no_date(text: str) -> None:
    assert dates.typed(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("30/2/2024", "“30/2/2024” không phải là ngày có thật"),
        ("2024-02-30", "“2024-02-30” không phải là ngày có thật"),
        ("17/7/0024", "Năm 0024 không hợp lý; nhập năm từ 1900 đến 2199."),
        ("17/7/1124", "Năm 1124 không hợp lý"),
        ("0024-07-17", "Năm 0024 không hợp lý"),
        ("17/7", "Nhập ngày theo dạng ngày/tháng/năm"),
        ("17/7/024", "Nhập ngày theo dạng ngày/tháng/năm"),
        ("2024-7-17", "Nhập ngày theo dạng ngày/tháng/năm"),
        ("ngày mai", "Nhập ngày theo dạng ngày/tháng/năm"),
        ("²/7/2024", "Nhập ngày theo dạng ngày/tháng/năm"),
    ],
)
def test_what_is_no_date_is_told(text: str, says: str) -> None:
    with pytest.raises(dates.NotADate, match=re.escape(says)):
        dates.typed(text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_is_shown_is_read_back(day: date) -> None:
    assert dates.typed(clock.date_text(day)) == dates.typed(day.isoformat()) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_of_the_range_or_refused(text: str) -> None:
    try:
        found = dates.typed(text)
    except dates.NotADate:
        return
    assert found is None or 1900 <= found.year <= 2199


WRITTEN_BY_PROGRAMS = {
    "account_changes/signing.py": "a day of an authority to sign, as it was stored with the change that waits",
    "account_changes/views.py": "the same",
    "importing/cells.py": "a cell that the workbook calls a date, written by ourselves",
    "importing/planning.py": "a day of a row as it was stored with the run",
    "audit/rows.py": "a column, in the key of a row that the program wrote",
    "backup/plain.py": "an archive",
    "checklists/sentences.py": "a stored answer",
    "checklists/values.py": "an answer of the API, in the range of years, with a twin in the browser",
    "inspections/bulk.py": "a day that a form read, as stored with the run of many rows",
    "inspections/presenters.py": "a month in an address, written by the filter",
    "papers/kinds/amendment.py": "a due date of a letter, as stored",
    "proposals/bulk.py": "a day as stored with the run of many rows",
    "proposals/told.py": "a day in an entry of the journal",
    "recommendations/due.py": "how a due date was computed, as stored",
    "recommendations/figures.py": "a day of a paper in an answer that waits for its leader, as stored",
    "web/today/by_unit.py": "the due date in a place of the queue, as stored",
}
"""Where else a text becomes a date, and what the text is."""


def test_no_other_place_reads_dates() -> None:
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"\bdate\.(fromisoformat|strptime)", path.read_text(encoding="utf-8"))
    }
    assert found == WRITTEN_BY_PROGRAMS.keys()


def test_no_page_has_a_field_that_shows_dates_in_the_browsers_language() -> None:
    pages = (content.root() / "templates" / "pages").rglob("*.html")
    assert [str(page) for page in pages if 'type="date"' in page.read_text(encoding="utf-8")] == []


def test_the_day_of_a_time_is_the_day_in_vietnam() -> None:
    """Times are UTC: before seven in the morning their own date is yesterday's."""
    own = re.compile(r"(_at|now\(\))\.date\(\)")
    found = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if own.search(path.read_text("utf-8"))]
    assert found == []
