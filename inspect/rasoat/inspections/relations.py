"""The relations of people to an inspection and to what belongs to it, which the rooms above share."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.inspections.models import TeamMember
from rasoat.workflows import relation
from rasoat.workflows.relations import register_lead_agency

Inspected = Callable[[Mapping[str, Any]], UUID | None]


def register_case_relations(kind: str, inspection_of: str | Inspected) -> None:
    """Register department.officer, .leader and .clerk for a kind of case, by its column `lead_agency_id`.

    `inspection_of` is the column with the inspection's id ("id" for the inspection itself), or a function that finds it
    from the row; with it, team.lead, team.deputy and team.member are registered too. A row need not belong to an inspection.
    """
    register_lead_agency(kind)
    column = inspection_of
    _register_team(kind, (lambda row: row[column]) if isinstance(column, str) else column)


def _register_team(kind: str, inspection_of: Inspected) -> None:
    @relation(kind, "team.lead", "trưởng đoàn kiểm tra")
    def _leads(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
        return "lead" in _assignments(session, inspection_of(case_row), actor)

    @relation(kind, "team.deputy", "phó trưởng đoàn kiểm tra")
    def _stands_in(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
        return "deputy" in _assignments(session, inspection_of(case_row), actor)

    @relation(kind, "team.member", "thành viên đoàn kiểm tra")
    def _belongs(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
        return bool(_assignments(session, inspection_of(case_row), actor))


def _assignments(session: Session, inspection_id: Any, actor: Actor) -> list[str]:
    if inspection_id is None:
        return []
    query = select(TeamMember.assignment).where(
        TeamMember.inspection_id == inspection_id, col(TeamMember.user_id).in_(actor.people)
    )
    return list(session.exec(query))
