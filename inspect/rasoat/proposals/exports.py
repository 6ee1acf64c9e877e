"""The list of proposals, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.db.reading import rows_by_id
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.inspections.exports import asked_title
from rasoat.inspections.models import Inspection
from rasoat.pages import session
from rasoat.pages.case import state_of
from rasoat.proposals import queries, views
from rasoat.proposals.models import ONWARD, Proposal
from rasoat.proposals.presenters import agencies_of, late_among, owners_of


def _cells(rows: Sequence[Proposal]) -> Iterator[Sequence[Cell]]:
    agencies, owners, late = agencies_of(rows), owners_of(rows), late_among(rows)
    inspections = rows_by_id(session(), Inspection, (row.inspection_id for row in rows))
    for row in rows:
        to = agencies[row.forwarded_to_id].listed_name if row.forwarded_to_id else ""
        sent = row.ordinal, row.text, agencies[row.from_id].listed_name, inspections[row.inspection_id].title
        owner = owners[row.id].full_name if row.id in owners else ""
        chased = owner, row.due_on if queries.is_owed(row) else None, "Quá hạn" if row.id in late else ""
        said = row.response, row.letter_paper, to, row.forwarded_on, ONWARD.get(row.onward, "")
        replied = row.replied_on, row.reply, row.reply_paper
        yield *sent, row.received_on, state_of(row).title, *chased, *said, *replied, row.last_event_at


register_export(
    Listing(
        "proposals", "Đề xuất của đơn vị", "proposals.index",
        ("Số", "Đề xuất", "Đơn vị", "Cuộc kiểm tra", "Ngày nhận", "Trạng thái", "Người theo dõi", "Hạn", "Quá hạn",
         "Hướng giải quyết", "Văn bản của đơn vị", "Chuyển đến", "Ngày chuyển", "Kiến nghị tiếp với", "Ngày trả lời", "Trả lời", "Văn bản trả lời",
         "Thay đổi gần nhất"),
        lambda: of_query(*views.in_order()), _cells, views.selects, asked_title, widths=(6, 60, 30, 50, 12, 20, 24, 12, 10, 50, 40, 30, 12, 24, 12, 50, 40),
    )
)  # fmt: skip
