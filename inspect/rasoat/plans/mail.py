"""Mails about plans. They name a plan by its day, agency and link: no free text leaves the system."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.notifying.registry import Words
from rasoat.plans import queries
from rasoat.plans.models import CO_SIGNING, CosignReminder, Plan, PlanCosigner
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


def signed_outside(session: Session, cosigner_id: UUID, public_url: str) -> Words | None:
    """The mail to who signed a plan outside for an agency; None when the plan went back meanwhile."""
    row = session.get(PlanCosigner, cosigner_id)
    if row is None or row.signed_on is None:
        return None
    plan, day = session.get_one(Plan, row.plan_id), clock.date_text(row.signed_on)
    body = [
        f"Văn thư cơ quan chủ trì đã ghi nhận ông/bà ký kế hoạch kiểm tra, giám sát năm {plan.year} ngày {day} và lưu bản đã ký.",
        "",
        "Nếu ông/bà không ký kế hoạch này, trả lại kế hoạch ngay tại:",
        f"{public_url}/plans/{plan.id}",
    ]
    return Words(subject=f"Đã ghi nhận chữ ký ngày {day}: kế hoạch năm {plan.year}", body="\n".join(body))
