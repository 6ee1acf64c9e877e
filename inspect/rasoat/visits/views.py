"""Pages of visits: the list, one visit with its progress, filling in a checklist, and the history of a checklist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, cast
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session

from rasoat.checklists.answers import EXPLANATIONS, validate
from rasoat.checklists.definition import Definition, Scope
from rasoat.checklists.evaluate import evaluate, in_own_words
from rasoat.checklists.extras import MARKED, extras_of
from rasoat.checklists.form import build_form, by_field, from_answers, to_raw
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import VISITABLE, Inspection, Site
from rasoat.pages import SIGNED_IN, Room, actor, case_panel, done, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.forms import uploads
from rasoat.problems import Problem, Reason
from rasoat.visits import on_site, operations, presenters, progress, queries
from rasoat.visits.forms import FillForm, VisitForm
from rasoat.visits.models import FILLING, Response, Visit
from rasoat.workflows import CaseRef

room = Room("visits", __name__, url_prefix="/visits")
UNIT = "unit"


@room.get("/of/<uuid:inspection_id>", allow=SIGNED_IN)
def of_inspection(inspection_id: UUID) -> str:
    """Show the visits of one inspection."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    visits = queries.visits_of(session(), inspection_id)
    reads = queries.reads_answers(session(), inspection_id, actor())
    slots = progress.slots(session(), inspection_id) if reads else []
    return render(
        "visits/of_inspection.html",
        inspection=inspection,
        visits=visits,
        states={visit.id: state_of(visit) for visit in visits},
        slots=slots,
        reads=reads,
        may_plan=_may_plan(inspection),
    )


def _may_plan(inspection: Inspection) -> bool:
    able = VISITABLE.of(inspection)
    return able and inspections.may_edit(session(), inspection, actor())


@room.form("/of/<uuid:inspection_id>/new", allow=SIGNED_IN)
def plan(inspection_id: UUID) -> Any:
    """Plan a further visit."""
    inspection = operations.require_plannable(session(), actor(), inspection_id)
    return _visit_form(VisitForm(), inspection, None)


@room.form("/<uuid:visit_id>/move", allow=SIGNED_IN)
def move(visit_id: UUID) -> Any:
    """Change the day and place of a visit that has not begun."""
    visit = queries.require_visible(session(), visit_id, actor())
    inspection = operations.require_plannable(session(), actor(), visit.inspection_id)
    return _visit_form(VisitForm(obj=visit), inspection, visit)


def _visit_form(form: VisitForm, inspection: Inspection, visit: Visit | None) -> Any:
    who, inspection_id, visit_id = actor(), inspection.id, visit.id if visit else None

    def save(db: Session) -> tuple[UUID, str]:
        place, day = form.place.data or "", cast(date, form.happens_on.data)
        if visit_id is None:
            row = operations.plan_visit(db, who, inspection_id, day, place)
        else:
            row = operations.move_visit(db, who, visit_id, form.seen_version, day, place)
        return row.id, on_site.extended(db, row)

    def saved(told: tuple[UUID, str]) -> Any:
        done("Đã lưu buổi làm việc.")
        if told[1]:
            done(told[1], "warning")
        return redirect_to(".show", visit_id=told[0])

    page = partial(render, "visits/form.html", form=form, inspection=inspection, visit=visit)
    return save_form(form, save, page, saved, row=visit)


@room.get("/<uuid:visit_id>", allow=SIGNED_IN)
def show(visit_id: UUID) -> str:
    """Show one visit: what is filled, what is missing, and what to do next."""
    visit = queries.require_visible(session(), visit_id, actor())
    inspection = session().get_one(Inspection, visit.inspection_id)
    reads = queries.reads_answers(session(), inspection.id, actor())
    fills = FILLING.of(visit) and inspections.is_team_member(session(), inspection.id, actor())
    slots = progress.slots(session(), inspection.id) if reads else []
    return render(
        "visits/show.html",
        inspection=inspection,
        visit=visit,
        panel=case_panel(CaseRef("visit", visit.id)),
        places=_by_place(slots),
        all_slots=slots,
        required=[slot for slot in slots if slot.required],
        reads=reads,
        fills=fills,
        may_plan=_may_plan(inspection),
    )


def _by_place(slots: Sequence[progress.Slot]) -> list[tuple[Site | None, list[progress.Slot]]]:
    """The slots of the unit, then of each site."""
    sites = {slot.site_id: slot.site for slot in slots}
    ordered = sorted(sites, key=lambda site_id: site_id is not None)
    return [(sites[site_id], [slot for slot in slots if slot.site_id == site_id]) for site_id in ordered]


@dataclass(frozen=True, slots=True)
class _Place:
    """The place for which a checklist is filled."""

    visit: Visit
    definition: Definition
    scope: Scope
    site: Site | None
    response: Response | None

    @property
    def site_id(self) -> UUID | None:
        return self.site.id if self.site else None

    @property
    def address(self) -> dict[str, Any]:
        place = str(self.site_id or UNIT)
        return {"visit_id": self.visit.id, "checklist": self.definition.id, "place": place}


def _place(visit_id: UUID, checklist: str, place: str) -> _Place:
    visit = queries.require_visible(session(), visit_id, actor())
    operations.require_filler(session(), actor(), visit)
    site_id = None if place == UNIT else parse_uuid(place)
    scope: Scope = "unit" if place == UNIT else "site"
    definition = operations.definition_at(session(), visit.inspection_id, checklist, scope, site_id)
    site = session().get(Site, site_id) if site_id else None
    response = queries.response_at(session(), visit.id, (checklist, scope, site_id))
    if response:
        # A response that began on a tablet with an older version keeps that version.
        definition = queries.definition_of(session(), response)
    return _Place(visit, definition, scope, site, response)


@room.form("/<uuid:visit_id>/fill/<checklist>/<place>", allow=SIGNED_IN)
def fill(visit_id: UUID, checklist: str, place: str) -> Any:
    """Fill in one checklist at one place; it may be saved any number of times."""
    at = _place(visit_id, checklist, place)
    stored = at.response.answers if at.response else {}
    rows = 6 if "add_row" in request.form else 3
    kind = build_form(at.definition, at.scope, base=FillForm, blank_rows=rows)
    form = kind(data=from_answers(at.definition, at.scope, stored))
    if not form.is_submitted():
        queries.require_open(session(), at.visit)
        form.version.data = str(at.response.revision if at.response else 0)
        return _fill_page(at, form, stored)
    if "add_row" in request.form:
        return _fill_page(at, form, to_raw(form))
    return _save(at, form)


def _save(at: _Place, form: Any) -> Any:
    who, raw = actor(), to_raw(form)
    result = validate(at.definition, at.scope, raw, partial=True)
    if not form.validate() or result.errors:
        return _fill_page(at, form, raw, errors=result.errors), 422
    files, refused = _take_files(at)
    if refused:
        return _fill_page(at, form, raw, errors=refused), 422
    try:
        saved = write(
            lambda db: operations.save_response(
                db,
                who,
                at.visit.id,
                checklist=at.definition.id,
                scope=at.scope,
                site_id=at.site_id,
                raw=raw,
                based_on=form.seen_version,
                files=files,
            )
        )
    except Problem as problem:
        return _refused(at, form, raw, problem)
    done(f"Đã lưu bảng kiểm “{at.definition.title}” (bản số {saved.revision}).")
    return _go_on(at) if form.next.data else redirect_to(".fill", **at.address)


def _go_on(at: _Place) -> Any:
    """Go to the next checklist that must still be filled, or else to the visit."""
    slots = progress.slots(session(), at.visit.inspection_id)
    waiting = [slot for slot in slots if slot.required and slot.state != "done"]
    others = [slot for slot in waiting if (slot.definition.id, slot.site_id) != (at.definition.id, at.site_id)]
    if not others:
        return redirect_to(".show", visit_id=at.visit.id)
    place = str(others[0].site_id or UNIT)
    return redirect_to(".fill", visit_id=at.visit.id, checklist=others[0].definition.id, place=place)


def _take_files(at: _Place) -> tuple[dict[str, list[StoredFile]], list[Reason]]:
    """Store the new files before any transaction begins. Returns them by item, and the reasons why some were refused."""
    files: dict[str, list[StoredFile]] = {}
    refused = []
    for item in at.definition.section(at.scope).items:
        if item.type in ("photo", "signature"):
            try:
                files[item.id] = uploads(f"q-{item.id}-files", pictures=True)
            except Problem as problem:
                refused.append(Reason(item.id, f"{problem.what} {problem.todo}"))
    return files, refused


def _refused(at: _Place, form: Any, raw: dict[str, Any], problem: Problem) -> Any:
    """Show the page again with everything that was typed; when somebody else saved meanwhile, with both versions."""
    if problem.key != "answers.stale":
        return _fill_page(at, form, raw, errors=problem.reasons, problem=problem), problem.entry.http
    section = at.definition.section(at.scope)
    found = presenters.differences(section, problem.values["yours"], problem.values["theirs"])
    both = [(each.label, each.before, each.after) for each in found]
    # The page now shows both versions, so that saving from it is a decision and not an accident.
    form.version.data = str(problem.values["revision"])
    return _fill_page(at, form, raw, problem=problem, differences=both), problem.entry.http


def _fill_page(at: _Place, form: Any, raw: dict[str, Any], errors: Sequence[Reason] = (), **context: Any) -> str:
    result = validate(at.definition, at.scope, raw, partial=True)
    names = presenters.context_of(session(), at.visit.inspection_id, at.site)
    section = at.definition.section(at.scope)
    evaluation = evaluate(at.definition, at.scope, result.answers, context=names)
    return render(
        "visits/fill.html",
        inspection=session().get_one(Inspection, at.visit.inspection_id),
        at=at,
        visit=at.visit,
        section=section,
        form=form,
        errors=by_field(errors),
        error_list=list(errors),
        labels=_labels(at.definition, at.scope),
        evaluation=evaluation,
        drafts=in_own_words(evaluation.drafts, result.answers),
        missing=[section.item[name] for name in result.missing],
        files=_files(at.response),
        extras=extras_of(at.response.answers) if at.response else [],
        reported=_reported(at.visit.inspection_id, at.definition, at.scope),
        **context,
    )


def _reported(inspection_id: UUID, definition: Definition, scope: str) -> dict[str, presenters.Beside]:
    """What the unit reported, by item: beside the questions about the unit."""
    if scope != UNIT:
        return {}
    return {one.item.id: one for one in presenters.reported_beside(session(), inspection_id, [definition])}


def _labels(definition: Definition, scope: Scope) -> dict[str, str]:
    section = definition.section(scope)
    return {item.id: item.label for item in section.items} | {check.id: check.message for check in section.checks}


def _files(response: Response | None) -> dict[str, dict[str, str]]:
    own = attached(session(), "response", response.id) if response else []
    listed: dict[str, dict[str, str]] = {}
    for file in own:
        small = url_for("files.small", attachment_id=file.id)
        entry = {"url": url_for("files.show", attachment_id=file.id), "small": small, "name": file.name}
        listed[str(file.id)] = listed[file.sha256] = entry
    return listed


def _originals(response: Response) -> dict[str, str]:
    """Of marked pictures, by id: where the picture as it was taken is opened by who may have it."""
    named = {name: kept.get("attachment", "") for name, kept in response.answers.get(MARKED, {}).items()}
    came = {str(file.id) for file in attached(session(), "response", response.id)} if named else set()
    return {name: url_for("files.original", attachment_id=UUID(key)) for name, key in named.items() if key in came}


@room.get("/responses/<uuid:response_id>", allow=SIGNED_IN)
def response(response_id: UUID) -> str:
    """Show one filled checklist as it is, what follows from it, and all its versions."""
    found = session().get(Response, response_id)
    if found is None:
        raise Problem("not_found")
    inspection = queries.require_readable(session(), found.inspection_id, actor())
    definition, scope = queries.definition_of(session(), found), cast(Scope, found.scope)
    site = session().get(Site, found.site_id) if found.site_id else None
    section = definition.section(scope)
    names = presenters.context_of(session(), inspection.id, site)
    evaluation = evaluate(definition, scope, found.answers, context=names)
    return render(
        "visits/response.html",
        inspection=inspection,
        visit=session().get_one(Visit, found.visit_id),
        response=found,
        definition=definition,
        section=section,
        site=site,
        evaluation=evaluation,
        drafts=in_own_words(evaluation.drafts, found.answers),
        reported=_reported(inspection.id, definition, scope),
        explanations=found.answers.get(EXPLANATIONS, {}),
        labels=_labels(definition, scope),
        words=presenters.in_words,
        files=_files(found),
        extras=extras_of(found.answers),
        originals=_originals(found),
        steps=presenters.history(session(), found, section),
    )
