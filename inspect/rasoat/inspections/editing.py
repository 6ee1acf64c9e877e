"""The pages that change an inspection: schedule, team, sites, checklists. Each reads a form, runs one operation and
shows the result.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat.accounts.actor import Role
from rasoat.inspections import checks, elsewhere, operations, overview, queries
from rasoat.inspections.forms import ChecklistsForm, MemberForm, ScheduleForm, SiteForm
from rasoat.inspections.models import Inspection, Site
from rasoat.pages import AUTHORITY, OFFICE, Room, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid
from rasoat.problems import Problem

room = Room("inspections", __name__, url_prefix="/inspections")
PREPARING = frozenset({Role.OFFICER})
SEEING = frozenset({*(OFFICE or ()), *(AUTHORITY or ())})


@room.form("/<uuid:inspection_id>/schedule", allow=PREPARING)
def schedule(inspection_id: UUID) -> Any:
    """Set day, hour and place."""
    inspection = queries.require_visible(session(), inspection_id, actor())
    who, form = actor(), ScheduleForm(obj=inspection)

    def save(db: Session) -> Inspection:
        return operations.set_schedule(
            db,
            who,
            inspection_id,
            form.seen_version,
            scheduled_on=form.scheduled_on.data,
            scheduled_time=(form.scheduled_time.data or "").strip(),
            place=form.place.data or "",
        )

    def saved(_row: Inspection) -> Response:
        day = form.scheduled_on.data
        warnings = [checks.day_off(session(), day) if day else "", *elsewhere.told(session(), who, inspection)]
        for warning in filter(None, warnings):
            done(warning, "warning")
        return _saved("Đã lưu lịch.", inspection_id)

    page = partial(render, "inspections/schedule.html", form=form, inspection=inspection)
    return save_form(form, save, page, saved, row=inspection)


def _saved(message: str, inspection_id: UUID) -> Response:
    done(message)
    return redirect_to("inspections.show", inspection_id=inspection_id)


@room.post("/<uuid:inspection_id>/team", allow=PREPARING)
def name_member(inspection_id: UUID) -> Any:
    """Add a person to the team, or change the assignment of a member."""
    inspection = queries.require_visible(session(), inspection_id, actor())
    who, form = actor(), MemberForm()
    user_id, assignment = parse_uuid(form.user_id.data) or UUID(int=0), form.assignment.data or ""
    try:
        write(lambda db: operations.name_member(db, who, inspection_id, user_id, assignment))
    except Problem as problem:
        return _refused(inspection, problem, form)
    for warning in elsewhere.told(session(), who, inspection, [user_id]):
        done(warning, "warning")
    done("Đã cập nhật đoàn kiểm tra.")
    return redirect_to("inspections.show", inspection_id=inspection_id, _anchor="team")


@room.post("/<uuid:inspection_id>/team/<uuid:user_id>/drop", allow=PREPARING)
def drop_member(inspection_id: UUID, user_id: UUID) -> Any:
    """Take a person out of the team."""
    inspection = queries.require_visible(session(), inspection_id, actor())
    who = actor()
    try:
        write(lambda db: operations.drop_member(db, who, inspection_id, user_id))
    except Problem as problem:
        return _refused(inspection, problem)
    done("Đã đưa ra khỏi đoàn.")
    return redirect_to("inspections.show", inspection_id=inspection_id, _anchor="team")


def _refused(inspection: Inspection, problem: Problem, form: MemberForm | None = None) -> Any:
    if problem.key != "inspection.team":
        raise problem
    return overview.page(inspection, problem, form), problem.entry.http


@room.form("/<uuid:inspection_id>/checklists", allow=PREPARING)
def choose_checklists(inspection_id: UUID) -> Any:
    """Choose which checklists the team fills."""
    inspection = queries.require_visible(session(), inspection_id, actor())
    chosen = [row.checklist for row in queries.checklists(session(), inspection.id)]
    who, form = actor(), ChecklistsForm(data={"checklists": chosen})
    form.offer(session())

    def save(db: Session) -> None:
        operations.set_checklists(db, who, inspection_id, list(form.checklists.data or []))

    page = partial(render, "inspections/checklists.html", form=form, inspection=inspection)
    return save_form(form, save, page, lambda _: _saved("Đã lưu danh sách bảng kiểm.", inspection_id))


@room.form("/<uuid:inspection_id>/sites/new", allow=SEEING)
def new_site(inspection_id: UUID) -> Any:
    """Add a place to visit."""
    inspection = queries.require_visible(session(), inspection_id, actor())
    if not queries.may_edit(session(), inspection, actor()):
        raise Problem("forbidden")
    who, form = actor(), SiteForm()

    def save(db: Session) -> Site:
        return operations.add_site(db, who, inspection_id, **form.values())

    page = _site_page(form, inspection, None)
    return save_form(form, save, page, lambda _: _saved("Đã thêm điểm kiểm tra.", inspection_id))


@room.form("/sites/<uuid:site_id>", allow=SEEING)
def edit_site(site_id: UUID) -> Any:
    """Change a place to visit."""
    site, inspection = _site(site_id)
    who, form = actor(), SiteForm(obj=site)

    def save(db: Session) -> Site:
        return operations.edit_site(db, who, site_id, form.seen_version, **form.values())

    page = _site_page(form, inspection, site)
    return save_form(form, save, page, lambda _: _saved("Đã lưu điểm kiểm tra.", inspection.id), row=site)


@room.post("/sites/<uuid:site_id>/drop", allow=SEEING)
def drop_site(site_id: UUID) -> Any:
    """Remove a site to which nothing refers."""
    _, inspection = _site(site_id)
    who = actor()
    write(lambda db: operations.drop_site(db, who, site_id))
    done("Đã bỏ điểm kiểm tra.")
    return redirect_to("inspections.show", inspection_id=inspection.id, _anchor="sites")


def _site(site_id: UUID) -> tuple[Site, Inspection]:
    site = session().get(Site, site_id)
    if site is None:
        raise Problem("not_found")
    inspection = queries.require_visible(session(), site.inspection_id, actor())
    if not queries.may_edit(session(), inspection, actor()):
        raise Problem("forbidden")
    return site, inspection


def _site_page(form: SiteForm, inspection: Inspection, site: Site | None) -> Callable[..., str]:
    back = url_for("inspections.show", inspection_id=inspection.id, _anchor="sites")
    return partial(render, "inspections/site.html", form=form, inspection=inspection, site=site, back_url=back)
