"""Planning visits and saving what the team fills in there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.checklists.answers import Result, validate, with_files
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.extras import BESIDE
from rasoat.db.locking import lock
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile, attach
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import VISITABLE, Inspection, Site
from rasoat.problems import Problem, Reason
from rasoat.visits import definition_cache, on_site, queries
from rasoat.visits.conflicts import close_agreed_saved
from rasoat.visits.landing import FOREIGN
from rasoat.visits.models import NOT_BEGUN, Response, Visit
from rasoat.visits.revisions import judged, references, save_revision
from rasoat.workflows import CaseRef, fire, start
from rasoat.workflows.editing import begin_edit

Files = Mapping[str, Sequence[StoredFile]]


def plan_visit(session: Session, actor: Actor, inspection_id: UUID, happens_on: date, place: str) -> Visit:
    """Plan a further visit once the inspection is scheduled. The lead agency's officer and the team may do it.

    Raises Problem `visit.not_plannable`, `form.invalid`, `forbidden`, `not_found`.
    """
    inspection = _locked_inspection(session, actor, inspection_id)
    _check_day(session, inspection, happens_on)
    return add_visit(session, actor, inspection, happens_on, place)


def add_visit(session: Session, actor: Actor, inspection: Inspection, happens_on: date, place: str) -> Visit:
    """Add the next visit of an inspection. The caller has locked the inspection's row."""
    visit = Visit(
        inspection_id=inspection.id,
        lead_agency_id=inspection.lead_agency_id,
        ordinal=len(queries.visits_of(session, inspection.id)) + 1,
        happens_on=happens_on,
        place=place.strip() or inspection.place,
    )
    start(session, visit, "visit", "visit", actor)
    return visit


def move_visit(
    session: Session, actor: Actor, visit_id: UUID, version: int | None, happens_on: date, place: str
) -> Visit:
    """Change the day and place of a visit that has not begun. Raises Problem `visit.begun`, `row.stale`, and what
    plan_visit raises.
    """
    visit = queries.require_visible(session, visit_id, actor)
    inspection = _locked_inspection(session, actor, visit.inspection_id)
    visit = lock(session, Visit, visit_id)
    if not NOT_BEGUN.of(visit):
        raise Problem("visit.begun")
    _check_day(session, inspection, happens_on, visit)
    begin_edit(session, visit, version, actor, case=CaseRef("visit", visit.id))
    visit.happens_on, visit.place = happens_on, place.strip() or inspection.place
    session.flush()
    return visit


def require_plannable(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    """Return the inspection, if this person may plan visits of it now. Raises what plan_visit raises."""
    inspection = inspections.require_visible(session, inspection_id, actor)
    if not inspections.may_edit(session, inspection, actor):
        raise Problem("forbidden")
    if not VISITABLE.of(inspection):
        raise Problem("visit.not_plannable", state=queries.state_title(session, inspection))
    return inspection


def _locked_inspection(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    lock(session, Inspection, inspection_id)
    return require_plannable(session, actor, inspection_id)


def _check_day(session: Session, inspection: Inspection, happens_on: date, moved: Visit | None = None) -> None:
    first = inspection.scheduled_on
    reasons = on_site.too_late(session, inspection, happens_on, moved)
    if first and happens_on < first:
        message = f"Không thể trước ngày đầu tiên của cuộc kiểm tra ({first.day}/{first.month}/{first.year})."
        reasons = [Reason("happens_on", message)]
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def save_response(
    session: Session,
    actor: Actor,
    visit_id: UUID,
    *,
    checklist: str,
    scope: Scope,
    site_id: UUID | None,
    raw: dict[str, Any],
    based_on: int | None,
    files: Files | None = None,
) -> Response:
    """Save one more revision of a checklist; some questions may still be unanswered. Only the team may do it, while
    the visit is open.

    What only tablets write (BESIDE) stays as it is where `raw` does not have it: the desk's form does not. `based_on` is the revision that the person saw (None or 0: nothing had been saved); `files` are stored uploads by
    item. Answers that equal those already saved make no new revision. Raises Problem `answers.stale` (with both
    versions in its `values`: `theirs`, `yours`), `answers.invalid`, `answers.not_used`, `visit.not_open`,
    `visit.not_in_team`, `not_found`.
    """
    # When two people save one checklist for the first time at once, one of them waits for the other here.
    queries.require_visible(session, visit_id, actor)
    visit = lock(session, Visit, visit_id)
    acting = require_filler(session, actor, visit)
    queries.require_open(session, visit)
    definition = definition_at(session, visit.inspection_id, checklist, scope, site_id)
    response = _response_at(session, actor, visit, definition, scope, site_id)
    definition = definition_cache.definition(session, checklist, response.checklist_version)
    raw = {**{key: response.answers[key] for key in BESIDE if key in response.answers}, **raw}
    _refuse_stale(session, response, validate(definition, scope, raw, partial=True), based_on)
    section = definition.section(scope)
    raw = _with_files(session, actor, section, response, raw, files or {})
    result = validate(definition, scope, raw, partial=True)
    if errors := [*result.errors, *_foreign_files(session, section, response, result.answers)]:
        raise Problem("answers.invalid", reasons=errors)
    if response.revision and result.answers == response.answers:
        return response
    save_revision(session, acting, response, judged(definition, scope, result))
    close_agreed_saved(session, response.id, response.answers, actor)
    return response


def _response_at(
    session: Session, actor: Actor, visit: Visit, definition: Definition, scope: Scope, site_id: UUID | None
) -> Response:
    """The response for this place in this visit. When nothing was saved yet, it is a new one that is not in the
    session.
    """
    return queries.response_at(session, visit.id, (definition.id, scope, site_id)) or Response(
        visit_id=visit.id,
        inspection_id=visit.inspection_id,
        checklist=definition.id,
        checklist_version=definition.version,
        scope=scope,
        site_id=site_id,
        saved_by=actor.user_id,
    )


def require_filler(session: Session, actor: Actor, visit: Visit) -> Actor:
    """The actor as himself or in the stead of one who is in the team. Refuse an actor who is not in the team (`visit.not_in_team`), or who may not even see the inspection
    (`not_found`).
    """
    inspections.require_visible(session, visit.inspection_id, actor)
    if not inspections.is_team_member(session, visit.inspection_id, actor):
        raise Problem("visit.not_in_team")
    return inspections.acting_in(session, visit.inspection_id, actor)


def definition_at(
    session: Session, inspection_id: UUID, checklist: str, scope: Scope, site_id: UUID | None
) -> Definition:
    """The definition by which this place is filled. Raises Problem `answers.not_used` where the checklist is not used."""
    used = next((c for c in inspections.checklists(session, inspection_id) if c.checklist == checklist), None)
    definition = queries.checklist_of(session, used) if used else None
    if definition is None or not definition.has(scope):
        raise Problem("answers.not_used")
    site = session.get(Site, site_id) if site_id else None
    fits = site is not None and site.inspection_id == inspection_id and site.kind in definition.site_kinds
    if (scope == "site") != fits or (scope == "unit") != (site_id is None):
        raise Problem("answers.not_used")
    return definition


def _refuse_stale(session: Session, response: Response, yours: Result, based_on: int | None) -> None:
    if (based_on or 0) == response.revision:
        return
    if yours.ok and yours.answers == response.answers:
        return  # The same form was sent twice.
    who = session.get(User, response.saved_by)
    raise Problem(
        "answers.stale",
        who=who.full_name if who else "Người khác",
        when=clock.time_text(response.saved_at),
        revision=response.revision,
        theirs=response.answers,
        yours=yours.answers,
    )


def _with_files(
    session: Session, actor: Actor, section: Section, response: Response, raw: dict[str, Any], files: Files
) -> dict[str, Any]:
    """`raw` with the new files, which are attached to the response: photographs are added, a signature replaces the
    earlier one.
    """
    for name, uploads in files.items():
        item = section.item.get(name)
        if item is None or item.type not in ("photo", "signature"):
            raise Problem("answers.invalid", reasons=[Reason(name, "Mục này không nhận tệp.")])
        references = []
        for upload in uploads:
            kept = attach(session, upload, "response", response.id, actor, visibility=item.visibility)
            references.append({"attachment": str(kept.id)})
        raw = with_files(section, raw, name, references)
    return raw


def _foreign_files(session: Session, section: Section, response: Response, answers: dict[str, Any]) -> list[Reason]:
    """Which named files are not this very response's own. Knowing an id or a hash must not open a file. A photograph that a
    tablet announced and that is still on its way was named before.
    """
    own = attached(session, "response", response.id)
    present = {str(file.id) for file in own} | {file.sha256 for file in own}
    present |= {key for _, key in references(section, response.answers)}
    foreign = {item: None for item, key in references(section, answers) if key not in present}
    return [Reason(item, FOREIGN) for item in foreign]


def cancel_planned(session: Session, actor: Actor, inspection_id: UUID) -> None:
    """Call off the visits that have not begun."""
    for visit in queries.visits_of(session, inspection_id):
        if NOT_BEGUN.of(visit):
            fire(session, CaseRef("visit", visit.id), "cancel", actor)
