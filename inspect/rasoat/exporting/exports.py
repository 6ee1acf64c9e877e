"""The list of what was taken out, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.accounts import queries as accounts
from rasoat.exporting import views
from rasoat.exporting.cells import Cell
from rasoat.exporting.models import ExportRun
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.exporting.taking import FORMS
from rasoat.pages import session


def _cells(rows: Sequence[ExportRun]) -> Iterator[Sequence[Cell]]:
    people = accounts.names(session(), {row.taken_by for row in rows})
    for row in rows:
        who = people[row.taken_by].full_name
        yield row.created_at, who, row.title, row.asked, FORMS[row.form], row.row_count, row.size, row.digest


register_export(
    Listing(
        "exports", "Các lần tải về", "exporting.index",
        ("Lúc", "Người tải", "Danh sách", "Điều kiện", "Dạng tệp", "Số dòng", "Cỡ (byte)", "SHA-256"),
        lambda: of_query(*views.in_order()), _cells,
    )
)  # fmt: skip
