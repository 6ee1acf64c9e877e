"""Pages on which recommendations are written for many at once: for all accepted shortcomings of one inspection, and the same
one for several units. Each is added in a transaction of its own; what could not be added is told at its place.
"""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages import OFFICE, Room, actor, done, picked_agencies, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.picking import Choice
from rasoat.problems import Problem
from rasoat.recommendations import coverage, drafts, queries, spreading, suggesting
from rasoat.recommendations.data import Suggestion
from rasoat.recommendations.models import Recommendation
from rasoat.recommendations.proposed_forms import ProposedForm, ProposedRow, SameForm, by_name, name_of, values_of
from rasoat.text import shortened
from rasoat.units import queries as units

room = Room("recommendations", __name__, url_prefix="/recommendations")


def drafting(inspection_id: UUID) -> Inspection:
    """An inspection whose recommendations this person may write now."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    if not drafts.may_draft(session(), inspection, actor()):
        raise Problem("recommendation.frozen")
    return inspection


@room.form("/of/<uuid:inspection_id>/all", allow=OFFICE)
def write_all(inspection_id: UUID) -> Any:
    """Write the recommendations for all accepted shortcomings that have none, beginning with what the checklists suggest."""
    inspection = drafting(inspection_id)
    shortcomings = coverage.uncovered(session(), inspection_id)
    suggested = {one.finding_id: one for one in suggesting.suggest(session(), inspection_id)}
    choices = _agencies(inspection)
    names = {UUID(one.id): name_of(one) for one in choices}
    values = values_of(shortcomings, suggested, names.get(inspection.unit_id, ""), names)
    form = ProposedForm(data={"proposed": values})
    shown = {"inspection": inspection, "form": form, "suggested": suggested, "choices": list(names.values())}
    if not form.is_submitted():
        return _rows(form, shortcomings, shown)
    sound, known = form.validate(), by_name(choices)
    rows = [row.form for row in form.proposed if (row.form.text.data or "").strip()]
    taken = {row.finding_id.data for row in rows if sound and _added(inspection, row, suggested, known)}
    if taken and len(taken) == len(rows):
        done(f"Đã thêm {len(taken)} kiến nghị.")
        return redirect_to(".of_inspection", inspection_id=inspection_id)
    left = [one for one in shortcomings if str(one.id) not in taken]
    return _rows(form, left, {**shown, "added": len(taken), "nothing": not rows}), 422


def _rows(form: ProposedForm, shortcomings: list[Finding], shown: dict[str, Any]) -> str:
    """The page, with a row for each shortcoming that has none yet."""
    rows = {parse_uuid(row.form.finding_id.data): row.form for row in form.proposed}
    return render(
        "recommendations/all.html", rows=[(one, rows[one.id]) for one in shortcomings if one.id in rows], **shown
    )


def _agencies(inspection: Inspection) -> list[Choice]:
    agencies = [row for row in units.serving(session(), clock.today()) if row.id != inspection.lead_agency_id]
    return picked_agencies.choices(session(), agencies)


def _added(inspection: Inspection, row: ProposedRow, suggested: dict[UUID, Suggestion], known: dict[str, UUID]) -> bool:
    who, inspection_id, finding_id = actor(), inspection.id, parse_uuid(row.finding_id.data) or UUID(int=0)
    obligation, words = row.to_obligation(known, suggested.get(finding_id)), row.text.data or ""
    try:
        write(lambda db: suggesting.write_for(db, who, inspection_id, finding_id, words, obligation))
    except Problem as problem:
        row.refuse(problem)
        return False
    return True


@room.form("/drafts/<uuid:recommendation_id>/same", allow=OFFICE)
def same(recommendation_id: UUID) -> Any:
    """Give other inspections of the same plan the same recommendation, each with its own unit as addressee."""
    row = queries.require(session(), recommendation_id)
    inspection = drafting(row.inspection_id)
    form = SameForm(data={"text": row.text})
    added, status = 0, 200
    if form.is_submitted() and not form.rows_changed():
        status = 422
        if form.validate() and form.chosen:
            added = _given(row, form)
            if added == len(form.chosen):
                done(f"Đã thêm kiến nghị này ở {added} cuộc kiểm tra khác, hạn theo quy định của từng cuộc.")
                return redirect_to(".of_inspection", inspection_id=inspection.id)
            form.others.entries = [one for one in form.others.entries if one.errors]
        elif not form.chosen:
            form.others.errors = [*form.others.errors, "Chọn ít nhất một cuộc kiểm tra."]
    found = spreading.others(session(), actor(), row)
    form.others.offer([_choice(one) for one in found], others=_gone(form, found))
    unit = units.agency(session(), inspection.unit_id)
    shown = {"row": row, "inspection": inspection, "form": form, "found": found, "added": added}
    named = any(name in (form.text.data or "") for name in (unit.listed_name, inspection.unit_name))
    return render("recommendations/same.html", **shown, unit=unit, named=named), status


def _given(row: Recommendation, form: SameForm) -> int:
    who, words, recommendation_id, added = actor(), form.text.data or "", row.id, 0
    for entry, inspection_id in form.chosen:

        def act(db: Session, to: UUID = inspection_id) -> Recommendation:
            return spreading.add_same(db, who, recommendation_id, to, words)

        try:
            write(act)
            added += 1
        except Problem as problem:
            entry.errors = [reason.message for reason in problem.reasons] or [f"{problem.what} {problem.todo}"]
    return added


def _gone(form: SameForm, found: list[spreading.Other]) -> list[Choice]:
    """What was picked and went on since: its row keeps its name."""
    missing = {one for _row, one in form.chosen} - {one.inspection.id for one in found}
    seen = [session().get_one(Inspection, one) for one in missing if inspections.visible(session(), one, actor())]
    return [Choice(str(one.id), one.unit_name) for one in seen]


def _choice(one: spreading.Other) -> Choice:
    alike = [f"Tồn tại {finding.ordinal}: {shortened(finding.text, 80)}" for finding in one.alike[:2]]
    return Choice(str(one.inspection.id), one.inspection.unit_name, "; ".join([state_of(one.inspection).title, *alike]))
