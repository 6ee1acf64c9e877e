"""What arranging registers: its entries in a plan's journal, and of what people are told."""

from uuid import UUID

from sqlmodel import Session

from rasoat.arranging import copying, repeating
from rasoat.notifying.registry import Event, Words, register_event
from rasoat.plans.models import DRAFTING, Plan
from rasoat.workflows.registry import register_note


def _proposed(session: Session, plan_id: UUID, public_url: str) -> Words | None:
    """The mail about a plan that was drafted by itself; None once it is no draft any more."""
    plan = session.get_one(Plan, plan_id)
    if not DRAFTING.of(plan):
        return None
    body = [
        f"Kế hoạch kiểm tra, giám sát được đặt lặp lại nên bản thảo của năm {plan.year} đã được lập. Bản thảo chưa gửi đi đâu.",
        "",
        "Xem những chỗ khác kế hoạch trước rồi sửa tại:",
        f"{public_url}/plans/{plan.id}",
    ]
    return Words(subject=f"Đã lập bản thảo kế hoạch kiểm tra, giám sát năm {plan.year}", body="\n".join(body))


register_note(copying.COPIED, "Chép từ kế hoạch trước")
register_note(repeating.REPEATED, "Đặt lặp lại kế hoạch")
register_note(repeating.STOPPED, "Ngừng lặp lại kế hoạch")
register_event(Event(repeating.PROPOSED, "Bản thảo kế hoạch tiếp theo đã được lập", _proposed))
