"""Pages of papers: the list, one paper, drafting, numbering, the file."""

import io
from datetime import date
from typing import Any
from uuid import UUID

from flask import request, send_file, url_for
from markupsafe import Markup
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.db import new_id
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
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.pages.request import asked_year
from rasoat.pages.saving import save_form
from rasoat.papers import (
    checks,
    comparing,
    compose,
    deliveries,
    delivery_views,
    editing_views,
    operations,
    outside_views,
    presenters,
    queries,
    recalling_views,
    register_views,
    replacing_presenters,
    replacing_views,
    signed_copies,
    signed_views,
    signing_outside,
    version_views,
    versions,
    word_views,
)
from rasoat.papers.editing_views import DRAFTERS, room
from rasoat.papers.forms import EitherNumberForm, NumberForm
from rasoat.papers.kinds import result
from rasoat.papers.models import FATES, HOW, NUMBERED, OUT, WAYS, PaperCase
from rasoat.papers.registry import about_named, kind_of, kinds
from rasoat.plans.models import Plan
from rasoat.problems import UNFIT, Problem
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Fired, fire

__all__ = [
    "delivery_views",
    "editing_views",
    "outside_views",
    "recalling_views",
    "register_views",
    "replacing_views",
    "room",
    "signed_views",
    "version_views",
    "word_views",
]

SEEING = SIGNED_IN
CLERKS = frozenset({Role.CLERK})
# Steps that have a page of their own instead of the general one.
_OWN_PAGES = {
    "return_paper": ".return_paper", "number": ".number", "send_to_sign": ".send_to_sign", "record_signature": ".record_signature",
}  # fmt: skip
SORTS = {"subject": col(PaperCase.order_text), "number": col(PaperCase.number), "changed": col(PaperCase.last_event_at)}
room.blueprint.add_app_template_global(presenters.about, "papers_about")
room.blueprint.add_app_template_global(presenters.asked_for, "papers_asked_for")
room.blueprint.add_app_template_global(replacing_presenters.telling, "papers_telling")


@room.get("/", allow=SEEING)
def index() -> str:
    """List the papers that this person may see; an authority sees those it has received."""
    page = paginate(*in_order())
    return render(
        "papers/index.html",
        page=page,
        kinds={kind.name: kind for kind in kinds()},
        states={row.id: state_of(row) for row in page.items},
        agencies=units.names(session(), {row.lead_agency_id for row in page.items}),
        selects=selects(),
        sort=lambda name: sort_link(name, "-changed"),
        may_register=actor().role in register_views.READERS,
    )


def in_order() -> tuple[SelectOfScalar[PaperCase], list[By]]:
    """The papers of the list, and their order, as the request asks for them."""
    query = select(PaperCase).where(queries.listed(session(), actor()), search(PaperCase))
    kind, status = request.args.get("kind", ""), request.args.get("status", "")
    year = asked_year()
    if kind:
        query = query.where(PaperCase.kind == kind)
    if status:
        query = query.where(PaperCase.status == status)
    if year:
        query = query.where(queries.in_year(year))
    return query, ordered(SORTS, "-changed", col(PaperCase.id))


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    return presenters.selects(request.args, queries.years(session(), queries.listed(session(), actor())))


@room.get("/of/<uuid:inspection_id>", allow=SEEING)
def of_inspection(inspection_id: UUID) -> str:
    """The result notices of one inspection, and the reasons why none can be drafted now."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    return render(
        "papers/of_inspection.html", inspection=inspection, known=presenters.about(result.NAME, inspection.id)
    )


@room.post("/draft", allow=DRAFTERS)
def draft() -> Any:
    """Begin a paper and open its composer."""
    who, kind, about_id = actor(), request.form.get("kind", ""), parse_uuid(request.form.get("about_id"))
    if about_id is None:
        raise Problem("not_found")
    case = write(lambda db: operations.draft_paper(db, who, kind, about_id))
    done("Đã lập bản thảo từ số liệu của hệ thống. Xem lại từng đoạn rồi trình duyệt.")
    return redirect_to(".fates" if kind_of(case).amends else ".edit", paper_id=case.id)


@room.get("/<uuid:paper_id>", allow=SEEING)
def show(paper_id: UUID) -> str:
    """Show one paper: its state, its content, its line in the register."""
    case = queries.require_visible(session(), paper_id, actor())
    _note_opening(case)
    held = _held(case)
    panel = case_panel(CaseRef("paper", case.id))
    for option in panel.options:
        if option["trigger"] in _OWN_PAGES:
            option["url"] = url_for(_OWN_PAGES[option["trigger"]], paper_id=case.id)
    inspection_id = queries.inspection_of(case.model_dump())
    may_edit = operations.may_edit(case, actor())
    return render(
        "papers/show.html",
        paper=case,
        kind=kind_of(case),
        panel=panel,
        # The inspection's tabs stand above the papers about it.
        inspection=session().get(Inspection, inspection_id) if inspection_id else None,
        thing=presenters.thing_of(case),
        printed=_fragment(compose.shown(session(), case)),
        frozen=queries.frozen_of(session(), case),
        entry=queries.entry_of(session(), case),
        issuer=units.agency(session(), case.lead_agency_id),
        people=presenters.people_of(case),
        chain=replacing_presenters.links(case),
        fate_titles=FATES,
        recall=recalling_views.recall_of(case),
        submitted=versions.compared(session(), case, actor()),
        may_edit=may_edit,
        signed_copies=signed_copies.copies_of(session(), case) if case.frozen_id or case.signed_how else [],
        may_add_signed=signed_copies.may_add(case, actor()),
        to_sign=signing_outside.to_sign(session(), case) if signing_outside.is_waiting(case) else None,
        how=HOW[case.signed_how],
        hows=HOW,
        results=comparing.RESULTS,
        held=held,
        **_sent(case),
        may_render=NUMBERED.of(case) and actor().role in CLERKS,
        reasons=checks.incomplete(session(), case) if may_edit else [],
    )


def _sent(case: PaperCase) -> dict[str, Any]:
    """Where an issued paper went, and who opened it; those who received it are not told of the others."""
    out = OUT.of(case)
    return {
        "ways": WAYS,
        "deliveries": deliveries.deliveries_of(session(), case.id) if out else [],
        "openings": deliveries.openings_of(session(), case.id) if out and not actor().is_authority else [],
        "may_deliver": deliveries.may_record(case, actor()),
    }


def _held(case: PaperCase) -> list[Any]:
    """The rows that all parts of the page ask for. A session forgets a row that nobody holds and reads it again."""
    thing = session().get(about_named(case.about_kind).model, case.about_id)
    plan = session().get(Plan, thing.plan_id) if isinstance(thing, Inspection) and thing.plan_id else None
    people = [session().get(User, one) for one in (case.approved_by, case.signer_id) if one]
    return [thing, plan, units.agency(session(), case.lead_agency_id), *people]


def _note_opening(case: PaperCase) -> None:
    """The first time that a recipient opens the paper is written down; all later ones cost one look."""
    if deliveries.is_first_opening(session(), case, actor()):
        who, paper_id = actor(), case.id
        write(lambda db: deliveries.note_opening(db, who, paper_id))


def _fragment(paper: Paper) -> Markup:
    fragment = to_fragment(paper, overlay=app_settings().content_dir)
    return Markup(fragment)  # noqa: S704 - the paper's templates escape all that people typed


@room.get("/<uuid:paper_id>/paper.pdf", allow=SEEING)
def paper(paper_id: UUID) -> Any:
    """Return the issued file as it was stored, after checking both of its hashes."""
    case = queries.require_visible(session(), paper_id, actor())
    _note_opening(case)
    data = queries.file_of(session(), blob_store(), case)
    response = send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        as_attachment="download" in request.args,
        download_name=queries.file_name(case),
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@room.form("/<uuid:paper_id>/number", allow=CLERKS)
def number(paper_id: UUID) -> Any:
    """Give the paper its number and date, then make its file and issue it at once."""
    case, who = queries.require_visible(session(), paper_id, actor()), actor()
    ref, series = CaseRef("paper", case.id), presenters.series_of(case)
    earlier = presenters.earlier_series_of(case) if series.own else None
    form = _number_form(case, series, earlier)

    def give(db: Session) -> Fired:
        queries.require_visible(db, paper_id, who)
        command_id, typed = parse_uuid(form.command_id.data), form.number.data if "number" in form else None
        payload = {"issued_on": form.issued_on.data, "number": typed, "_number": typed}
        return fire(db, ref, "number", who, expected_version=form.seen_version, command_id=command_id, payload=payload)

    return save_form(
        form,
        give,
        lambda **_shown: render(
            "papers/number.html",
            form=form,
            paper=case,
            series=series,
            earlier=earlier,
            twin=presenters.twin_of(case, form),
        ),
        lambda _fired: _finish(paper_id),
        refusals=("case.refused", "paper.number_taken", *UNFIT),
        before=lambda: _try_out(paper_id, form.issued_on.data),
    )


def _number_form(case: PaperCase, series: presenters.Series, earlier: presenters.Series | None) -> NumberForm:
    """A number is typed where another system gives it: always, or only for a date in an earlier year."""
    proposed = {"version": case.version, "issued_on": clock.today(), "command_id": str(new_id())}
    form = (EitherNumberForm if earlier else NumberForm)(data=proposed)
    if series.own and earlier is None:
        del form.number
    return form


def _try_out(paper_id: UUID, day: date | None = None) -> None:
    """Print and measure the draft."""
    session().rollback()
    operations.try_out(database(), app_settings(), paper_id, day)


for _trigger in ("check", "approve", "number"):
    prepare_by("paper", _trigger, _try_out)


@room.post("/<uuid:paper_id>/render", allow=CLERKS)
def render_file(paper_id: UUID) -> Any:
    """Make the file of a numbered paper again, after something failed."""
    queries.require_visible(session(), paper_id, actor())
    return _finish(paper_id)


def _finish(paper_id: UUID) -> Any:
    """Make the file and issue the paper. The number has been given and stays, whatever happens here."""
    # Rendering takes seconds: no read transaction of this request may stay open meanwhile.
    session().rollback()
    try:
        case = operations.render_and_issue(database(), blob_store(), app_settings(), paper_id, actor())
    except Problem as problem:
        if not problem.key.startswith("pdf.") and problem.key != "paper.out_of_form":
            raise
        done(" ".join([problem.what, problem.todo, *(reason.message for reason in problem.reasons)]), "warning")
    else:
        session().rollback()
        done(f"Đã ban hành {kind_of(case).type_name.lower()} {case.reference}.")
    return redirect_to(".show", paper_id=paper_id)
