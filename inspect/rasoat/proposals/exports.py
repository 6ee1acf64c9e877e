"""The list of proposals, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.db.reading import rows_by_id
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.inspections.exports import asked_title
from rasoat.inspections.models import Inspection
from rasoat.pages import session
from rasoat.pages.case import state_of
from rasoat.proposals import views
from rasoat.proposals.models import Proposal


def _cells(rows: Sequence[Proposal]) -> Iterator[Sequence[Cell]]:
    agencies = views.agencies_of(rows)
    inspections = rows_by_id(session(), Inspection, (row.inspection_id for row in rows))
    for row in rows:
        to = agencies[row.forwarded_to_id].listed_name if row.forwarded_to_id else ""
        sent = row.ordinal, row.text, agencies[row.from_id].listed_name, inspections[row.inspection_id].title
        replied = row.replied_on, row.reply
        yield *sent, row.received_on, state_of(row).title, to, row.forwarded_on, *replied, row.last_event_at


register_export(
    Listing(
        "proposals", "Đề xuất của đơn vị", "proposals.index",
        ("Số", "Đề xuất", "Đơn vị", "Cuộc kiểm tra", "Ngày nhận", "Trạng thái", "Chuyển đến", "Ngày chuyển",
         "Ngày trả lời", "Trả lời", "Thay đổi gần nhất"),
        lambda: of_query(*views.in_order()), _cells, views.selects, asked_title, widths=(6, 60, 30, 50, 12, 20, 30, 12, 12, 50),
    )
)  # fmt: skip
