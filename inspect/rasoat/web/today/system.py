"""What the keeper of an installation must look at."""

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import MAX_ATTEMPTS
from rasoat.web.today.parts import Item
from rasoat.workflows import check, pins

KINDS = {"mail": "Thư nhắc việc", "danger_mail": "Thư báo nguy hiểm khẩn cấp", "render": "Tạo tệp văn bản"}


def stuck(db: Session) -> list[Item]:
    """Work for outside the database that failed at its last attempt, given up first."""
    query = (
        select(OutboxItem)
        .where(col(OutboxItem.done_at).is_(None), col(OutboxItem.error) != "")
        .order_by(col(OutboxItem.attempts).desc(), col(OutboxItem.id))
    )
    return [
        Item(
            KINDS.get(item.kind, item.kind),
            ("problem_catalogue.index", {}),
            f"{item.error[:200]} · từ {clock.local(item.created_at).strftime('%H:%M ngày %d/%m/%Y')}",
            badge=("Đã thôi thử", "bad")
            if item.attempts >= MAX_ATTEMPTS
            else (f"Đã thử {item.attempts} lần", "warning"),
        )
        for item in db.exec(query)
    ]


def faults(db: Session) -> list[Item]:
    """Faults of the stored procedures."""
    return [
        Item(
            fault.message,
            ("administration.workflow", {"name": fault.workflow, "version": fault.version}),
            f"{fault.workflow}, bản {fault.version}",
        )
        for workflow in pins.stored(db)
        for fault in check.faults(workflow)
    ]
