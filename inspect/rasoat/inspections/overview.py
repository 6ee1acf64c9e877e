"""The overview page of one inspection, which is also shown when a change on it is refused."""

from typing import Any

from rasoat.accounts import queries as accounts
from rasoat.inspections import presenters, queries, team
from rasoat.inspections.forms import MemberForm
from rasoat.inspections.models import ASSIGNMENTS, PREPARING, SITE_KINDS, UNSCHEDULED, WORKING, Inspection
from rasoat.pages import actor, case_panel, render, session
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.plans.presenters import weekday
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.workflows import CaseRef


def page(inspection: Inspection, problem: Problem | None = None, member_form: MemberForm | None = None) -> str:
    """The whole overview; `problem` is a refusal that is shown at its head."""
    return render(
        "inspections/show.html",
        inspection=inspection,
        problem=problem,
        panel=case_panel(CaseRef("inspection", inspection.id)),
        steps=presenters.steps(queries.definition_of(session(), inspection), inspection.status),
        weekday=weekday,
        **_facts(inspection),
        **_team(inspection, member_form),
        **_work(inspection),
    )


def _facts(inspection: Inspection) -> dict[str, Any]:
    plan = session().get(Plan, inspection.plan_id) if inspection.plan_id else None
    return {
        "plan": plan if plan and plans.visible(session(), plan.id, actor()) else None,
        "lead_agency": units.agency(session(), inspection.lead_agency_id),
        "office": units.agency(session(), inspection.office_id) if inspection.office_id else None,
        "may_schedule": UNSCHEDULED.of(inspection) and queries.is_lead_officer(inspection, actor()),
    }


def _team(inspection: Inspection, form: MemberForm | None) -> dict[str, Any]:
    members = queries.team_of(session(), inspection.id)
    may_compose = WORKING.of(inspection) and queries.is_lead_officer(inspection, actor())
    if may_compose:
        form = form or MemberForm(formdata=None)
        form.offer(session(), inspection)
    asked = team.rules_for(session(), inspection)
    case_row = inspection.model_dump()
    return {
        "members": members,
        "people": accounts.names(session(), {member.user_id for member, _ in members}),
        "assignments": ASSIGNMENTS,
        "missing": team.unrepresented(session(), case_row) if "members_from_each_cosigner" in asked else [],
        "may_compose": may_compose,
        "member_form": form if may_compose else None,
    }


def _work(inspection: Inspection) -> dict[str, Any]:
    may_edit = queries.may_edit(session(), inspection, actor())
    return {
        "sites": queries.sites(session(), inspection.id),
        "site_kinds": SITE_KINDS,
        "may_edit_sites": WORKING.of(inspection) and may_edit,
        "may_print_codes": may_edit,
        "checklists": queries.checklists(session(), inspection.id),
        "titles": queries.checklist_titles(session(), inspection.id),
        "may_choose": PREPARING.of(inspection) and queries.is_lead_officer(inspection, actor()),
    }
