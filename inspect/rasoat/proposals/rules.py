"""What this room registers with the workflow engine: proposals as cases, their relations, and what each step records."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import AUTHORITY_ROLES, Actor, Role
from rasoat.inspections.freeze import is_frozen
from rasoat.inspections.relations import register_case_relations
from rasoat.problems import Reason
from rasoat.proposals import queries
from rasoat.proposals.models import Proposal
from rasoat.units import queries as units
from rasoat.units.kinds import that_may
from rasoat.units.models import Agency
from rasoat.workflows import CaseKind, Firing, effect, guard, register_kind, relation


def _label(session: Session, proposal_id: UUID) -> str:
    proposal = session.get_one(Proposal, proposal_id)
    return f"Đề xuất {proposal.ordinal} của {units.agency(session, proposal.from_id).listed_name}"


register_kind(CaseKind("proposal", Proposal, "Đề xuất", _label, queries.visible))
register_case_relations("proposal", "inspection_id")


@relation("proposal", "proposer", "đơn vị đề xuất")
def _proposer(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return actor.agency_id == case_row["from_id"] and actor.role in AUTHORITY_ROLES


@relation("proposal", "forwarded_to.leader", "lãnh đạo cơ quan được chuyển đến")
def _forwarded_to_leader(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return actor.agency_id == case_row["forwarded_to_id"] and actor.role in (Role.LEADER, Role.AUTHORITY_LEADER)


@guard("forwarded_to_somebody_else", needs_payload=True)
def _forwarded_to_somebody_else(firing: Firing) -> list[Reason]:
    receiver_id = firing.payload.get("to_agency")
    if receiver_id is None:
        return []
    receiver = firing.session.get(Agency, receiver_id)
    if receiver is None or not receiver.serves_on(clock.today()):
        return [Reason("to_agency", "Chọn một cơ quan đang hoạt động.")]
    if receiver_id == firing.case_row["from_id"]:
        return [Reason("to_agency", "Không chuyển lại cho chính đơn vị đã đề xuất.")]
    if receiver_id == firing.case_row["lead_agency_id"]:
        return [Reason("to_agency", "Cơ quan mình đang giữ đề xuất này; chọn cơ quan khác, hoặc “Tiếp thu”.")]
    if receiver.kind not in that_may("receive_proposals"):
        return [Reason("to_agency", f"{receiver.listed_name} thuộc loại cơ quan không nhận đề xuất.")]
    return []


@guard("notice_is_not_being_signed")
def _notice_is_not_being_signed(firing: Firing) -> list[Reason]:
    if is_frozen(firing.session, firing.case_row["inspection_id"]):
        return [
            Reason("", "Thông báo kết quả in nội dung này đang trình ký; chờ ban hành, hoặc đề nghị trả lại để sửa.")
        ]
    return []


def _row(firing: Firing) -> Proposal:
    return firing.session.get_one(Proposal, firing.ref.id)


@effect("record_response")
def _record_response(firing: Firing) -> None:
    _row(firing).response = firing.payload["response"]


@effect("record_forwarding")
def _record_forwarding(firing: Firing) -> None:
    row = _row(firing)
    row.forwarded_to_id, row.forwarded_on = firing.payload["to_agency"], firing.effective_on


@effect("record_reply")
def _record_reply(firing: Firing) -> None:
    row = _row(firing)
    row.reply, row.replied_on = firing.payload["reply"], firing.effective_on
