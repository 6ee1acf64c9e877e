"""The list of imports, taken out."""

from collections.abc import Iterator, Sequence

from flask import request
from sqlmodel import col, select

from rasoat.accounts import queries as accounts
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, Source, of_query, register_export
from rasoat.importing import presenters, queries, views
from rasoat.importing.models import ImportedRow, ImportRun
from rasoat.importing.registry import kinds
from rasoat.pages import actor, session
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.paging import By
from rasoat.problems import Problem


def _cells(rows: Sequence[ImportRun]) -> Iterator[Sequence[Cell]]:
    people = accounts.names(session(), {row.brought_by for row in rows if row.brought_by})
    for row in rows:
        who = people[row.brought_by].full_name if row.brought_by else "Lệnh trên máy chủ"
        counts = row.added, row.changed, row.unchanged
        yield row.file_name, kinds()[row.kind].title, who, row.created_at, *counts, state_of(row).title


def asked_run() -> ImportRun:
    """The import of ?run=. Raises Problem `not_found`."""
    if (run_id := parse_uuid(request.args.get("run"))) is None:
        raise Problem("not_found")
    return queries.require_visible(session(), run_id, actor())


def _rows_of() -> Source:
    query = select(ImportedRow).where(ImportedRow.run_id == asked_run().id)
    return of_query(query, [By(col(ImportedRow.ordinal))])


def _row_cells(rows: Sequence[ImportedRow]) -> Iterator[Sequence[Cell]]:
    told = presenters.changes_of(kinds()[asked_run().kind], rows)
    return ((row.name, row.line, "; ".join(told[row.id]) or "Thêm mới") for row in rows)


register_export(
    Listing(
        "imports", "Các lần nhập từ bảng", "importing.index",
        ("Tệp", "Nhập gì", "Người nhập", "Lúc", "Mới", "Thay đổi", "Giữ nguyên", "Tình trạng"),
        lambda: of_query(*views.in_order()), _cells,
    ),
    Listing(
        "imported", "Các dòng của một lần nhập", "importing.show", ("Tên", "Dòng", "Việc đã làm"), _rows_of, _row_cells,
        about=lambda: asked_run().file_name, widths=(50, 8, 80),
    ),
)  # fmt: skip
