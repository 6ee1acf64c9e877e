"""Who stands where to an inspection and to what belongs to it: shared by the rooms of its later stages."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.inspections.models import TeamMember
from rasoat.workflows import relation
from rasoat.workflows.relations import register_lead_agency


def register_case_relations(kind: str, inspection_field: str | None) -> None:
    """Register department.officer, .leader and .clerk for a kind of case, by its column `lead_agency_id`.

    `inspection_field` is the column that holds the inspection ("id" for the inspection itself; its value may be None):
    with it, team.lead and team.member are registered too.
    """
    register_lead_agency(kind)
    if inspection_field is not None:
        _register_team(kind, inspection_field)


def _register_team(kind: str, field: str) -> None:
    @relation(kind, "team.lead", "trưởng đoàn kiểm tra")
    def _leads(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
        return "lead" in _assignments(session, case_row[field], actor)

    @relation(kind, "team.member", "thành viên đoàn kiểm tra")
    def _belongs(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
        return bool(_assignments(session, case_row[field], actor))


def _assignments(session: Session, inspection_id: Any, actor: Actor) -> list[str]:
    if inspection_id is None:
        return []
    query = select(TeamMember.assignment).where(
        TeamMember.inspection_id == inspection_id, TeamMember.user_id == actor.user_id
    )
    return list(session.exec(query))
