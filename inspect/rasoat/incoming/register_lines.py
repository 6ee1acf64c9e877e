"""The lines of the register of papers that came in, in the ten columns of NĐ 30/2020, Phụ lục IV."""

from collections.abc import Iterator, Sequence
from datetime import date

from rasoat.documents.ledger import Column
from rasoat.incoming.models import IncomingPaper

TITLE = "Sổ đăng ký văn bản đến"
COLUMNS = (
    Column("Ngày đến", 8),
    Column("Số đến", 5),
    Column("Tác giả", 15),
    Column("Số, ký hiệu văn bản", 11),
    Column("Ngày tháng văn bản", 8),
    Column("Tên loại và trích yếu nội dung văn bản", 23),
    Column("Đơn vị hoặc người nhận", 9),
    Column("Ngày chuyển", 8),
    Column("Ký nhận", 6),
    Column("Ghi chú", 7),
)


def lines(rows: Sequence[IncomingPaper]) -> Iterator[tuple[str | int | date | None, ...]]:
    """The cells of some lines; two of them are filled in by hand."""
    for row in rows:
        what = f"{row.kind_title}: {row.subject}"
        yield row.arrived_on, row.number, row.author, row.reference, row.dated, what, row.receiver, "", "", row.note
