"""Pages of plans: the list, the form, and one plan with its whole history."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.accounts.signing import HOW
from rasoat.pages import (
    OFFICE,
    Room,
    actor,
    case_panel,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    search,
    session,
    write,
)
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.lists import ordered, sort_link
from rasoat.pages.paging import By
from rasoat.pages.request import asked_year
from rasoat.pages.saving import Difference
from rasoat.plans import operations, presenters, queries, reminding
from rasoat.plans.data import PlanData
from rasoat.plans.forms import PlanForm, values_of
from rasoat.plans.models import DRAFTING, Plan
from rasoat.units import queries as units
from rasoat.workflows import CaseRef

room = Room("plans", __name__, url_prefix="/plans")
DRAFTERS = frozenset({Role.OFFICER})
REMINDERS = frozenset({Role.OFFICER, Role.LEADER})
SORTS = {"title": col(Plan.order_text), "year": col(Plan.year), "changed": col(Plan.last_event_at)}


@room.get("/", allow=OFFICE)
def index() -> str:
    """List the plans that this person may see."""
    page = paginate(*in_order())
    return render(
        "plans/index.html",
        page=page,
        agencies=units.names(session(), {plan.lead_agency_id for plan in page.items}),
        states={plan.id: state_of(plan) for plan in page.items},
        selects=selects(),
        sort=lambda name: sort_link(name, "-changed"),
        may_draft=operations.may_draft(session(), actor()),
    )


def in_order() -> tuple[SelectOfScalar[Plan], list[By]]:
    """The plans of the list, and their order, as the request asks for them."""
    query = select(Plan).where(queries.visible_to(actor()), search(Plan))
    year = asked_year()
    agency_id = parse_uuid(request.args.get("agency"))
    status = request.args.get("status", "")
    if year:
        query = query.where(Plan.year == year)
    if agency_id:
        query = query.where(Plan.lead_agency_id == agency_id)
    if status:
        query = query.where(Plan.status == status)
    return query, ordered(SORTS, "-changed", col(Plan.id))


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    years = [(str(year), str(year)) for year in queries.years(session(), actor())]
    agencies = [(str(agency.id), agency.listed_name) for agency in queries.lead_agencies(session(), actor())]
    states = [(name, state.title) for name, state in queries.states(session()).items()]
    offered: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("year", "Năm", "Mọi năm", years),
        ("status", "Trạng thái", "Mọi trạng thái", states),
        ("agency", "Cơ quan chủ trì", "Mọi cơ quan", agencies),
    ]
    return [
        {"name": name, "label": label, "value": request.args.get(name, ""), "options": [("", every), *options]}
        for name, label, every, options in offered
    ]


@room.form("/new", allow=DRAFTERS)
def new() -> Any:
    """Draft a plan."""
    return _edit(None, PlanData(title="", year=clock.today().year))


@room.form("/<uuid:plan_id>/edit", allow=DRAFTERS)
def edit(plan_id: UUID) -> Any:
    """Edit a draft."""
    plan = queries.require_visible(session(), plan_id, actor())
    operations.require_editable(session(), plan, actor())
    return _edit(plan, queries.data_of(session(), plan))


def _edit(plan: Plan | None, stored: PlanData) -> Any:
    form = PlanForm(data={**values_of(stored), "version": plan.version if plan else ""})
    if "all" in request.form:
        form.offer_agencies(session())
    who, plan_id = actor(), plan.id if plan else None

    def save(db: Session) -> Plan:
        if plan_id is None:
            return operations.draft_plan(db, who, form.to_data())
        return operations.edit_plan(db, who, plan_id, form.seen_version, form.to_data())

    def saved(row: Plan) -> Response:
        done("Đã lưu kế hoạch.")
        return redirect_to(".show", plan_id=row.id)

    def differences() -> list[Difference]:
        return presenters.differences(session(), form.to_data(), queries.data_of(session(), plan)) if plan else []

    return save_form(form, save, partial(_form_page, form, plan), saved, row=plan, differences=differences)


def _form_page(form: PlanForm, plan: Plan | None, **context: Any) -> str:
    form.offer(session())
    back = url_for(".show", plan_id=plan.id) if plan else url_for(".index")
    return render("plans/form.html", form=form, plan=plan, back_url=back, **context)


@room.get("/<uuid:plan_id>", allow=OFFICE)
def show(plan_id: UUID) -> str:
    """Show one plan with its whole history."""
    plan = queries.require_visible(session(), plan_id, actor())
    signers = queries.cosigners(session(), plan.id)
    asked = reminding.asked(session(), plan)
    again = [row.by for one in asked.values() for row in one.again if row.by]
    people = {plan.drafted_by, *(row.signed_by for row in signers if row.signed_by), *again}
    return render(
        "plans/show.html",
        plan=plan,
        panel=case_panel(CaseRef("plan", plan.id)),
        lead=units.agency(session(), plan.lead_agency_id),
        kind_title=queries.inspection_workflows(session()).get(plan.inspection_workflow, ""),
        bases=queries.bases(session(), plan.id),
        contents=queries.contents(session(), plan.id),
        checklists=queries.published_checklists(session()),
        signers=signers,
        agencies=units.names(session(), {row.agency_id for row in signers}),
        people=accounts.names(session(), people),
        months=presenters.calendar(session(), queries.targets(session(), plan.id)),
        weekday=presenters.weekday,
        asked=asked,
        hows=HOW,
        may_remind=reminding.may_remind(plan, actor()) and bool(reminding.unasked(session(), plan)),
        may_arrange=operations.may_arrange(plan, actor()),
        may_copy=operations.may_copy(plan, actor()),
        may_edit=DRAFTING.of(plan) and operations.may_edit(plan, actor()),
    )


@room.post("/<uuid:plan_id>/remind", allow=REMINDERS)
def remind(plan_id: UUID) -> Any:
    """Ask the agencies again that have not signed."""
    who = actor()
    told = write(lambda db: [agency.listed_name for agency in reminding.remind_now(db, who, plan_id)])
    done(f"Đã nhắc ký: {', '.join(told)}. Thư được gửi nếu máy chủ thư đã cài đặt.")
    return redirect_to(".show", plan_id=plan_id, _anchor="cosigners")
