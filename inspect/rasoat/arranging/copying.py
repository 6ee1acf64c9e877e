"""A plan copied from an earlier one: what it says, a year later, with its units as they are now and its teams. Nothing of its
results comes along.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.arranging import moving, queries
from rasoat.arranging.operations import MOST_TEAMS, put_teams
from rasoat.db.reading import rows_by_id
from rasoat.plans import operations as drafts
from rasoat.plans import queries as plans
from rasoat.plans.data import ContentData, PlanData, ReportData, TargetData
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, noting, working_days

COPIED = "copied_from_plan"
"""Entry in a plan's journal: from which plan it was copied, and what is different."""
Team = dict[UUID, str]


@dataclass(slots=True)
class Copy:
    """What the new plan says, and what the person must know of it."""

    data: PlanData
    teams: dict[int, Team] = field(default_factory=dict)
    team_of: dict[UUID, int] = field(default_factory=dict)
    """The team of each unit, as far as it has one."""
    notes: list[str] = field(default_factory=list)
    """What was replaced or left out, and what is to be looked over."""


def copy_plan(session: Session, actor: Actor, plan_id: UUID, year: int) -> Plan:
    """Draft the same plan for another year.

    Raises Problem `not_found`, `forbidden` for whoever may not, and `form.invalid` when the new plan could not be saved.
    """
    plan = plans.require_visible(session, plan_id, actor)
    if not drafts.may_copy(plan, actor):
        raise Problem("forbidden")
    return begin_copy(session, actor, actor.user_id, plan, 12 * (year - plan.year))


def begin_copy(session: Session, actor: Actor, drafted_by: UUID, plan: Plan, months: int) -> Plan:
    """Draft the plan that comes so many months after one, of the actor's agency; its journal tells from which it was
    copied, and what is different. Raises Problem `form.invalid`.
    """
    copied = copy_of(session, plan, actor.agency_id, months)
    row = drafts.begin_plan(session, actor, drafted_by, copied.data)
    put_teams(session, row.id, copied.teams)
    for target in plans.targets(session, row.id):
        target.team = copied.team_of.get(target.agency_id)
    told = {str(number): words for number, words in enumerate([f"Chép từ kế hoạch {_cited(plan)}", *copied.notes])}
    noting.note(session, CaseRef("plan", row.id), COPIED, actor, {"plan_id": str(plan.id)}, told)
    return row


def copy_of(session: Session, plan: Plan, lead_id: UUID, months: int) -> Copy:
    """What the plan that comes so many months after one says, when that agency leads it."""
    data = plans.data_of(session, plan)
    days = sorted(target.planned_on for target in data.targets)
    first = days[0] if days else date(plan.year, 1, 1)
    years = moving.later(first, months).year - first.year

    def moved(text: str) -> str:
        return moving.words(text, plan.year, months, years)

    copied = Copy(
        PlanData(
            title=moved(data.title),
            year=plan.year + years,
            symbol=data.symbol if lead_id == plan.lead_agency_id else "",
            purpose=moved(data.purpose),
            inspection_workflow=data.inspection_workflow,
            bases=data.bases,
            reports=[_report(one, months, moved) for one in data.reports],
        )
    )
    heirs = Heirs(session, max(clock.today(), moving.later(first, months)))
    _take_targets(session, copied, data, heirs, months)
    _take_cosigners(copied, data, heirs, lead_id)
    _take_contents(session, copied, data)
    _take_teams(session, copied, plan, heirs)
    copied.notes += _on_bases(data.bases, plan.year)
    return copied


def _report(one: ReportData, months: int, moved: Callable[[str], str]) -> ReportData:
    until = moving.later(one.until, months) if one.until else None
    return ReportData(moved(one.title), one.owed_by, moving.later(one.due_on, months), one.receiver, one.repeats, until)


def _take_targets(session: Session, copied: Copy, data: PlanData, heirs: Heirs, months: int) -> None:
    calendar, put_off = working_days.in_force(session), 0
    found: dict[UUID, TargetData] = {}
    for target in data.targets:
        day = moving.later(target.planned_on, months)
        worked = moving.worked(day, calendar.day_off)
        put_off += worked != day
        for agency in _heirs_of(copied, heirs, target.agency_id, "đơn vị được kiểm tra"):
            office = _office(heirs, target.office_id, agency)
            found.setdefault(agency.id, TargetData(agency.id, office, worked, target.place))
    copied.data.targets.extend(found.values())
    if put_off:
        copied.notes.append(f"{put_off} ngày dự kiến rơi vào ngày nghỉ, đã chuyển sang ngày làm việc gần nhất.")


def _take_cosigners(copied: Copy, data: PlanData, heirs: Heirs, lead_id: UUID) -> None:
    signing = [one.id for old in data.cosigner_ids for one in _heirs_of(copied, heirs, old, "cơ quan cùng ký")]
    copied.data.cosigner_ids.extend(one for one in dict.fromkeys(signing) if one != lead_id)


def _heirs_of(copied: Copy, heirs: Heirs, agency_id: UUID, what: str) -> list[Agency]:
    """Who goes on for an agency; what is different is noted."""
    old, found = heirs.agencies[agency_id], heirs.of(agency_id)
    if not found:
        copied.notes.append(f"{old.short_name} ({what}) đã kết thúc, không có cơ quan kế thừa: đã bỏ ra.")
    elif found != [old]:
        new = ", ".join(one.short_name for one in found)
        copied.notes.append(f"{old.short_name} ({what}) đã kết thúc: thay bằng {new}.")
    return found


def _office(heirs: Heirs, office_id: UUID | None, agency: Agency) -> UUID | None:
    """The specialised office of a unit, or what goes on for it below the same unit."""
    found = heirs.of(office_id) if office_id else []
    return next((one.id for one in found if f"/{agency.id}/" in one.path and one.id != agency.id), None)


def _take_contents(session: Session, copied: Copy, data: PlanData) -> None:
    published = plans.published_checklists(session)
    for one in data.contents:
        if one.checklist and one.checklist not in published:
            copied.notes.append(f"Bảng kiểm của nội dung “{one.title}” không còn được công bố: chọn bảng kiểm khác.")
        copied.data.contents.append(ContentData(one.title, one.checklist if one.checklist in published else ""))


def _take_teams(session: Session, copied: Copy, plan: Plan, heirs: Heirs) -> None:
    """The teams as they went at last: those of the inspections, or of the plan where it has none yet."""
    of_plan = plans.teams(session, plan.id)
    numbers: dict[frozenset[tuple[UUID, str]], int] = {}
    for place in queries.places(session, plan):
        team = place.present or of_plan.get(place.team or 0, {})
        key = frozenset(team.items())
        if not team or (key not in numbers and len(numbers) == MOST_TEAMS):
            continue
        number = numbers.setdefault(key, len(numbers) + 1)
        copied.teams.setdefault(number, dict(team))
        for agency in heirs.of(place.agency.id):
            copied.team_of.setdefault(agency.id, number)
    people = {one for team in copied.teams.values() for one in team}
    users = rows_by_id(session, User, people)
    gone = {one for one, user in users.items() if not user.active or user.role == Role.ADMINISTRATOR}
    for number, team in copied.teams.items():
        for user_id in gone & team.keys():
            del team[user_id]
            copied.notes.append(f"{users[user_id].full_name} (đoàn {number}) không còn làm việc: cử người khác.")


def _on_bases(bases: list[str], year: int) -> Iterator[str]:
    """The program knows no law's end: what names the year that is over is named, and all of them are to be looked over."""
    for number, basis in enumerate(bases, 1):
        if f"năm {year}" in basis:
            yield f"Căn cứ {number} là văn bản của năm {year}: thay bằng văn bản mới nếu đã có."
    if bases:
        yield "Căn cứ pháp lý được chép nguyên: xem lại từng căn cứ còn hiệu lực không."


def _cited(plan: Plan) -> str:
    return plan.reference or f"“{plan.title}”"
