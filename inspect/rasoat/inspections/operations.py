"""Making an inspection, and preparing it: schedule, team, sites, checklists."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.db.locking import lock
from rasoat.db.reading import rows_by_id
from rasoat.inspections import checks, place_codes, queries, team
from rasoat.inspections.models import (
    PREPARING,
    UNSCHEDULED,
    WORKING,
    AssignedSlot,
    Inspection,
    InspectionChecklist,
    Site,
    TeamMember,
)
from rasoat.plans.models import Plan
from rasoat.plans.queries import published_checklists
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Meaning, start
from rasoat.workflows.editing import begin_edit, mark


def create_inspection(
    session: Session,
    actor: Actor,
    *,
    plan: Plan | None,
    unit_id: UUID,
    office_id: UUID | None,
    lead_agency_id: UUID,
    workflow: str,
    title: str,
    planned_on: date | None,
    place: str,
    checklists: list[str],
) -> Inspection:
    """Begin the inspection of one unit, with the newest published version of each checklist and of those that every
    inspection has.

    It is called when a plan is approved; `planned_on` applies until a schedule is set. Raises Problem `form.invalid`.
    """
    inspection = Inspection(
        plan_id=plan.id if plan else None,
        lead_agency_id=lead_agency_id,
        unit_id=unit_id,
        office_id=office_id,
        title=title,
        unit_name=session.get_one(Agency, unit_id).name,
        scheduled_on=planned_on,
        place=place,
    )
    start(session, inspection, "inspection", workflow, actor)
    of_all = [name for name, found in published_checklists(session).items() if found.every_inspection]
    _pin_checklists(session, inspection.id, [*checklists, *of_all])
    return inspection


def set_schedule(
    session: Session,
    actor: Actor,
    inspection_id: UUID,
    version: int | None,
    *,
    scheduled_on: date | None,
    scheduled_time: str,
    place: str,
) -> Inspection:
    """Decide day, hour (HH:MM, or empty) and place, before the inspection is scheduled.

    Raises Problem `not_found`, `forbidden`, `inspection.not_editable` (an announced date changes by postponing and
    scheduling again), `row.stale`, `form.invalid`.
    """
    inspection = _held(session, actor, inspection_id)
    _lead_officer_only(inspection, actor)
    _only_while(session, inspection, UNSCHEDULED, "lịch (hãy tạm hoãn rồi xếp lại lịch)")
    begin_edit(session, inspection, version, actor, case=CaseRef("inspection", inspection.id))
    checks.require(checks.schedule(scheduled_time))
    inspection.scheduled_on, inspection.scheduled_time, inspection.place = scheduled_on, scheduled_time, place.strip()
    session.flush()
    return inspection


def name_member(session: Session, actor: Actor, inspection_id: UUID, user_id: UUID, assignment: str) -> TeamMember:
    """Add a person to the team, or name a member again, for the present agency and perhaps with another assignment. A
    new lead makes the former one a member.

    Raises Problem `not_found`, `forbidden`, `inspection.not_editable`, and `inspection.team` for a person of the
    inspected unit, a closed account, or a change that would leave a scheduled inspection with a team that its rules
    forbid.
    """
    inspection = _held(session, actor, inspection_id)
    _lead_officer_only(inspection, actor)
    _only_while(session, inspection, WORKING, "đoàn kiểm tra")
    user = session.get(User, user_id)
    reasons = checks.member(session, inspection, user, assignment)
    if user is None or reasons:
        raise Problem("inspection.team", reasons=reasons)
    if assignment == "lead":
        for former in queries.team(session, inspection.id):
            former.assignment = "member" if former.assignment == "lead" else former.assignment
    member = _member(session, inspection.id, user_id)
    if member is None:
        member = TeamMember(inspection_id=inspection.id, user_id=user_id, agency_id=user.agency_id)
        session.add(member)
    # Whoever has moved since is named for the present agency, or a lead who moved could never be the lead again.
    member.assignment, member.agency_id = assignment, user.agency_id
    _team_still_holds(session, inspection)
    return member


def set_team(session: Session, actor: Actor, inspection_id: UUID, named: Mapping[UUID, str]) -> Inspection:
    """Make these people the team, each with an assignment; who else is in it leaves. Whoever stays as he is keeps the
    agency for which he was named.

    Raises as `name_member` does, with every reason at once.
    """
    inspection = _held(session, actor, inspection_id)
    _lead_officer_only(inspection, actor)
    _only_while(session, inspection, WORKING, "đoàn kiểm tra")
    _put_team(session, inspection, named)
    _team_still_holds(session, inspection)
    return inspection


def first_team(session: Session, inspection: Inspection, named: Mapping[UUID, str]) -> None:
    """Give an inspection that was just made those of these people who may be in its team; the others are left out, and
    scheduling tells what is missing then.
    """
    users = rows_by_id(session, User, named)
    fit = {one: what for one, what in named.items() if not checks.member(session, inspection, users.get(one), what)}
    _put_team(session, inspection, fit)


def _put_team(session: Session, inspection: Inspection, named: Mapping[UUID, str]) -> None:
    users = rows_by_id(session, User, named)
    reasons = [
        reason for one, what in named.items() for reason in checks.member(session, inspection, users.get(one), what)
    ]
    reasons += checks.one_lead(named.values())
    if reasons:
        raise Problem("inspection.team", reasons=reasons)
    present = {row.user_id: row for row in queries.team(session, inspection.id)}
    for user_id, row in present.items():
        if user_id not in named:
            _take_back(session, AssignedSlot.inspection_id == inspection.id, AssignedSlot.user_id == user_id)
            session.delete(row)
    for user_id, assignment in named.items():
        member = present.get(user_id)
        if member is None:
            agency_id = users[user_id].agency_id
            session.add(
                TeamMember(inspection_id=inspection.id, user_id=user_id, agency_id=agency_id, assignment=assignment)
            )
        elif member.assignment != assignment:
            member.assignment, member.agency_id = assignment, users[user_id].agency_id
    session.flush()


def drop_member(session: Session, actor: Actor, inspection_id: UUID, user_id: UUID) -> None:
    """Take a person out of the team, and back what the person was given to fill. Raises as `name_member` does."""
    inspection = _held(session, actor, inspection_id)
    _lead_officer_only(inspection, actor)
    _only_while(session, inspection, WORKING, "đoàn kiểm tra")
    member = _member(session, inspection.id, user_id)
    if member is None:
        raise Problem("not_found")
    _take_back(session, AssignedSlot.inspection_id == inspection.id, AssignedSlot.user_id == user_id)
    session.delete(member)
    _team_still_holds(session, inspection)


def set_checklists(session: Session, actor: Actor, inspection_id: UUID, names: list[str]) -> None:
    """Choose the checklists to be filled; one that was chosen before keeps its version.

    Raises Problem `not_found`, `forbidden`, `inspection.not_editable` once the visit began, `form.invalid`.
    """
    inspection = _held(session, actor, inspection_id)
    _lead_officer_only(inspection, actor)
    _only_while(session, inspection, PREPARING, "danh sách bảng kiểm")
    for row in queries.checklists(session, inspection.id):
        if row.checklist not in names:
            its = AssignedSlot.inspection_id == inspection.id, AssignedSlot.checklist == row.checklist
            _take_back(session, *its)
            session.delete(row)
    session.flush()
    _pin_checklists(session, inspection.id, names)
    if not UNSCHEDULED.of(inspection) and not queries.has_required_checklists(session, inspection.id):
        raise Problem("form.invalid", reasons=[Reason("checklists", "Giữ lại ít nhất một bảng kiểm.")])


def add_site(
    session: Session, actor: Actor, inspection_id: UUID, *, site_id: UUID | None = None, **values: Any
) -> Site:
    """Add a site to visit: `kind`, `name`, `place`, `latitude`, `longitude` (degrees WGS 84, both or none).

    The team and the lead agency's officers may do this until the results are reported. `site_id` is the id that a
    tablet gave the site; the same id again returns the existing site. Raises Problem `not_found`, `forbidden`,
    `inspection.not_editable`, `form.invalid`, `record.other`.
    """
    inspection = _at_work(session, actor, inspection_id)
    known = session.get(Site, site_id) if site_id else None
    if known is not None:
        if known.inspection_id != inspection.id:
            raise Problem("record.other")
        return known
    site = Site(id=site_id or new_id(), inspection_id=inspection.id, **checks.site_values(values))
    mark(site, actor)
    session.add(site)
    session.flush()
    place_codes.give(session, inspection, [site])
    return site


def edit_site(session: Session, actor: Actor, site_id: UUID, version: int | None, **values: Any) -> Site:
    """Change a place. One of another kind is another place, with other checklists: who had those of the former has them
    no more, and its code is not printed for it.

    Raises as `add_site` does, and `row.stale`.
    """
    site = _site(session, actor, site_id)
    begin_edit(session, site, version, actor)
    changed = checks.site_values(values)
    if changed["kind"] != site.kind:
        _take_back(session, AssignedSlot.site_id == site.id)
        site.place_code = ""
    for name, value in changed.items():
        setattr(site, name, value)
    session.flush()
    place_codes.give(session, session.get_one(Inspection, site.inspection_id), [site])
    return site


def give_codes(session: Session, actor: Actor, inspection_id: UUID) -> list[Site]:
    """Give each site that may have a code one, before they are printed; all sites that have one, in their order.

    Officers of the agency that leads the inspection may, and the team, in every state: codes change nothing of what was
    found. Raises Problem `not_found`, `forbidden`.
    """
    inspection = _held(session, actor, inspection_id)
    if not queries.may_edit(session, inspection, actor):
        raise Problem("forbidden")
    place_codes.give(session, inspection, queries.sites(session, inspection_id))
    return [site for site in queries.sites(session, inspection_id) if site.place_code]


def drop_site(session: Session, actor: Actor, site_id: UUID) -> None:
    """Remove a site to which nothing refers. Raises what `add_site` raises, and `inspection.site_used`."""
    site = _site(session, actor, site_id)
    name = site.name
    try:
        # Rows of the rooms above refer to sites. The database knows these references; this room does not.
        with session.begin_nested():
            _take_back(session, AssignedSlot.site_id == site.id)
            session.delete(site)
    except IntegrityError as error:
        raise Problem("inspection.site_used", name=name) from error


def _take_back(session: Session, *which: bool) -> None:
    for row in session.exec(select(AssignedSlot).where(*which)):
        session.delete(row)
    session.flush()


def _site(session: Session, actor: Actor, site_id: UUID) -> Site:
    site = session.get(Site, site_id)
    if site is None:
        raise Problem("not_found")
    _at_work(session, actor, site.inspection_id)
    return lock(session, Site, site_id)


def _at_work(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    inspection = _held(session, actor, inspection_id)
    if not queries.may_edit(session, inspection, actor):
        raise Problem("forbidden")
    _only_while(session, inspection, WORKING, "các điểm kiểm tra")
    return inspection


def _held(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    queries.require_visible(session, inspection_id, actor)
    return lock(session, Inspection, inspection_id)


def _lead_officer_only(inspection: Inspection, actor: Actor) -> None:
    if not queries.is_lead_officer(inspection, actor):
        raise Problem("forbidden")


def _only_while(session: Session, inspection: Inspection, stage: Meaning, part: str) -> None:
    if not stage.of(inspection):
        state = queries.definition_of(session, inspection).states[inspection.status]
        raise Problem("inspection.not_editable", state=state.title, part=part)


def _member(session: Session, inspection_id: UUID, user_id: UUID) -> TeamMember | None:
    query = select(TeamMember).where(TeamMember.inspection_id == inspection_id, TeamMember.user_id == user_id)
    return session.exec(query).first()


def _team_still_holds(session: Session, inspection: Inspection) -> None:
    """Check that the team still fulfils what it had to fulfil when the inspection was scheduled."""
    session.flush()
    reasons = [] if UNSCHEDULED.of(inspection) else team.reasons_against(session, inspection)
    if reasons:
        raise Problem("inspection.team", reasons=reasons)


def _pin_checklists(session: Session, inspection_id: UUID, names: list[str]) -> None:
    published = published_checklists(session)
    checks.require(checks.known_checklists(names, set(published)))
    present = {row.checklist for row in queries.checklists(session, inspection_id)}
    for name in dict.fromkeys(names):
        if name not in present:
            newest = published[name]
            row = InspectionChecklist(inspection_id=inspection_id, checklist=name, checklist_version=newest.version)
            row.required = not newest.every_inspection
            session.add(row)
    session.flush()
