"""The list of urgent dangers, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.dangers import presenters, views
from rasoat.dangers.models import Danger
from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.pages import session


def _cells(rows: Sequence[Danger]) -> Iterator[Sequence[Cell]]:
    for line in presenters.lines(session(), rows):
        row, site = line.danger, line.site.name if line.site else ""
        seen = row.what, line.inspection.unit_name, site, row.place, row.latitude, row.longitude
        dealt = line.state.title, row.taken_by, row.ended_on, row.outcome
        yield *seen, row.seen_at, line.who.full_name, line.photos, *dealt


register_export(
    Listing(
        "dangers", "Nguy hiểm khẩn cấp", "dangers.index",
        ("Nguy hiểm", "Đơn vị", "Điểm", "Nơi thấy", "Vĩ độ", "Kinh độ", "Lúc thấy", "Người báo", "Số ảnh", "Trạng thái",
         "Người xử lý", "Ngày hết nguy hiểm", "Đã làm gì"),
        lambda: of_query(*views.in_order()), _cells, views.selects, widths=(60, 30, 30, 30, 12, 12, 18, 24, 8),
    )
)  # fmt: skip
