"""Pages of findings: the suggestions, the accepted ones, and every decision on them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.exporting.registry import listings
from rasoat.exporting.taking import asked_in_words
from rasoat.findings import extras as noted_extras
from rasoat.findings import operations, queries
from rasoat.findings.forms import ExplainForm, FindingForm, MergeForm, NewFindingForm, RejectForm, offered
from rasoat.findings.models import KINDS, VISIBILITIES, Finding
from rasoat.findings.reviewing import mine, room
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DECIDING, DRAFTING, Inspection
from rasoat.pages import OFFICE, SIGNED_IN, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form
from rasoat.pages.request import asked_year, sent_version
from rasoat.visits import presenters as visit_presenters
from rasoat.visits import queries as visits

Act = Callable[[Session], Finding]


@room.get("/of/<uuid:inspection_id>", allow=SIGNED_IN)
def of_inspection(inspection_id: UUID) -> str:
    """Show the suggestions to decide on, then the strengths and shortcomings of one inspection."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    told = queries.is_told(session(), inspection, actor())
    found = queries.readable(session(), inspection_id, actor()) if told else []
    reads = visits.reads_answers(session(), inspection_id, actor())
    works = inspections.may_edit(session(), inspection, actor())
    return render(
        "findings/of_inspection.html",
        inspection=inspection,
        told=told,
        suggested=_with_status(found, "drafted"),
        accepted=_with_status(found, "accepted"),
        left_out=_with_status(found, "rejected", "merged"),
        by_id={finding.id: finding for finding in found},
        evidence=queries.evidence_in(session(), inspection_id) if reads else {},
        gaps=visit_presenters.gaps(session(), inspection_id) if reads else [],
        outdated=queries.outdated(session(), inspection_id) if reads else {},
        may_edit=works and DECIDING.of(inspection),
        may_add=works and DRAFTING.of(inspection),
        kinds=KINDS,
        visibilities=VISIBILITIES,
    )


@room.get("/results", allow=OFFICE)
def results() -> str:
    """Offer what was found and answered in the inspections of the list, with its filters, to be taken out."""
    asked = asked_in_words(listings()["findings_of_all"])
    return render("findings/results.html", checklists=visits.checklist_titles(session()), asked=asked)


@room.get("/extras", allow=OFFICE)
def extras() -> str:
    """List what teams noted beside their checklists in a year, alike items together, for whoever keeps the checklists."""
    this = clock.today().year
    year = min(asked_year() or this, this)
    titles = visits.checklist_titles(session())
    found = noted_extras.noted(session(), actor(), year)
    return render("findings/extras.html", noted=found, year=year, this=this, titles=titles, most=noted_extras.MOST_READ)


def _with_status(found: list[Finding], *statuses: str) -> list[Finding]:
    return [finding for finding in found if finding.status in statuses]


@room.form("/of/<uuid:inspection_id>/new", allow=SIGNED_IN)
def add(inspection_id: UUID) -> Any:
    """Write a finding by hand."""
    inspection = operations.require_editor(session(), actor(), inspection_id, DRAFTING)
    kind = request.args.get("kind", "")
    form = NewFindingForm(data={"visibility": "public", "kind": kind if kind in KINDS else None})
    who = actor()

    def act(db: Session) -> Finding:
        return operations.add_finding(
            db,
            who,
            inspection_id,
            kind=form.kind.data,
            text=form.text.data or "",
            visibility=form.visibility.data,
        )

    return _form_page(form, "Thêm ưu điểm hoặc tồn tại", inspection, None, act, "Đã thêm.")


@room.form("/<uuid:finding_id>/edit", allow=SIGNED_IN)
def edit(finding_id: UUID) -> Any:
    """Change the words of a finding, or who may read it."""
    finding, inspection = mine(finding_id)
    form, who = FindingForm(obj=finding), actor()

    def act(db: Session) -> Finding:
        words, reader = form.text.data or "", form.visibility.data
        return operations.edit_finding(db, who, finding_id, form.seen_version, text=words, visibility=reader)

    return _form_page(form, "Sửa nội dung", inspection, finding, act, "Đã lưu nội dung.")


@room.form("/<uuid:finding_id>/reject", allow=SIGNED_IN)
def reject(finding_id: UUID) -> Any:
    """Leave a finding out, with the reason."""
    finding, inspection = mine(finding_id)
    form, who = RejectForm(data={"version": finding.version}), actor()

    def act(db: Session) -> Finding:
        return operations.reject_finding(db, who, finding_id, form.reason.data or "", form.seen_version)

    return _form_page(form, "Không nhận mục này", inspection, finding, act, "Đã bỏ khỏi kết quả.")


@room.form("/<uuid:finding_id>/explain", allow=SIGNED_IN)
def explain(finding_id: UUID) -> Any:
    """State why a shortcoming leads to no recommendation."""
    finding, inspection = mine(finding_id)
    form, who = ExplainForm(data={"version": finding.version, "reason": finding.no_recommendation_reason}), actor()

    def act(db: Session) -> Finding:
        return operations.explain_no_recommendation(db, who, finding_id, form.reason.data or "", form.seen_version)

    return _form_page(form, "Không cần kiến nghị", inspection, finding, act, "Đã lưu.")


def _form_page(
    form: Form, heading: str, inspection: Inspection, finding: Finding | None, act: Act, message: str
) -> Any:
    """Show a form (GET), or carry it out (POST) and go back to the list."""
    page = partial(render, "findings/form.html", form=form, heading=heading, inspection=inspection, finding=finding)
    refusals = ("form.invalid", "finding.merge")
    return save_form(form, act, page, partial(_to_list, message), row=finding, refusals=refusals)


def _to_list(message: str, saved: Finding) -> Response:
    done(message)
    return redirect_to(".of_inspection", inspection_id=saved.inspection_id, _anchor=f"finding-{saved.id}")


@room.post("/<uuid:finding_id>/accept", allow=SIGNED_IN)
def accept(finding_id: UUID) -> Any:
    """Take a suggestion over."""
    who, version = actor(), sent_version()
    return _decide(lambda db: operations.accept_finding(db, who, finding_id, version), "Đã nhận vào kết quả.")


@room.post("/<uuid:finding_id>/restore", allow=SIGNED_IN)
def restore(finding_id: UUID) -> Any:
    """Bring back what was rejected or merged."""
    who, version = actor(), sent_version()
    return _decide(lambda db: operations.restore_finding(db, who, finding_id, version), "Đã khôi phục.")


@room.post("/<uuid:finding_id>/move", allow=SIGNED_IN)
def move(finding_id: UUID) -> Any:
    """Change the order of the result."""
    who, up = actor(), request.form.get("to") == "up"
    return _decide(lambda db: operations.move_finding(db, who, finding_id, up=up), "Đã đổi thứ tự.")


def _decide(act: Act, message: str) -> Any:
    return _to_list(message, write(act))


@room.form("/of/<uuid:inspection_id>/merge", allow=SIGNED_IN)
def merge(inspection_id: UUID) -> Any:
    """Make the findings chosen on the list into one."""
    inspection = operations.require_editor(session(), actor(), inspection_id, DECIDING)
    chosen = _chosen(inspection_id)
    if len(chosen) < 2:
        done("Chọn ít nhất hai mục cùng loại rồi bấm “Gộp”.", "warning")
        return redirect_to(".of_inspection", inspection_id=inspection_id)
    # Sentences about a home are not carried over automatically.
    sayable = [finding for finding in chosen if finding.visibility != "child"] or chosen[:1]
    form = MergeForm(data={"into": str(sayable[0].id), "text": "\n".join(finding.text for finding in sayable)})
    form.into.choices = offered({str(finding.id): finding.text for finding in chosen})
    who = actor()

    def act(db: Session) -> Finding:
        into = UUID(form.into.data)
        return operations.merge_findings(db, who, into, [finding.id for finding in chosen], text=form.text.data)

    return _form_page(form, "Gộp thành một mục", inspection, None, act, "Đã gộp.")


def _chosen(inspection_id: UUID) -> list[Finding]:
    wanted = {parse_uuid(value) for value in request.args.getlist("ids")}
    return [finding for finding in queries.findings_of(session(), inspection_id) if finding.id in wanted]
