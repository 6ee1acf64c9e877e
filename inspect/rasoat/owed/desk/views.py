"""Pages of owed reports: one plan's table, recording the report, the panels on the pages of plan and obligation."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.db import new_id
from rasoat.incoming import answering
from rasoat.owed.desk import queries, recording
from rasoat.owed.desk.forms import RecordForm
from rasoat.owed.queries import SOURCE, periods_of, plan_of
from rasoat.pages import OFFICE, SIGNED_IN, Room, actor, done, paginate, redirect_to, render, save_form, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.lists import ordered, search, searching
from rasoat.pages.paging import By
from rasoat.papers import sending_reports
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.plans.presenters import said
from rasoat.problems import Problem
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Fired, may

room = Room("owed", __name__, url_prefix="/owed")
SORTS = {"due": col(Obligation.due_on)}
TONES = {
    "missing": "bad",
    "waiting": "neutral",
    "suspended": "waiting",
    "sent": "ok",
    "late": "warning",
    "ended": "neutral",
}
RECORDING = (recording.ISSUED, answering.TRIGGER)


@room.get("/plan/<uuid:plan_id>", allow=OFFICE)
def of_plan_page(plan_id: UUID) -> str:
    """Show what became of every report that a plan asks for."""
    plan, today = plans.require_visible(session(), plan_id, actor()), clock.today()
    page = paginate(*in_order(plan_id))
    return render(
        "owed/of_plan.html",
        plan=plan,
        page=page,
        goes_on=sending_reports.goes_on(session(), plan_id),
        stopped=sending_reports.stopped(session(), plan_id),
        tallies=queries.tallies(session(), plan_id, recommendations.visible_to(actor()), today),
        agencies=units.names(session(), {row.addressee_id for row in page.items}),
        standings=queries.standings(session(), page.items, today),
        reports=queries.reports_for(session(), page.items),
        titles=queries.STANDINGS,
        tones=TONES,
        selects=selects(plan_id),
    )


def in_order(plan_id: UUID) -> tuple[SelectOfScalar[Obligation], list[By]]:
    """The rows of a plan's table, and their order, as the request asks for them."""
    query = queries.rows_of(plan_id, recommendations.visible_to(actor()))
    if searching():
        named = select(Agency.id).where(search(Agency))
        query = query.where(or_(search(Obligation), col(Obligation.addressee_id).in_(named)))
    wanted, period = request.args.get("standing", ""), parse_uuid(request.args.get("period"))
    if wanted in queries.STANDINGS:
        query = query.where(queries.standing(clock.today()) == wanted)
    if period:
        query = query.where(Obligation.source_id == period)
    return query, ordered(SORTS, "due", col(Obligation.id))


def selects(plan_id: UUID) -> list[dict[str, Any]]:
    """The filters above the table."""
    periods = [(str(one.id), one.text) for one in periods_of(session(), plan_id)]
    offered = (
        ("period", "Báo cáo", "Mọi báo cáo", periods),
        ("standing", "Tình trạng", "Mọi tình trạng", list(queries.STANDINGS.items())),
    )
    return [
        {"name": name, "label": label, "value": request.args.get(name, ""), "options": [("", every), *options]}
        for name, label, every, options in offered
    ]


@room.blueprint.app_template_global("owed_reports_of")
def owed_reports_of(plan: Plan) -> dict[str, Any]:
    """For the page of a plan: what its reports are, of each period how many came, and whether some are still sent or stuck."""
    db, today = session(), clock.today()
    return {
        "asked": [said(one) for one in plans.reports(db, plan.id)],
        "tallies": queries.tallies(db, plan.id, recommendations.visible_to(actor()), today),
        "goes_on": sending_reports.goes_on(db, plan.id),
        "stopped": sending_reports.stopped(db, plan.id),
        "url": url_for("owed.of_plan_page", plan_id=plan.id),
    }


@room.blueprint.app_template_global("owed_report_of")
def owed_report_of(obligation: Obligation) -> dict[str, Any] | None:
    """For the page of an obligation: the plan whose report it is, and where this person records that it came."""
    if obligation.source_kind != SOURCE:
        return None
    db, who = session(), actor()
    plan = plan_of(db, obligation.source_id)
    seen = plan is not None and plans.visible(db, plan.id, who)
    records = any(one.transition.trigger in RECORDING for one in may(db, CaseRef("obligation", obligation.id), who))
    return {
        "plan": plan if seen else None,
        "papers": recording.offered(db, who, obligation) if records else [],
        "url": url_for("owed.record", obligation_id=obligation.id) if records else "",
    }


@room.form("/<uuid:obligation_id>/record", allow=SIGNED_IN)
def record(obligation_id: UUID) -> Any:
    """Record a paper as the report that is owed."""
    who, row = actor(), recommendations.require_visible(session(), obligation_id, actor())
    if row.source_kind != SOURCE:
        raise Problem("not_found")
    papers = recording.offered(session(), who, row)
    form = RecordForm(data={"version": row.version, "command_id": str(new_id())})
    form.paper.choices = {"": "Chọn văn bản", **{str(one.id): one.told for one in papers}}

    def save(db: Session) -> Fired:
        paper, command = parse_uuid(form.paper.data), parse_uuid(form.command_id.data)
        return recording.record(db, who, obligation_id, paper, form.signer.data or "", form.seen_version, command)

    def page(**context: Any) -> str:
        return render("owed/record.html", form=form, obligation=row, papers=papers, **context)

    def saved(_fired: Fired) -> Response:
        done("Đã ghi nhận báo cáo.")
        return redirect_to("obligations.show", obligation_id=obligation_id)

    return save_form(form, save, page, saved, refusals=("form.invalid", "case.refused"))
