"""What is arranged: the units of a plan with their days and teams, in groups of neighbours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.arranging import neighbours
from rasoat.arranging.proposing import Visit
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import UNSCHEDULED, WORKING, Inspection, TeamMember
from rasoat.inspections.queries import inspections_of
from rasoat.plans import queries as plans
from rasoat.plans.models import DRAFTING, Plan
from rasoat.units.models import Agency

Team = Mapping[UUID, str]
"""Who is in a team, and with what assignment."""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of the plan: when somebody goes there, which team, and what of it may be changed now."""

    agency: Agency
    group: str
    """The units of one group are near one another."""
    day: date | None
    team: int | None
    dated: bool
    """Whether the day may be changed."""
    teamed: bool
    """Whether the team may be changed."""
    version: int | None = None
    """Of the inspection as it was read."""
    inspection_id: UUID | None = None
    present: Team | None = None
    """The inspection's own team; None before there is an inspection."""

    @property
    def is_apart(self) -> bool:
        """Whether its team was put together on the inspection's own page."""
        return bool(self.present) and self.team is None

    def visit(self, team: int | None, day: date | None, keep: bool = False) -> Visit:
        """The same for the proposal."""
        fixed = keep or not self.dated
        return Visit(self.agency.id, team, day, fixed, self.agency.valid_from, self.agency.valid_to)


def places(session: Session, plan: Plan) -> list[Place]:
    """The units of the plan, those near one another after one another."""
    targets = {row.agency_id: row for row in plans.targets(session, plan.id)}
    made = {row.unit_id: row for row in inspections_of(session, plan.id)}
    agencies = rows_by_id(session, Agency, made or targets)
    near = neighbours.groups(session, agencies.values())
    teams, present = plans.teams(session, plan.id), _teams_of(session, made.values())
    found = []
    for key, agency in agencies.items():
        target = targets.get(key)
        number = target.team if target else None
        if key in made:
            found.append(_of_inspection(made[key], agency, near[key], number, teams, present))
        elif target:
            found.append(Place(agency, near[key], target.planned_on, number, DRAFTING.of(plan), True))
    return sorted(found, key=lambda one: (one.group == neighbours.OTHERS, one.group, one.agency.order_text))


def _of_inspection(
    row: Inspection,
    agency: Agency,
    group: str,
    number: int | None,
    teams: Mapping[int, Team],
    present: Mapping[UUID, Team],
) -> Place:
    team = present.get(row.id, {})
    # A team that differs from the plan's was changed on the inspection's own page: the plan's does not speak for it.
    same = not team or team == teams.get(number or 0, {})
    return Place(
        agency,
        group,
        row.scheduled_on,
        number if same else None,
        UNSCHEDULED.of(row),
        WORKING.of(row),
        row.version,
        row.id,
        team,
    )


def _teams_of(session: Session, made: Iterable[Inspection]) -> dict[UUID, dict[UUID, str]]:
    query = select(TeamMember).where(col(TeamMember.inspection_id).in_([row.id for row in made]))
    found: dict[UUID, dict[UUID, str]] = {}
    for row in session.exec(query.order_by(col(TeamMember.id))):
        found.setdefault(row.inspection_id, {})[row.user_id] = row.assignment
    return found
