"""Pages of notices: the list, one notice with its paper, drafting, numbering, the file."""

import io
from datetime import date
from typing import Any
from uuid import UUID

from flask import request, send_file, url_for
from markupsafe import Markup
from sqlmodel import col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.db import new_id
from rasoat.documents import register
from rasoat.documents.paper import Paper
from rasoat.documents.render import to_fragment
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages import (
    SIGNED_IN,
    actor,
    app_settings,
    blob_store,
    case_panel,
    database,
    done,
    paginate,
    redirect_to,
    render,
    search,
    session,
    write,
)
from rasoat.pages.case import parse_uuid, prepare_by, state_of
from rasoat.pages.forms import put_reasons
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.request import asked_year
from rasoat.papers import checks, editing_views, letterhead, operations, presenters, queries, register_views
from rasoat.papers.editing_views import DRAFTERS, room
from rasoat.papers.forms import NumberForm
from rasoat.papers.models import KINDS, NUMBERED, PaperCase
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, fire

__all__ = ["editing_views", "register_views", "room"]

SEEING = SIGNED_IN
CLERKS = frozenset({Role.CLERK})
SORTS = {"subject": col(PaperCase.order_text), "number": col(PaperCase.number), "changed": col(PaperCase.last_event_at)}
room.blueprint.add_app_template_global(presenters.of_plan, "papers_of_plan")


@room.get("/", allow=SEEING)
def index() -> str:
    """The notices this person may see; for an authority, those it has received."""
    query = select(PaperCase).where(queries.visible_to(actor()), search(PaperCase))
    kind, status = request.args.get("kind", ""), request.args.get("status", "")
    year = asked_year()
    if kind:
        query = query.where(PaperCase.kind == kind)
    if status:
        query = query.where(PaperCase.status == status)
    if year:
        query = query.where(queries.year_of() == year)
    page = paginate(ordered(query, SORTS, "-changed"))
    return render(
        "papers/index.html",
        page=page,
        kinds=KINDS,
        states={row.id: state_of(row) for row in page.items},
        agencies=units.names(session(), {row.lead_agency_id for row in page.items}),
        selects=presenters.selects(request.args, queries.years(session(), actor())),
        sort=lambda name: sort_link(name, "-changed"),
        may_register=actor().role in register_views.READERS,
    )


@room.get("/of/<uuid:inspection_id>", allow=SEEING)
def of_inspection(inspection_id: UUID) -> str:
    """The result notices of one inspection, and what stands against drafting one."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    rows = [
        row for row in queries.of_inspection(session(), inspection.id) if queries.visible(session(), row.id, actor())
    ]
    drafts = queries.may_draft(actor(), inspection.lead_agency_id)
    return render(
        "papers/of_inspection.html",
        inspection=inspection,
        rows=rows,
        states={row.id: state_of(row) for row in rows},
        may_draft=drafts,
        reasons=queries.against_result(session(), inspection) if drafts else [],
    )


@room.post("/draft", allow=DRAFTERS)
def draft() -> Any:
    """Begin a notice and open its composer."""
    who, inspection_id = actor(), parse_uuid(request.form.get("inspection_id"))
    plan_id = parse_uuid(request.form.get("plan_id"))
    kind: operations.Kind = "result" if inspection_id else "schedule"
    notice = write(lambda db: operations.draft_notice(db, who, kind, plan_id=plan_id, inspection_id=inspection_id))
    done("Đã lập bản thảo từ số liệu của hệ thống. Xem lại từng đoạn rồi trình duyệt.")
    return redirect_to(".edit", paper_id=notice.id)


@room.get("/<uuid:paper_id>", allow=SEEING)
def show(paper_id: UUID) -> str:
    """One notice: its state, its paper, its place in the register."""
    notice = queries.require_visible(session(), paper_id, actor())
    ref = CaseRef("notice", notice.id)
    panel = case_panel(ref)
    for option in panel.options:
        if option["trigger"] == "number":
            option["url"] = url_for(".number", paper_id=notice.id)
    inspection = session().get(Inspection, notice.inspection_id) if notice.inspection_id else None
    frozen = queries.paper_of(session(), notice)
    return render(
        "papers/show.html",
        notice=notice,
        kind_title=KINDS[notice.kind],
        panel=panel,
        inspection=inspection,
        plan_url=presenters.plan_url(notice, actor()),
        paper=_fragment(_paper(notice)),
        frozen=frozen,
        entry=queries.entry_of(session(), notice),
        issuer=units.agency(session(), notice.lead_agency_id),
        people=accounts.names(session(), [notice.drafted_by, *([notice.approved_by] if notice.approved_by else [])]),
        may_edit=operations.may_edit(notice, actor()),
        may_render=NUMBERED.of(notice) and actor().role in CLERKS,
        reasons=checks.incomplete(session(), notice) if operations.may_edit(notice, actor()) else [],
    )


def _paper(notice: PaperCase) -> Paper:
    frozen = queries.paper_of(session(), notice)
    return register.snapshot_of(frozen) if frozen else presenters.draft(session(), notice)


def _fragment(paper: Paper) -> Markup:
    fragment = to_fragment(paper, overlay=app_settings().content_dir)
    return Markup(fragment)  # noqa: S704 - the paper's templates escape all that people typed


@room.get("/<uuid:paper_id>/paper.pdf", allow=SEEING)
def paper(paper_id: UUID) -> Any:
    """The issued file, as it was stored; both of its hashes are checked first."""
    notice = queries.require_visible(session(), paper_id, actor())
    data = queries.file_of(session(), blob_store(), notice)
    response = send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        as_attachment="download" in request.args,
        download_name=queries.file_name(notice),
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@room.form("/<uuid:paper_id>/number", allow=CLERKS)
def number(paper_id: UUID) -> Any:
    """Give the paper its number and day, then make its file and issue it at once."""
    notice = queries.require_visible(session(), paper_id, actor())
    form = NumberForm(data={"version": notice.version, "issued_on": clock.today(), "command_id": str(new_id())})
    if form.validate_on_submit():
        try:
            _try_out(paper_id, form.issued_on.data)
            _number(queries.require_visible(session(), paper_id, actor()), form)
        except Problem as problem:
            if problem.key not in ("case.refused", "paper.out_of_form"):
                raise
            put_reasons(form, problem)
        else:
            return _finish(paper_id)
    page = render(
        "papers/number.html",
        form=form,
        notice=notice,
        next_number=_next_number(notice),
        last_day=register.last_day(session(), notice.lead_agency_id, clock.today().year, letterhead.SERIES),
    )
    return page, (422 if form.errors or form.form_errors else 200)


def _try_out(paper_id: UUID, day: date | None = None) -> None:
    """Print and measure the draft. Where nothing can be printed now, nothing is known against the paper."""
    session().rollback()
    try:
        operations.try_out(database(), app_settings(), paper_id, day)
    except Problem as problem:
        if not problem.key.startswith("pdf."):
            raise


for _trigger in ("check", "approve"):
    prepare_by("notice", _trigger, _try_out)


def _number(notice: PaperCase, form: NumberForm) -> None:
    who, ref = actor(), CaseRef("notice", notice.id)
    command_id, payload = parse_uuid(form.command_id.data), {"issued_on": form.issued_on.data}
    version = form.seen_version
    write(lambda db: fire(db, ref, "number", who, expected_version=version, command_id=command_id, payload=payload))


def _next_number(notice: PaperCase) -> int:
    year = clock.today().year
    known = register.series_of(session(), notice.lead_agency_id)
    return next((last for y, series, last in known if (y, series) == (year, letterhead.SERIES)), 0) + 1


@room.post("/<uuid:paper_id>/render", allow=CLERKS)
def render_file(paper_id: UUID) -> Any:
    """Make the file of a numbered notice again, after something went wrong."""
    queries.require_visible(session(), paper_id, actor())
    return _finish(paper_id)


def _finish(paper_id: UUID) -> Any:
    """The number is given and stays, whatever happens here."""
    # Rendering takes seconds: no read transaction of this request may stay open meanwhile.
    session().rollback()
    try:
        notice = operations.render_and_issue(database(), blob_store(), app_settings(), paper_id, actor())
    except Problem as problem:
        if not problem.key.startswith("pdf.") and problem.key != "paper.out_of_form":
            raise
        done(" ".join([problem.what, problem.todo, *(reason.message for reason in problem.reasons)]), "warning")
    else:
        session().rollback()
        done(f"Đã ban hành thông báo {notice.reference}.")
    return redirect_to(".show", paper_id=paper_id)
