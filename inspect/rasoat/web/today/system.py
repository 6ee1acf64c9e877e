"""What an administrator must look at."""

from datetime import date

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.outbox.models import OutboxItem
from rasoat.pages import app_settings
from rasoat.pages.paging import By
from rasoat.reorganisation import queries as reorganisation
from rasoat.units import queries as units
from rasoat.web import nobody
from rasoat.web.beginning import remaining
from rasoat.web.today.parts import Item
from rasoat.workflows import check, pins

KINDS = {
    "told_line": "Thư báo việc",
    "told_line_by_day": "Thư báo việc",
    "digest": "Thư tổng hợp mỗi ngày",
    "activation_code": "Thư có mã kích hoạt",
    "confirm_passings": "Chuyển việc theo văn bản sắp xếp",
    "send_plan_reports": "Gửi việc báo cáo theo kế hoạch",
    "render_paper": "Tạo tệp văn bản",
}
"""Kinds of outbox items as people call them."""


FAILED_ORDER = [By(col(OutboxItem.attempts), True), By(col(OutboxItem.id))]
"""What was given up comes first."""


def failed() -> SelectOfScalar[OutboxItem]:
    """Mails and files that failed at their last attempt; those that were given up come first."""
    return (
        select(OutboxItem)
        .where(col(OutboxItem.done_at).is_(None), col(OutboxItem.error) != "")
        .order_by(*(by.column.desc() if by.descending else by.column for by in FAILED_ORDER))
    )


def stuck(db: Session) -> list[Item]:
    """The same as `failed`, as items of the first page."""
    return [
        Item(
            KINDS.get(item.kind, item.kind),
            ("administration.outbox", {}),
            f"{item.error[:200]} · từ {clock.time_text(item.created_at)}",
            badge=("Đã thôi thử", "bad") if item.is_given_up else (f"Đã thử {item.attempts} lần", "warning"),
        )
        for item in db.exec(failed())
    ]


def unfinished(db: Session, today: date) -> list[Item]:
    """What is left to do before people can work here."""
    return [Item(task.title, ("beginning.left", {}), task.told) for task in remaining.left(db, app_settings(), today)]


def with_nobody(db: Session, today: date) -> list[Item]:
    """Agencies with drafts of whoever left, or with something that waits for a leader where none is there: numbers and no
    cases.
    """
    found = nobody.by_agency(db, today)
    names = units.names(db, found)
    told = {
        key: _joined([f"{left} bản thảo" if left else "", f"{unsigned} việc chờ lãnh đạo" if unsigned else ""])
        for key, (left, unsigned) in found.items()
    }
    order = sorted(found, key=lambda key: (names[key].order_text, key))
    return [Item(names[key].listed_name, ("administration.users", {"agency": str(key)}), told[key]) for key in order]


def _joined(parts: list[str]) -> str:
    return ", ".join(filter(None, parts))


def left_open(db: Session, actor: Actor, today: date) -> list[Item]:
    """Agencies that have ended and still have something open, with numbers and no cases."""
    return [
        Item(
            one.agency.name,
            ("reorganisation.ended", {}),
            one.told,
        )
        for one in reorganisation.open_with_ended(db, actor, today)
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
