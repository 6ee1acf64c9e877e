"""What plans register with the workflow engine: their relations, guards and effects."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import extract
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.absences.drafts import Drafts, register_drafts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.notifying.registry import Event, register_event
from rasoat.plans import mail, queries, reminding
from rasoat.plans.models import DRAFTING, Plan
from rasoat.problems import Reason
from rasoat.units.models import Agency
from rasoat.units.queries import names
from rasoat.workflows import CaseKind, Firing, effect, guard, register_kind, relation
from rasoat.workflows.registry import register_note
from rasoat.workflows.relations import register_lead_agency

SIGNED_OUTSIDE = "plan_signed_outside"
"""Event of a co-signer's row: a signature outside was recorded in the name of that agency's signer."""


def label(session: Session, plan_id: UUID) -> str:
    """The name of one plan for people."""
    plan = session.get_one(Plan, plan_id)
    return f"Kế hoạch {plan.reference}" if plan.reference else f"Kế hoạch “{plan.title}”"


register_kind(CaseKind("plan", Plan, "Kế hoạch", label, queries.visible))
register_lead_agency("plan")
register_drafts(Drafts("plan", Plan, DRAFTING.condition))
register_event(Event(reminding.EVENT, "Nhắc ký kế hoạch", mail.asked_again))
register_event(Event(SIGNED_OUTSIDE, "Đã ghi nhận chữ ký của bạn ở kế hoạch", mail.signed_outside, personal=True))
register_note(reminding.ASK_AGAIN, "Nhắc ký")


@relation("plan", "cosigner.leader", "lãnh đạo cơ quan cùng ký")
def _leads_a_cosigner(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return actor.role == Role.LEADER and queries.cosigner_of(session, case_row, actor.agency_id) is not None


@guard("plan_has_targets")
def _has_targets(firing: Firing) -> list[Reason]:
    if queries.targets(firing.session, firing.ref.id):
        return []
    return [Reason("targets", "Kế hoạch chưa có đơn vị được kiểm tra; thêm ít nhất một đơn vị và ngày dự kiến.")]


@guard("plan_has_contents")
def _has_contents(firing: Firing) -> list[Reason]:
    if queries.contents(firing.session, firing.ref.id):
        return []
    return [Reason("contents", "Kế hoạch chưa có nội dung kiểm tra; thêm ít nhất một nội dung.")]


@guard("plan_has_bases")
def _has_bases(firing: Firing) -> list[Reason]:
    if queries.bases(firing.session, firing.ref.id):
        return []
    return [Reason("bases", "Kế hoạch chưa có căn cứ pháp lý; thêm ít nhất một căn cứ.")]


@guard("cosigner_has_not_signed")
def _not_signed_yet(firing: Firing) -> list[Reason]:
    row = queries.cosigner_of(firing.session, firing.case_row, firing.actor.agency_id)
    if row is None or row.signed_at is None:
        return []
    when = clock.time_text(row.signed_at)
    return [Reason("", f"{firing.actor.agency_name} đã ký lúc {when}; mỗi cơ quan chỉ ký một lần.")]


@guard("nobody_has_signed")
def _nobody_has_signed(firing: Firing) -> list[Reason]:
    signed = [row.agency_id for row in queries.cosigners(firing.session, firing.ref.id) if row.signed_at is not None]
    agencies = names(firing.session, signed)
    return [
        Reason("cosigners", f"{agencies[agency_id].name} đã ký; đề nghị cơ quan này hoặc lãnh đạo trả lại kế hoạch.")
        for agency_id in signed
    ]


@guard("all_cosigners_signed")
def _all_signed(firing: Firing) -> list[Reason]:
    missing = [row.agency_id for row in queries.cosigners(firing.session, firing.ref.id) if row.signed_at is None]
    agencies = names(firing.session, missing)
    return [
        Reason("cosigners", f"{agencies[agency_id].name} chưa ký; đề nghị lãnh đạo cơ quan này ký trước.")
        for agency_id in missing
    ]


@guard("plan_number_is_free", needs_payload=True)
def _number_is_free(firing: Firing) -> list[Reason]:
    number, signed_on = firing.payload.get("number"), firing.payload.get("signed_on")
    reasons = []
    if isinstance(number, int) and number < 1:
        reasons.append(Reason("number", "Số kế hoạch phải từ 1 trở lên."))
    if isinstance(signed_on, date) and signed_on > clock.today():
        reasons.append(Reason("signed_on", "Ngày ký không thể sau hôm nay."))
    if isinstance(number, int) and isinstance(signed_on, date):
        holder = _holder(firing, number, signed_on.year)
        if holder is not None:
            reasons.append(
                Reason(
                    "number",
                    f"Số {number} năm {signed_on.year} đã dùng cho “{holder.title}”; xem lại sổ đăng ký văn bản đi.",
                )
            )
    return reasons


def _holder(firing: Firing, number: int, year: int) -> Plan | None:
    """The plan of the same agency that has this number in the same year: numbers begin anew each year."""
    lead_id = firing.case_row["lead_agency_id"]
    # Two approvals at the same moment would both find the number free; each therefore locks the agency's row first.
    lock(firing.session, Agency, lead_id)
    query = select(Plan).where(
        Plan.lead_agency_id == lead_id,
        Plan.id != firing.ref.id,
        Plan.number == number,
        extract("year", col(Plan.signed_on)) == year,
    )
    return firing.session.exec(query).first()


@effect("record_signature", signature=True)
def _record_signature(firing: Firing) -> None:
    row = queries.cosigner_of(firing.session, firing.case_row, firing.actor.agency_id)
    if row is not None:
        row.signed_at, row.signed_by = firing.now, firing.actor.user_id


@effect("clear_signatures")
def _clear_signatures(firing: Firing) -> None:
    for row in queries.cosigners(firing.session, firing.ref.id):
        row.signed_at = row.signed_by = row.signer_id = row.signed_on = None
        row.signed_how = ""


@effect("name_outside_signers")
def _name_outside_signers(firing: Firing) -> None:
    """Who signs outside for each agency: the plan's paper, which is frozen next, names them."""
    for row in queries.cosigners(firing.session, firing.ref.id):
        row.signer_id = firing.payload.get("_signers", {}).get(row.agency_id)
    firing.session.flush()


@effect("record_outside_signatures", signature=True)
def _record_outside_signatures(firing: Firing) -> None:
    """What was signed outside counts as the signatures of the agencies; each signer is told what was recorded."""
    session, days = firing.session, firing.payload.get("_signed_on", {})
    for row in queries.cosigners(session, firing.ref.id):
        row.signed_at, row.signed_by = firing.now, row.signer_id
        row.signed_on, row.signed_how = days[row.agency_id], firing.payload["_how"]
        session.flush()
        tell(session, SIGNED_OUTSIDE, row.id, people=[session.get_one(User, row.signer_id)])


@effect("record_plan_paper", signature=True)
def _record_paper(firing: Firing) -> None:
    plan = firing.session.get_one(Plan, firing.ref.id)
    plan.number, plan.signed_on = firing.payload["number"], firing.payload["signed_on"]
