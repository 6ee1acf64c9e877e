"""The register of papers that came in, taken out."""

from collections.abc import Iterator, Sequence

from rasoat.exporting.cells import Cell
from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.incoming import views
from rasoat.incoming.models import IncomingPaper


def _lines(rows: Sequence[IncomingPaper]) -> Iterator[Sequence[Cell]]:
    """The ten columns of NĐ 30/2020, Phụ lục IV; two of them are filled in by hand."""
    for row in rows:
        what = f"{row.kind_title}: {row.subject}"
        yield row.arrived_on, row.number, row.author, row.reference, row.dated, what, row.receiver, "", "", row.note


register_export(
    Listing(
        "incoming", "Sổ đăng ký văn bản đến", "incoming.register",
        ("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản",
         "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú"),
        lambda: of_query(*views.in_order()), _lines, views.selects, widths=(12, 8, 36, 20, 12, 60, 24),
    ),
)  # fmt: skip
