"""The lines of the outgoing register in the ten columns of NĐ 30/2020, Phụ lục IV."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from rasoat.documents import register
from rasoat.documents.ledger import Column
from rasoat.documents.models import RegisterEntry
from rasoat.papers import deliveries

TITLE = "Sổ đăng ký văn bản đi"
COLUMNS = (
    Column("Số, ký hiệu văn bản", 11),
    Column("Ngày tháng văn bản", 8),
    Column("Tên loại và trích yếu nội dung văn bản", 23),
    Column("Người ký", 9),
    Column("Nơi nhận văn bản", 16),
    Column("Đơn vị, người nhận bản lưu", 8),
    Column("Số lượng bản", 5),
    Column("Ngày chuyển", 8),
    Column("Ký nhận", 6),
    Column("Ghi chú", 6),
)


def lines(session: Session, rows: Sequence[RegisterEntry]) -> Iterator[tuple[str | int | date | None, ...]]:
    """The cells of some lines; who received a paper signs by hand."""
    gone = deliveries.sent_under(session, [row.id for row in rows])
    for row in rows:
        what = row.subject if row.kind_title == register.OUTSIDE else f"{row.kind_title}: {row.subject}"
        reference = f"{row.number:02d}/{row.symbol}"
        sent = gone.get(row.id)
        sending = (sent.copies, sent.first_on) if sent else ("", "")
        yield reference, row.dated, what, row.signer, row.recipients, row.archived_by, *sending, "", row.note
