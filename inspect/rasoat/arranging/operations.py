"""Taking over what was arranged: the plan's teams and days in one write, then each inspection by its own operations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.arranging import known, queries
from rasoat.arranging.proposing import clashes
from rasoat.arranging.queries import Place, Team
from rasoat.db.locking import lock
from rasoat.db.reading import rows_by_id
from rasoat.inspections import operations as inspections
from rasoat.inspections.checks import one_lead
from rasoat.inspections.models import ASSIGNMENTS, Inspection
from rasoat.plans import checks
from rasoat.plans import queries as plans
from rasoat.plans.models import DRAFTING, Plan, PlanTarget, PlanTeamMember
from rasoat.plans.operations import may_arrange
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef
from rasoat.workflows.editing import begin_edit

MOST_TEAMS = 20
"""So many teams a plan has at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose for one unit."""

    unit_id: UUID
    day: date | None
    team: int | None
    version: int | None = None
    """Of the inspection as the person saw it."""


def arrange(
    session: Session,
    actor: Actor,
    plan_id: UUID,
    version: int | None,
    teams: Mapping[int, Team],
    wanted: Sequence[Wanted],
    a_day: int,
) -> Plan:
    """Write the teams of a plan and which goes where; of a draft also the days. The days of inspections that were made
    already are changed by `bring`.

    Raises Problem `not_found`, `forbidden`, `row.stale` for a draft that somebody changed meanwhile, and `form.invalid`
    with every reason, each at its row: nobody is sent to two places on one day.
    """
    plans.require_visible(session, plan_id, actor)
    plan = lock(session, Plan, plan_id)
    if not may_arrange(plan, actor):
        raise Problem("forbidden")
    places = {one.agency.id: one for one in queries.places(session, plan)}
    if DRAFTING.of(plan):
        begin_edit(session, plan, version, actor, case=CaseRef("plan", plan.id))
    reasons = [*_against_teams(session, teams), *_against_rows(plan, places, teams, wanted)]
    reasons += _against_clashes(session, actor, plan, places, teams, wanted, a_day)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    put_teams(session, plan.id, teams)
    _put_targets(session, plan, places, wanted)
    session.flush()
    return plan


def bring(session: Session, actor: Actor, place: Place, wanted: Wanted, teams: Mapping[int, Team]) -> Inspection:
    """Give one inspection its day and its team, as far as they differ from those that it has. Raises what
    `inspections.operations.set_schedule` and `set_team` raise.
    """
    if place.inspection_id is None:
        raise Problem("not_found")
    inspection = session.get_one(Inspection, place.inspection_id)
    if place.dated and wanted.day != place.day:
        inspection = inspections.set_schedule(
            session,
            actor,
            inspection.id,
            wanted.version,
            scheduled_on=wanted.day,
            scheduled_time=inspection.scheduled_time,
            place=inspection.place,
        )
    team = teams.get(wanted.team or 0)
    if place.teamed and team and team != place.present:
        inspection = inspections.set_team(session, actor, inspection.id, team)
    return inspection


def is_changed(place: Place, wanted: Wanted, teams: Mapping[int, Team]) -> bool:
    """Whether `bring` would change anything."""
    team = teams.get(wanted.team or 0)
    return (place.dated and wanted.day != place.day) or (place.teamed and bool(team) and team != place.present)


def put_teams(session: Session, plan_id: UUID, teams: Mapping[int, Team]) -> None:
    """Write who is in which team of a plan that the caller has locked, or has just made."""
    stored = select(PlanTeamMember).where(PlanTeamMember.plan_id == plan_id).order_by(col(PlanTeamMember.id))
    present = {(row.team, row.user_id): row for row in session.exec(stored)}
    for number, team in teams.items():
        for user_id, assignment in team.items():
            row = present.pop((number, user_id), None)
            if row is None:
                session.add(PlanTeamMember(plan_id=plan_id, team=number, user_id=user_id, assignment=assignment))
            else:
                row.assignment = assignment
    for row in present.values():
        session.delete(row)


def _against_teams(session: Session, teams: Mapping[int, Team]) -> Iterator[Reason]:
    users = rows_by_id(session, User, {one for team in teams.values() for one in team})
    for user_id in dict.fromkeys(one for team in teams.values() for one in team):
        user = users.get(user_id)
        if user is None or not user.active or user.role == Role.ADMINISTRATOR:
            name = user.full_name if user else "Người này"
            yield Reason("people", f"{name} không vào đoàn được; bỏ ra và chọn người khác trong danh sách.")
    for number, team in teams.items():
        if not 1 <= number <= MOST_TEAMS:
            yield Reason("people", f"Số đoàn từ 1 đến {MOST_TEAMS}; không có đoàn {number}.")
        for reason in one_lead(team.values()):
            yield Reason("people", f"Đoàn {number}: {reason.message}")
        if any(assignment not in ASSIGNMENTS for assignment in team.values()):
            yield Reason("people", f"Đoàn {number}: chọn nhiệm vụ của từng người.")


def _against_rows(
    plan: Plan, places: Mapping[UUID, Place], teams: Mapping[int, Team], wanted: Sequence[Wanted]
) -> Iterator[Reason]:
    for row, one in enumerate(wanted):
        place = places.get(one.unit_id)
        if place is None:
            yield Reason("", "Danh sách đơn vị vừa thay đổi; mở lại trang này.")
            return
        if one.team is not None and place.teamed and not teams.get(one.team):
            yield Reason(f"units-{row}-team", f"Đoàn {one.team} chưa có ai.")
        if not place.dated:
            continue
        if one.day is None:
            if place.inspection_id is None:
                yield Reason(f"units-{row}-planned_on", "Nhập ngày dự kiến.")
            continue
        for message in (*checks.outside_year(plan.year, one.day), *checks.not_serving(place.agency, one.day)):
            yield Reason(f"units-{row}-planned_on", message)


def _against_clashes(
    session: Session,
    actor: Actor,
    plan: Plan,
    places: Mapping[UUID, Place],
    teams: Mapping[int, Team],
    wanted: Sequence[Wanted],
    a_day: int,
) -> Iterator[Reason]:
    visits = [places[one.unit_id].visit(one.team, one.day) for one in wanted if one.unit_id in places]
    people = {person for team in teams.values() for person in team}
    facts = known.read(session, actor, plan, people, [one.day for one in visits if one.day])
    rows = {one.unit_id: row for row, one in enumerate(wanted)}
    for clash in clashes(visits, teams, facts.goes, a_day):
        # What was announced before stays as it is: it may not be in the way of everything else.
        at = next((one for one in reversed(clash.units) if places[one].dated or places[one].teamed), None)
        if at is not None:
            column = "planned_on" if places[at].dated else "team"
            yield Reason(f"units-{rows[at]}-{column}", facts.clash(clash, places))


def _put_targets(session: Session, plan: Plan, places: Mapping[UUID, Place], wanted: Sequence[Wanted]) -> None:
    stored = select(PlanTarget).where(PlanTarget.plan_id == plan.id)
    targets = {row.agency_id: row for row in session.exec(stored)}
    for one in wanted:
        target, place = targets.get(one.unit_id), places[one.unit_id]
        if target is None:
            continue
        if place.teamed:
            target.team = one.team
        if place.inspection_id is None and place.dated and one.day is not None:
            target.planned_on = one.day
