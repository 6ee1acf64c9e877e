"""Mails about plans. They name a plan by its day, agency and link: no free text leaves the system."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.notifying.registry import Words
from rasoat.plans import queries
from rasoat.plans.models import CO_SIGNING, CosignReminder, Plan
from rasoat.units.models import Agency


def asked_again(session: Session, reminder_id: UUID, public_url: str) -> Words | None:
    """The mail that asks an agency again to sign; None when it signed meanwhile, or the plan went back."""
    reminder = session.get_one(CosignReminder, reminder_id)
    plan = session.get_one(Plan, reminder.plan_id)
    row = queries.cosigner_of(session, {"id": plan.id}, reminder.agency_id)
    if row is None or row.signed_at is not None or not CO_SIGNING.of(plan):
        return None
    agency, lead = session.get_one(Agency, reminder.agency_id), session.get_one(Agency, plan.lead_agency_id)
    body = [
        f"Kính gửi {agency.name},",
        "",
        f"{lead.name} đề nghị ký kế hoạch kiểm tra, giám sát năm {plan.year}; đến ngày {clock.date_text(reminder.for_day)} "
        f"{agency.name} chưa ký.",
        "",
        "Xem, ký hoặc trả lại kế hoạch tại:",
        f"{public_url}/plans/{plan.id}",
        "",
        "Nếu cơ quan đã ký, xin bỏ qua thư này.",
    ]
    return Words(subject=f"Nhắc ký kế hoạch kiểm tra, giám sát năm {plan.year}", body="\n".join(body))
