"""What was taken out, as the tests read it."""

import csv
import io
from contextlib import contextmanager

import openpyxl
from sqlalchemy import Engine, event


def take(client, name, form="xlsx", **filters):
    """The answer to taking a list out."""
    return client.post(f"/exports/of/{name}", {"form": form}, query_string=filters, buffered=True)


def book_of(answer):
    """The rows of the first sheet, headings first."""
    assert answer.status_code == 200, answer.text
    return [
        list(row) for row in openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)
    ]


def about_of(answer):
    """What the second sheet tells."""
    rows = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[1].iter_rows(min_row=2, values_only=True)
    return {row[0]: row[1] for row in rows}


def csv_of(answer):
    """The rows of a CSV, headings first."""
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_dicts(rows):
    """Rows by their headings."""
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@contextmanager
def statements():
    """What is asked of any database meanwhile."""
    made = []

    def note(_connection, _cursor, statement, *_more):
        made.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(Engine, "before_cursor_execute", note)
