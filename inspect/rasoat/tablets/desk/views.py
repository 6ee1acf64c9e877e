"""Pages of the desk about a visit's tablets: the board, conflicts, late records, and giving photographs up."""

import hashlib
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from flask import current_app, request, url_for

from rasoat import dates
from rasoat.accounts.models import User
from rasoat.db.recent import Recent, Watch
from rasoat.files.models import Attachment
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import ASSIGNMENTS, Inspection, InspectionChecklist, Site, TeamMember
from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, render, session, write
from rasoat.papers.models import PaperCase
from rasoat.plans.models import Plan
from rasoat.plans.presenters import weekday
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.tablets.desk import board, evening, operations, presenters, queries
from rasoat.tablets.desk.forms import GiveUpForm, ReasonForm
from rasoat.tablets.receiving.models import OUTCOMES, Record
from rasoat.units.models import Agency
from rasoat.visits import conflicts as visit_conflicts
from rasoat.visits import queries as visits
from rasoat.visits.models import CALLED_OFF, ResponseConflict, Visit

room = Room("tablets_desk", __name__, url_prefix="/visits")

PREPARED_S = 60.0
"""For this long the board may not notice what another process, or an action of a workflow, changed of what was prepared."""
_preparation_changes = Watch(
    Agency, Attachment, Finding, Inspection, InspectionChecklist, PaperCase, Obligation, Plan, Site,
    TeamMember, User, Visit,
)  # fmt: skip
SHOWN_PHOTOS = 12
"""Photographs on their way that are named one by one."""
SHOWN_LINES = 12
"""Lines of one person on the page of a day; the others are counted, so that a day fits on one sheet."""
TONES = {"applied": "ok", "merged": "ok", "conflict": "warning", "quarantined": "warning", "admitted": "ok"}


@room.blueprint.app_template_global("tablets_of_visit")
def _of_visit(visit: Visit) -> dict[str, bool]:
    """For the page of a visit: whether this person may read its board, and whether this person may take it along."""
    return {
        "board": visits.reads_answers(session(), visit.inspection_id, actor()),
        "take": not CALLED_OFF.of(visit) and inspections.is_team_member(session(), visit.inspection_id, actor()),
    }


@room.get("/<uuid:visit_id>/tablets", allow=SIGNED_IN)
def tablets(visit_id: UUID) -> Any:
    """Show who took the visit along, what arrived and what is missing. A page that asks again and already shows this
    gets 204.
    """
    visit = visits.require_visible(session(), visit_id, actor())
    inspection = visits.require_readable(session(), visit.inspection_id, actor())
    found = board.board_of(session(), visit, partial(_prepared, visit_id))
    part = render(
        "tablets/desk/_board_parts.html",
        board=found,
        visit=visit,
        assignments=ASSIGNMENTS,
        outcomes=OUTCOMES,
        tones=TONES,
        shown_photos=SHOWN_PHOTOS,
        give_up_urls=_give_up_urls(inspection, visit_id, found),
        conflicts_url=url_for(".conflicts", visit_id=visit_id),
        late_url=url_for(".quarantine", visit_id=visit_id),
    )
    mark = hashlib.sha256(part.encode()).hexdigest()[:16]
    if request.args.get("seen") == mark:
        return "", 204
    return render(
        "tablets/desk/board.html",
        inspection=inspection,
        visit=visit,
        part=part,
        mark=mark,
        said=_said(found),
        imports=queries.may_give_up(session(), inspection, actor()),
    )


@room.get("/<uuid:visit_id>/day", allow=SIGNED_IN)
def day(visit_id: UUID) -> str:
    """Show what each of the team did on one day (?day=2024-07-17), what is missing, and what waits for the lead."""
    visit, inspection = _open_for(visit_id)
    found = evening.evening_of(session(), visit, actor(), _asked_day())
    return render(
        "tablets/desk/day.html",
        inspection=inspection,
        visit=visit,
        evening=found,
        beside=found.beside(),
        assignments=ASSIGNMENTS,
        shown=SHOWN_LINES,
        weekday=weekday,
    )


def _asked_day() -> date | None:
    try:
        return dates.typed(request.args.get("day", ""))
    except ValueError:
        return None


def _prepared(visit_id: UUID, account_id: UUID, taken: str) -> str:
    """What a member would take along now, at most a minute old: the page asks every ten seconds."""
    kept: Recent[str] = current_app.extensions.setdefault(
        "rasoat_prepared", Recent[str](_preparation_changes, PREPARED_S)
    )
    return kept.get((visit_id, account_id, taken), lambda: board.prepared_now(session(), visit_id, account_id))


def _give_up_urls(inspection: Inspection, visit_id: UUID, found: board.Board) -> dict[UUID, str]:
    if not queries.may_give_up(session(), inspection, actor()):
        return {}
    return {one.photo.id: url_for(".give_up_photo", visit_id=visit_id, photo_id=one.photo.id) for one in found.awaited}


def _said(found: board.Board) -> str:
    parts = [f"{sum(found.counts.values())} bản ghi đã về", f"{len(found.awaited)} ảnh chưa về"]
    if found.conflicts:
        parts.append(f"{found.conflicts} mục chờ trưởng đoàn chọn")
    if found.late:
        parts.append(f"{found.late} bản ghi đến muộn")
    return ", ".join(parts) + "."


@room.form("/<uuid:visit_id>/tablets/photos/<uuid:photo_id>/give-up", allow=SIGNED_IN)
def give_up_photo(visit_id: UUID, photo_id: UUID) -> Any:
    """Give up one photograph, or all that this person has not sent, with a reason. A photograph that comes after all
    is taken in.
    """
    visit = visits.require_visible(session(), visit_id, actor())
    inspection = visits.require_readable(session(), visit.inspection_id, actor())
    if not queries.may_give_up(session(), inspection, actor()):
        raise Problem("forbidden")
    found = board.awaited_of(session(), visit)
    one = next((each for each in found if each.photo.id == photo_id), None)
    if one is None:
        raise Problem("photo.not_waited")
    others = [each.photo.id for each in found if each.photo.account_id == one.photo.account_id]
    form = GiveUpForm()
    form.extent.choices = [("one", "Chỉ ảnh này")]
    if len(others) > 1:
        form.extent.choices.append(("all", f"Cả {len(others)} ảnh đang chờ của {one.who}"))
    if form.validate_on_submit():
        who, reason = actor(), form.reason.data
        wanted = others if form.extent.data == "all" else [photo_id]
        write(lambda db: operations.give_up(db, who, wanted, reason))
        done(f"Đã ghi: {len(wanted)} ảnh không còn gửi được.")
        return redirect_to(".tablets", visit_id=visit_id)
    page = render("tablets/desk/give_up.html", form=form, inspection=inspection, visit=visit, one=one)
    return page, (422 if form.is_submitted() else 200)


@room.blueprint.app_template_global("waits_for_the_lead")
def _waits(visit: Visit) -> list[dict[str, str]]:
    """For the page of a visit: what waits there for a decision. Only those who may read answers are told."""
    if not visits.reads_answers(session(), visit.inspection_id, actor()):
        return []
    late = sum(row.outcome == "quarantined" for row in queries.late_of(session(), visit.id))
    found = [
        (visit_conflicts.count_open(session(), visit.id), "mục hai người ghi khác nhau", ".conflicts"),
        (late, "bản ghi đến muộn", ".quarantine"),
    ]
    return [
        {"title": f"{count} {what}", "url": url_for(f"tablets_desk{page}", visit_id=visit.id)}
        for count, what, page in found
        if count
    ]


def _open_for(visit_id: UUID) -> tuple[Visit, Inspection]:
    visit = visits.require_visible(session(), visit_id, actor())
    return visit, visits.require_readable(session(), visit.inspection_id, actor())


def _leads(inspection: Inspection) -> bool:
    return inspections.is_team_lead(session(), inspection.id, actor())


@room.get("/<uuid:visit_id>/conflicts", allow=SIGNED_IN)
def conflicts(visit_id: UUID) -> str:
    """Show the fields that two people answered differently, with both values, so that the lead can choose."""
    visit, inspection = _open_for(visit_id)
    return render(
        "tablets/desk/conflicts.html",
        inspection=inspection,
        visit=visit,
        to_decide=presenters.to_decide(session(), visit_id),
        decided=presenters.decided(session(), visit_id),
        decisions=visit_conflicts.DECISIONS,
        leads=_leads(inspection),
    )


@room.post("/conflicts/<uuid:conflict_id>/decide", allow=SIGNED_IN)
def decide(conflict_id: UUID) -> Any:
    """Keep the value that stands, take the one that was offered, or keep both."""
    conflict = session().get(ResponseConflict, conflict_id)
    if conflict is None:
        raise Problem("not_found")
    visit_id, who = conflict.visit_id, actor()
    _open_for(visit_id)
    choice, seen = request.form.get("choice", ""), request.form.get("seen", "")
    if choice not in visit_conflicts.DECISIONS:
        raise Problem("request.bad")
    try:
        write(lambda db: visit_conflicts.decide(db, who, conflict_id, choice, seen))
    except Problem as problem:
        if problem.key not in ("conflict.changed", "conflict.decided", "conflict.both", "visit.not_open"):
            raise
        done(f"{problem.what} {problem.todo}", "warning")
    else:
        done(f"Đã ghi quyết định: {visit_conflicts.DECISIONS[choice].lower()}.")
    return redirect_to(".conflicts", visit_id=visit_id)


@room.get("/<uuid:visit_id>/late", allow=SIGNED_IN)
def quarantine(visit_id: UUID) -> str:
    """Show the records that came too late; those already decided are below the others."""
    return _late_page(visit_id, ReasonForm(formdata=None))


def _late_page(visit_id: UUID, form: ReasonForm, refused: UUID | None = None) -> str:
    visit, inspection = _open_for(visit_id)
    found = [presenters.shown_late(session(), row) for row in queries.late_of(session(), visit_id)]
    return render(
        "tablets/desk/late.html",
        inspection=inspection,
        visit=visit,
        waiting=[one for one in found if one.record.outcome == "quarantined"],
        dealt=[one for one in found if one.record.outcome != "quarantined"],
        leads=_leads(inspection),
        form=form,
        refused=refused,
    )


@room.post("/late/<uuid:record_id>/admit", allow=SIGNED_IN)
def admit(record_id: UUID) -> Any:
    """Take in a late record after all."""
    visit_id, who = _late(record_id).visit_id, actor()
    try:
        write(lambda db: operations.admit(db, who, record_id))
    except Problem as problem:
        if problem.key in ("forbidden", "not_found"):
            raise
        done(f"Chưa đưa vào được: {problem.what} {problem.todo}", "warning")
    else:
        done("Đã đưa bản ghi vào.")
        if visit_conflicts.count_open(session(), visit_id):
            done("Có mục mà hai người ghi khác nhau; chọn từng mục ở trang này.", "warning")
            return redirect_to(".conflicts", visit_id=visit_id)
    return redirect_to(".quarantine", visit_id=visit_id)


@room.post("/late/<uuid:record_id>/set-aside", allow=SIGNED_IN)
def set_aside(record_id: UUID) -> Any:
    """Decide not to use a late record; it is kept, with the reason."""
    visit_id, who, form = _late(record_id).visit_id, actor(), ReasonForm()
    if not form.validate():
        return _late_page(visit_id, form, record_id), 422
    reason = form.reason.data or ""
    try:
        write(lambda db: operations.set_aside(db, who, record_id, reason))
    except Problem as problem:
        if problem.key != "late.decided":
            raise
        done(f"{problem.what} {problem.todo}", "warning")
    else:
        done("Đã ghi: không dùng bản ghi này. Nội dung vẫn được giữ.")
    return redirect_to(".quarantine", visit_id=visit_id)


def _late(record_id: UUID) -> Record:
    found = session().get(Record, record_id)
    if found is None or found.outcome not in queries.APART:
        raise Problem("not_found")
    _open_for(found.visit_id)
    return found
