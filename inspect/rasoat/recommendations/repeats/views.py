"""The page on which somebody says that a drafted recommendation asks again what is still open."""

from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.inspections.models import Inspection
from rasoat.pages import OFFICE, Room, actor, done, redirect_to, render, save_form, session
from rasoat.pages.case import state_of
from rasoat.problems import Problem
from rasoat.recommendations import drafts, queries
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import DRAFTING, Obligation
from rasoat.recommendations.repeats import operations
from rasoat.recommendations.repeats.forms import NONE, RepeatForm
from rasoat.recommendations.repeats.queries import Candidate, candidates, taken_of_addressee
from rasoat.recommendations.sources import source_of
from rasoat.text import shortened
from rasoat.units import queries as units

room = Room("repeats", __name__, url_prefix="/recommendations")


@room.form("/repeats/<uuid:obligation_id>", allow=OFFICE)
def choose(obligation_id: UUID) -> Any:
    """Choose what the recommendation asks this addressee again."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    if obligation.source_kind != "recommendation" or obligation.inspection_id is None or not DRAFTING.of(obligation):
        raise Problem("recommendation.frozen")
    inspection = session().get_one(Inspection, obligation.inspection_id)
    if not drafts.may_draft(session(), inspection, who):
        raise Problem("recommendation.frozen")
    source = queries.require(session(), obligation.source_id)
    form = RepeatForm(data={"earlier_id": str(obligation.repeats_id or NONE), "version": str(source.version)})

    def page(**both: Any) -> str:
        found = candidates(session(), obligation, who)
        kept = _kept(obligation, found)
        form.earlier_id.choices = (
            {NONE: "Không nhắc lại"} | kept | {str(one.obligation.id): _named(one) for one in found}
        )
        return render(
            "recommendations/repeats.html",
            form=form,
            inspection=inspection,
            row=source,
            found=bool(found or kept),
            taken=not (found or kept) and taken_of_addressee(session(), obligation, who),
            addressee=units.agency(session(), obligation.addressee_id),
            back_url=url_for("recommendations.of_inspection", inspection_id=inspection.id),
            **both,
        )

    def saved(row: Obligation) -> Response:
        done(
            "Đã ghi nội dung được nhắc lại." if row.repeats_id else "Đã ghi: kiến nghị này không nhắc lại nội dung nào."
        )
        return redirect_to("recommendations.of_inspection", inspection_id=inspection.id)

    def save(db: Session) -> Obligation:
        return operations.link(db, who, obligation_id, form.seen_version, form.chosen_id)

    return save_form(form, save, page, saved, row=source, differences=list, refusals=("case.refused", "form.invalid"))


def _kept(drafted: Obligation, found: list[Candidate]) -> dict[str, str]:
    """What was named before and can no longer be chosen anew, as a choice: saving the page loses nothing."""
    named = drafted.repeats_id
    if named is None or named in {one.obligation.id for one in found}:
        return {}
    if not queries.visible(session(), named, actor()):
        return {str(named): "Nội dung đã nối trước đây, nay bạn không xem được"}
    row = session().get_one(Obligation, named)
    state = "" if is_open(row) else f" (nay: {state_of(row).title})"
    return {str(named): f"{_named(Candidate(row, alike=False))}{state}"}


def _named(one: Candidate) -> str:
    row = one.obligation
    due = f", hạn {clock.date_text(row.due_on)}" if row.due_on else ""
    sent = f"gửi ngày {clock.date_text(row.issued_on)}" if row.issued_on else ""
    alike = " (cùng câu hỏi của bảng kiểm)" if one.alike else ""
    return f"{source_of(row).name}, {sent}{due}{alike}: {shortened(row.source_text, 160)}"
