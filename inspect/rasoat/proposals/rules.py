"""What this room registers with the workflow engine: proposals as cases, their relations, and what must be true for each step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import AUTHORITY_ROLES, Actor, Role
from rasoat.inspections.freeze import is_frozen
from rasoat.inspections.relations import register_case_relations
from rasoat.problems import Reason
from rasoat.proposals import effects, joining, operations, queries, told
from rasoat.proposals.models import Proposal
from rasoat.units import queries as units
from rasoat.units.kinds import that_may
from rasoat.units.models import Agency
from rasoat.workflows import CaseKind, Firing, guard, register_kind, relation
from rasoat.workflows.registry import register_note

__all__ = ["told"]


def _label(session: Session, proposal_id: UUID) -> str:
    proposal = session.get_one(Proposal, proposal_id)
    return f"Đề xuất {proposal.ordinal} của {units.agency(session, proposal.from_id).listed_name}"


register_kind(CaseKind("proposal", Proposal, "Đề xuất", _label, queries.visible))
register_case_relations("proposal", "inspection_id")
register_note(operations.APPOINT, "Giao người theo dõi, đặt hạn")


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


@guard("proposal_goes_alone")
def _proposal_goes_alone(firing: Firing) -> list[Reason]:
    """What follows another one is not acted on by itself."""
    leader_id = firing.case_row["follows_id"]
    if leader_id is None or firing.payload.get(effects.LED_BY) == leader_id:
        return []
    return [Reason("", f"Đã gộp với “{_label(firing.session, leader_id)}”; làm ở đề xuất đó, hoặc tách ra trước.")]


@guard("due_is_not_past", needs_payload=True)
def _due_is_not_past(firing: Firing) -> list[Reason]:
    day = firing.payload.get("due_on")
    if day is None or effects.LED_BY in firing.payload:
        return []
    return queries.against_due(day)


@guard("joins_an_alike_proposal")
def _joins_an_alike_proposal(firing: Firing) -> list[Reason]:
    leader_id = effects.leader_in(firing)
    if leader_id is None:
        return [Reason("leader", "Chọn đề xuất cùng nội dung.")]
    leader, row = firing.session.get_one(Proposal, leader_id), firing.session.get_one(Proposal, firing.ref.id)
    return joining.against(firing.session, row, leader)


@guard("follows_another")
def _follows_another(firing: Firing) -> list[Reason]:
    return [] if firing.case_row["follows_id"] else [Reason("", "Đề xuất này không gộp với đề xuất nào.")]
