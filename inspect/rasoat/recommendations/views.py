"""Pages on which the recommendations of an inspection are drafted; the pages of obligations are in
obligations/views.py.
"""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.dangers import queries as dangers
from rasoat.dangers.models import Danger
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages import OFFICE, SIGNED_IN, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.saving import Difference
from rasoat.problems import Problem
from rasoat.recommendations import (
    counting,
    coverage,
    drafts,
    measure_forms,
    operations,
    presenters,
    queries,
    suggesting,
)
from rasoat.recommendations.at_once import operations as at_once
from rasoat.recommendations.data import Suggestion
from rasoat.recommendations.forms import RecommendationForm, values_of
from rasoat.recommendations.measure_forms import MeasuresForm
from rasoat.recommendations.models import URGENT, Obligation, Recommendation
from rasoat.recommendations.together import drafting, room
from rasoat.units import queries as units
from rasoat.visits import queries as visits

room.blueprint.add_app_template_global(presenters.became_of, "became_of")


@room.get("/of/<uuid:inspection_id>", allow=SIGNED_IN)
def of_inspection(inspection_id: UUID) -> str:
    """Show the recommendations of one inspection, by addressee."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    rows = queries.recommendations_of(session(), inspection_id, actor())
    groups = queries.by_addressee(rows)
    may_draft = drafts.may_draft(session(), inspection, actor())
    suggestions = suggesting.suggest(session(), inspection_id) if may_draft else []
    uncovered = coverage.uncovered(session(), inspection_id) if _reads(inspection_id) else []
    ids = [key for key, _ in groups] + [one.addressee_id for one in suggestions]
    proposed = {one.finding_id for one in suggestions}
    return render(
        "recommendations/of_inspection.html",
        inspection=inspection,
        groups=groups,
        total=len(rows),
        states={obligation.id: state_of(obligation) for one in rows for obligation in one.obligations},
        agencies=units.names(session(), ids),
        drafts=may_draft,
        suggestions=suggestions,
        uncovered=[row for row in uncovered if row.id not in proposed],
    )


def _reads(inspection_id: UUID) -> bool:
    return visits.reads_answers(session(), inspection_id, actor())


@room.form("/of/<uuid:inspection_id>/new", allow=OFFICE)
def new(inspection_id: UUID) -> Any:
    """Write a recommendation from nothing, or from what the checklist proposes (?finding=)."""
    inspection = drafting(inspection_id)
    if (danger := _danger(inspection_id)) is not None:
        return _form_page(RecommendationForm(data=_values_for(inspection, danger)), inspection, None, None, danger)
    found = _suggested(inspection_id)
    return _form_page(RecommendationForm(data=_values(inspection, found)), inspection, None, found)


def _danger(inspection_id: UUID) -> Danger | None:
    danger_id = parse_uuid(request.args.get("danger"))
    found = dangers.require_visible(session(), danger_id, actor()) if danger_id else None
    if found is not None and found.inspection_id != inspection_id:
        raise Problem("not_found")
    return found


def _values_for(inspection: Inspection, danger: Danger) -> dict[str, Any]:
    """What the form begins with when it answers a danger: urgent, because the team told of one that day. What the team told is not
    copied, because it may name a child.
    """
    reason = f"Nguy hiểm trên hiện trường, đoàn báo ngày {clock.date_text(clock.local(danger.seen_at).date())}."
    unit = {"addressee_id": str(inspection.unit_id)}
    return {"finding_ids": [], "obligations": [unit], "priority": URGENT, "priority_reason": reason}


def _suggested(inspection_id: UUID) -> Suggestion | None:
    finding_id = parse_uuid(request.args.get("finding"))
    return next((one for one in suggesting.suggest(session(), inspection_id) if one.finding_id == finding_id), None)


def _values(inspection: Inspection, found: Suggestion | None) -> dict[str, Any]:
    if found is None:
        finding_id = parse_uuid(request.args.get("finding"))
        unit = {"addressee_id": str(inspection.unit_id)}
        return {"finding_ids": [str(finding_id)] if finding_id else [], "obligations": [unit]}
    proposed = {
        "addressee_id": str(found.addressee_id),
        "due_on": found.due_on,
        "measures": found.measure.words if found.measure else "",
    }
    return {"text": found.text, "finding_ids": [str(found.finding_id)], "obligations": [proposed]}


@room.form("/drafts/<uuid:recommendation_id>/edit", allow=OFFICE)
def edit(recommendation_id: UUID) -> Any:
    """Change a drafted recommendation."""
    row = queries.require(session(), recommendation_id)
    inspection = drafting(row.inspection_id)
    form = RecommendationForm(data=values_of(queries.told(session(), recommendation_id)))
    return _form_page(form, inspection, row, None)


def _form_page(
    form: RecommendationForm,
    inspection: Inspection,
    row: Recommendation | None,
    found: Suggestion | None,
    danger: Danger | None = None,
) -> Any:
    if "all" in request.form:
        form.offer_agencies(session(), inspection)
    who, inspection_id, recommendation_id = actor(), inspection.id, row.id if row else None
    danger_id, back = danger.id if danger else None, url_for(".of_inspection", inspection_id=inspection_id)
    back = url_for("dangers.show", danger_id=danger_id) if danger_id else back

    def save(db: Session) -> Recommendation:
        asked = form.to_asked(found.working_days, found.measure) if found else form.to_asked()
        if danger_id is not None:
            return at_once.write_for(db, who, danger_id, **asked)
        if recommendation_id is None:
            return operations.add_recommendation(db, who, inspection_id, **asked)
        return operations.edit_recommendation(db, who, recommendation_id, form.seen_version, **asked)

    def page(**both: Any) -> str:
        form.offer(session(), inspection)
        shown = {"form": form, "inspection": inspection, "row": row, "back_url": back, "found": found, "danger": danger}
        return render("recommendations/form.html", **shown, **both)

    def saved(_row: Recommendation) -> Any:
        done("Đã lưu kiến nghị.")
        return redirect(back, 303)

    def differences() -> list[Difference]:
        return presenters.differences(session(), form.to_asked(), queries.told(session(), row.id)) if row else []

    return save_form(form, save, page, saved, row=row, differences=differences)


@room.form("/measures/<uuid:obligation_id>", allow=OFFICE)
def measures(obligation_id: UUID) -> Any:
    """Split what a drafted recommendation asks of one addressee into parts, each with its measure."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    if obligation.source_kind != "recommendation" or obligation.inspection_id is None:
        raise Problem("recommendation.frozen")
    inspection, source = drafting(obligation.inspection_id), queries.require(session(), obligation.source_id)
    proposed = counting.suggested_for(session(), obligation)
    form = MeasuresForm(data=measure_forms.values_of(obligation, source.version, proposed))

    def page(**both: Any) -> str:
        addressee = units.names(session(), [obligation.addressee_id])[obligation.addressee_id]
        form.offer(counting.offered(session(), inspection.id))
        shown = {"form": form, "inspection": inspection, "row": source, "proposed": proposed}
        back = url_for(".of_inspection", inspection_id=inspection.id)
        return render("recommendations/measures.html", **shown, addressee=addressee, back_url=back, **both)

    def saved(_row: Obligation) -> Response:
        done("Đã lưu các phần và số đo.")
        return redirect_to(".of_inspection", inspection_id=inspection.id)

    def save(db: Session) -> Obligation:
        return operations.set_measures(db, who, obligation_id, form.seen_version, form.to_measures())

    def differences() -> list[Difference]:
        return presenters.other_measures(form.to_measures(), obligation)

    return save_form(form, save, page, saved, row=source, differences=differences)


@room.post("/of/<uuid:inspection_id>/take/<uuid:finding_id>", allow=OFFICE)
def take(inspection_id: UUID, finding_id: UUID) -> Any:
    """Take over unchanged what the checklist proposes."""
    who = actor()
    write(lambda db: suggesting.take_over(db, who, inspection_id, finding_id))
    done("Đã nhận kiến nghị; có thể sửa lời, đơn vị và hạn.")
    return redirect_to(".of_inspection", inspection_id=inspection_id)


@room.post("/drafts/<uuid:recommendation_id>/move", allow=OFFICE)
def move(recommendation_id: UUID) -> Any:
    """Move a recommendation one place up or down."""
    who, row = actor(), queries.require(session(), recommendation_id)
    by = -1 if request.form.get("to") == "up" else 1
    write(lambda db: operations.move_recommendation(db, who, recommendation_id, by))
    return redirect_to(".of_inspection", inspection_id=row.inspection_id)


@room.post("/drafts/<uuid:recommendation_id>/remove", allow=OFFICE)
def remove(recommendation_id: UUID) -> Any:
    """Remove a drafted recommendation."""
    who, inspection_id = actor(), queries.require(session(), recommendation_id).inspection_id
    write(lambda db: operations.remove_recommendation(db, who, recommendation_id))
    done("Đã bỏ kiến nghị.")
    return redirect_to(".of_inspection", inspection_id=inspection_id)
