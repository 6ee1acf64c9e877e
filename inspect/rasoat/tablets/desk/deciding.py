"""What the lead decides about what came from tablets: values that differ, records that came late."""

from typing import Any
from uuid import UUID

from flask import request, url_for

from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages import SIGNED_IN, actor, done, redirect_to, render, session, write
from rasoat.pages.forms import Form, TextAreaField, long_enough, required
from rasoat.problems import Problem
from rasoat.tablets.desk import operations as late_records
from rasoat.tablets.desk import presenters as sides
from rasoat.tablets.desk.room import room
from rasoat.tablets.receiving.models import Submission
from rasoat.visits import conflicts as operations
from rasoat.visits import queries as visits
from rasoat.visits.models import ResponseConflict, Visit


class ReasonForm(Form):
    """Why a record is not used."""

    reason = TextAreaField("Lý do", [required("Nêu lý do."), long_enough(2000)])


@room.blueprint.app_template_global("waits_for_the_lead")
def _waits(visit: Visit) -> list[dict[str, str]]:
    """For the page of a visit: what waits there for a decision, for those who may read answers."""
    if not visits.reads_answers(session(), visit.inspection_id, actor()):
        return []
    late = sum(row.outcome == "quarantined" for row in late_records.late_of(session(), visit.id))
    found = [
        (operations.count_open(session(), visit.id), "mục hai người ghi khác nhau", ".conflicts"),
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
    """Where two people answered differently: both values, and the choice."""
    visit, inspection = _open_for(visit_id)
    return render(
        "tablets/desk/conflicts.html",
        inspection=inspection,
        visit=visit,
        disputed=sides.to_decide(session(), visit_id),
        decided=sides.decided(session(), visit_id),
        decisions=operations.DECISIONS,
        leads=_leads(inspection),
    )


@room.post("/conflicts/<uuid:conflict_id>/decide", allow=SIGNED_IN)
def decide(conflict_id: UUID) -> Any:
    """Keep what stands, take what was offered, or both."""
    conflict = session().get(ResponseConflict, conflict_id)
    if conflict is None:
        raise Problem("not_found")
    visit_id, who = conflict.visit_id, actor()
    _open_for(visit_id)
    choice, seen = request.form.get("choice", ""), request.form.get("seen", "")
    if choice not in operations.DECISIONS:
        raise Problem("request.bad")
    try:
        write(lambda db: operations.decide(db, who, conflict_id, choice, seen))
    except Problem as problem:
        if problem.key not in ("conflict.changed", "conflict.decided", "conflict.both", "visit.not_open"):
            raise
        done(f"{problem.what} {problem.todo}", "warning")
    else:
        done(f"Đã ghi quyết định: {operations.DECISIONS[choice].lower()}.")
    return redirect_to(".conflicts", visit_id=visit_id)


@room.get("/<uuid:visit_id>/late", allow=SIGNED_IN)
def quarantine(visit_id: UUID) -> str:
    """Records that came too late, those already dealt with below."""
    return _late_page(visit_id, ReasonForm(formdata=None))


def _late_page(visit_id: UUID, form: ReasonForm, refused: UUID | None = None) -> str:
    visit, inspection = _open_for(visit_id)
    found = [sides.late(session(), row) for row in late_records.late_of(session(), visit_id)]
    return render(
        "tablets/desk/late.html",
        inspection=inspection,
        visit=visit,
        waiting=[one for one in found if one.submission.outcome == "quarantined"],
        dealt=[one for one in found if one.submission.outcome != "quarantined"],
        leads=_leads(inspection),
        form=form,
        refused=refused,
    )


@room.post("/late/<uuid:submission_id>/admit", allow=SIGNED_IN)
def admit(submission_id: UUID) -> Any:
    """Take a late record in after all."""
    visit_id, who = _late(submission_id).visit_id, actor()
    try:
        write(lambda db: late_records.admit(db, who, submission_id))
    except Problem as problem:
        if problem.key in ("forbidden", "not_found"):
            raise
        done(f"Chưa đưa vào được: {problem.what} {problem.todo}", "warning")
    else:
        done("Đã đưa bản ghi vào.")
        if operations.count_open(session(), visit_id):
            done("Có mục mà hai người ghi khác nhau; chọn từng mục ở trang này.", "warning")
            return redirect_to(".conflicts", visit_id=visit_id)
    return redirect_to(".quarantine", visit_id=visit_id)


@room.post("/late/<uuid:submission_id>/set-aside", allow=SIGNED_IN)
def set_aside(submission_id: UUID) -> Any:
    """Not use a late record; it stays, with the reason."""
    visit_id, who, form = _late(submission_id).visit_id, actor(), ReasonForm()
    if not form.validate():
        return _late_page(visit_id, form, submission_id), 422
    reason = form.reason.data or ""
    try:
        write(lambda db: late_records.set_aside(db, who, submission_id, reason))
    except Problem as problem:
        if problem.key != "late.decided":
            raise
        done(f"{problem.what} {problem.todo}", "warning")
    else:
        done("Đã ghi: không dùng bản ghi này. Nội dung vẫn được giữ.")
    return redirect_to(".quarantine", visit_id=visit_id)


def _late(submission_id: UUID) -> Submission:
    found = session().get(Submission, submission_id)
    if found is None or found.outcome not in late_records.APART:
        raise Problem("not_found")
    _open_for(found.visit_id)
    return found
