"""What is required of a team before an inspection is scheduled, and as long as it is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from rasoat.accounts.actor import AUTHORITY_ROLES, Role
from rasoat.accounts.models import User
from rasoat.inspections import queries
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.inspections.queries import definition_of, team_of
from rasoat.plans import queries as plans
from rasoat.problems import Reason
from rasoat.units.models import Agency
from rasoat.units.queries import names


def missing_lead(session: Session, case_row: Mapping[str, Any]) -> list[Reason]:
    """A reason when nobody leads the team: no lead was named, or the one named has left."""
    if session.exec(select(Inspection.id).where(Inspection.id == case_row["id"], ~queries.without_lead())).first():
        return []
    return [Reason("team", "Đoàn chưa có trưởng đoàn; cử một người làm trưởng đoàn.")]


def unrepresented(session: Session, case_row: Mapping[str, Any]) -> list[Agency]:
    """Co-signing agencies of the plan that have nobody in the team yet (a person of an agency below one counts for
    it).
    """
    if case_row["plan_id"] is None:
        return []
    paths = [agency.path for _, agency in team_of(session, case_row["id"])]
    wanted = [row.agency_id for row in plans.cosigners(session, case_row["plan_id"])]
    agencies = names(session, wanted)
    return [agencies[each] for each in wanted if not any(f"/{each}/" in path for path in paths)]


def missing_cosigners(session: Session, case_row: Mapping[str, Any]) -> list[Reason]:
    """One reason for each co-signing agency that has nobody in the team."""
    return [
        Reason("team", f"Đoàn chưa có thành viên của {agency.name}; cử ít nhất một người.")
        for agency in unrepresented(session, case_row)
    ]


def insiders(session: Session, case_row: Mapping[str, Any]) -> list[Reason]:
    """One reason for each person of the team who belongs to the inspected unit, its office or an agency below it.

    Both the agency at the time of naming and the present one count, because people change their agency.
    """
    query = (
        select(User.full_name, Agency)
        .join(TeamMember, col(TeamMember.user_id) == col(User.id))
        .join(Agency, col(Agency.id).in_([TeamMember.agency_id, User.agency_id]))
        .where(TeamMember.inspection_id == case_row["id"])
    )
    found = {name: agency for name, agency in session.exec(query) if is_inside(agency, case_row)}
    return [
        Reason("team", f"{name} thuộc {agency.name}, đơn vị được kiểm tra; cử người khác thay.")
        for name, agency in sorted(found.items())
    ]


def is_inside(agency: Agency, case_row: Mapping[str, Any]) -> bool:
    """Whether an agency is the inspected unit or its office, or is below one of them."""
    tops: list[UUID | None] = [case_row["unit_id"], case_row["office_id"]]
    return any(top is not None and f"/{top}/" in agency.path for top in tops)


RULES: dict[str, Callable[[Session, Mapping[str, Any]], list[Reason]]] = {
    "has_lead": missing_lead,
    "members_from_each_cosigner": missing_cosigners,
    "nobody_from_the_unit": insiders,
}
"""The guards about the team, by their names in workflows/."""


def rules_for(session: Session, inspection: Inspection) -> list[str]:
    """Those of RULES that the inspection's workflow requires before scheduling; a self-inspection requires fewer."""
    definition = definition_of(session, inspection)
    return [name for name in RULES if any(name in t.guards for t in definition.transitions)]


def reasons_against(session: Session, inspection: Inspection) -> list[Reason]:
    """Everything that is wrong with the team by the inspection's own workflow."""
    case_row = inspection.model_dump()
    return [reason for name in rules_for(session, inspection) for reason in RULES[name](session, case_row)]


def candidates(session: Session, inspection: Inspection) -> list[tuple[Agency, list[User]]]:
    """Who may be named into the team, by agency: the lead agency first, then those that co-sign, then the others.

    Left out: who is in it already, administrators, and the inspected side, unless the unit inspects itself.
    """
    named = {member.user_id for member in queries.team(session, inspection.id)}
    first = [inspection.lead_agency_id, *_cosigner_ids(session, inspection)]
    if "nobody_from_the_unit" not in rules_for(session, inspection):
        first = [inspection.unit_id, *filter(None, [inspection.office_id]), *first]
    return offered(session, first, named)


def offered(session: Session, first: Sequence[UUID], named: Collection[UUID] = ()) -> list[tuple[Agency, list[User]]]:
    """Who may go with a team, by agency: those of `first` in their order, then the others; without whom was named, and
    administrators. Of authorities that are inspected only those in `first`.
    """
    query = (
        select(User, Agency)
        .join(Agency, col(Agency.id) == col(User.agency_id))
        .where(
            col(User.active),
            User.role != Role.ADMINISTRATOR,
            or_(col(User.role).not_in(AUTHORITY_ROLES), col(User.agency_id).in_(first)),
        )
    )
    groups: dict[UUID, tuple[Agency, list[User]]] = {}
    for user, agency in session.exec(query.order_by(col(Agency.order_text), col(User.order_text))):
        if user.id not in named:
            groups.setdefault(agency.id, (agency, []))[1].append(user)
    rank = {agency_id: place for place, agency_id in enumerate(first)}
    return sorted(groups.values(), key=lambda group: rank.get(group[0].id, len(rank)))


def _cosigner_ids(session: Session, inspection: Inspection) -> list[UUID]:
    return [row.agency_id for row in plans.cosigners(session, inspection.plan_id)] if inspection.plan_id else []
