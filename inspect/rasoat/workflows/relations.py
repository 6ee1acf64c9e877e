"""The relations to a case that an agency leads."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from rasoat.accounts.actor import Actor, Role
from rasoat.workflows.registry import relation

LEAD_AGENCY_ROLES = {
    "department.officer": (Role.OFFICER, "chuyên viên cơ quan chủ trì"),
    "department.leader": (Role.LEADER, "lãnh đạo cơ quan chủ trì"),
    "department.clerk": (Role.CLERK, "văn thư cơ quan chủ trì"),
}


def register_lead_agency(kind: str) -> None:
    """Register department.officer, department.leader and department.clerk: these are the roles at
    case_row["lead_agency_id"].
    """
    for name, (role, title) in LEAD_AGENCY_ROLES.items():
        relation(kind, name, title)(_holder_of(role))


def _holder_of(role: Role) -> Any:
    def holds(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
        return actor.role == role and actor.agency_id == case_row["lead_agency_id"]

    return holds
