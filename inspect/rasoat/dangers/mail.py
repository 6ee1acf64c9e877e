"""The mail that tells the lead agency of a danger: when and where, and where to read about it; never what it is."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.dangers.models import Danger
from rasoat.dangers.phones import PHONES
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Inspection
from rasoat.notifying.registry import Words


def words(session: Session, danger_id: UUID, public_url: str) -> Words | None:
    """The mail of one danger; None when the danger is over."""
    danger = session.get_one(Danger, danger_id)
    inspection = session.get_one(Inspection, danger.inspection_id)
    if not danger.open:
        return None
    seen = f"{clock.time_text(danger.seen_at)}"
    calls = "; ".join(f"{phone.number}: {phone.title}" for phone in PHONES)
    return Words(
        subject=f"KHẨN CẤP: đoàn kiểm tra tại {inspection.unit_name} báo nguy hiểm lúc {seen}",
        body="\n".join(
            [
                f"Đoàn kiểm tra tại {inspection.unit_name} báo một nguy hiểm khẩn cấp đối với trẻ em, lúc {seen}.",
                "",
                "Xem nội dung, vị trí, ảnh và ghi người tiếp nhận xử lý tại:",
                f"{public_url}/dangers/{danger.id}",
                "",
                f"Số điện thoại khẩn cấp: {calls}.",
            ]
        ),
    )


def reads(session: Session, danger_ids: Collection[UUID]) -> Any:
    """What the words about many dangers need."""
    dangers = rows_by_id(session, Danger, danger_ids)
    return dangers, rows_by_id(session, Inspection, (row.inspection_id for row in dangers.values()))
