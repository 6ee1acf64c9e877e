"""The mail that tells the lead agency that a unit sent its figures: which unit, when and where to read them."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.inspections.models import Inspection
from rasoat.notifying.registry import Words
from rasoat.reported.models import ReportedFigures


def words(session: Session, row_id: UUID, public_url: str) -> Words | None:
    """The mail about one report."""
    row = session.get_one(ReportedFigures, row_id)
    unit = session.get_one(Inspection, row.inspection_id).unit_name
    if row.sent_at is None:
        return None
    when = clock.time_text(row.sent_at)
    return Words(
        subject=f"Số liệu báo cáo trước kiểm tra: {unit}",
        body="\n".join(
            [
                f"Số liệu báo cáo của {unit} cho cuộc kiểm tra đã có trên hệ thống, lúc {when}.",
                "Số liệu hiện cạnh câu hỏi của bảng kiểm để đoàn đối chiếu; máy tính bảng đã mang theo cần mang theo lại.",
                "",
                "Xem tại:",
                f"{public_url}/reported/of/{row.inspection_id}",
            ]
        ),
    )
