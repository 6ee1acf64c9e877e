"""What inspections register with the workflow engine: their relations, guards and effects."""

from uuid import UUID

from sqlmodel import Session

from rasoat.inspections import consistency, queries, team
from rasoat.inspections.models import Inspection
from rasoat.inspections.operations import create_inspection, first_team
from rasoat.inspections.relations import register_case_relations
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.problems import Reason
from rasoat.units.models import Agency
from rasoat.workflows import CaseKind, Firing, effect, guard, pins, register_kind

__all__ = ["consistency"]


def label(session: Session, inspection_id: UUID) -> str:
    """The name of one inspection for people."""
    return session.get_one(Inspection, inspection_id).title


register_kind(CaseKind("inspection", Inspection, "Cuộc kiểm tra", label, queries.visible))
register_case_relations("inspection", "id")


@guard("has_date")
def _has_date(firing: Firing) -> list[Reason]:
    if firing.case_row["scheduled_on"] is not None:
        return []
    return [Reason("scheduled_on", "Chưa có ngày kiểm tra; nhập ngày ở phần Lịch.")]


@guard("has_lead")
def _has_lead(firing: Firing) -> list[Reason]:
    return team.missing_lead(firing.session, firing.case_row)


@guard("members_from_each_cosigner")
def _members_from_each_cosigner(firing: Firing) -> list[Reason]:
    return team.missing_cosigners(firing.session, firing.case_row)


@guard("nobody_from_the_unit")
def _nobody_from_the_unit(firing: Firing) -> list[Reason]:
    return team.insiders(firing.session, firing.case_row)


@guard("has_checklists")
def _has_checklists(firing: Firing) -> list[Reason]:
    if queries.has_required_checklists(firing.session, firing.ref.id):
        return []
    return [Reason("checklists", "Chưa chọn bảng kiểm; chọn ít nhất một bảng kiểm.")]


@guard("inspections_ended")
def _inspections_ended(firing: Firing) -> list[Reason]:
    reasons = []
    for inspection in queries.inspections_of(firing.session, firing.ref.id):
        state = queries.definition_of(firing.session, inspection).states[inspection.status]
        if not state.final:
            message = (
                f"Cuộc kiểm tra tại {inspection.unit_name} đang “{state.title}”; kết thúc hoặc hủy cuộc này trước."
            )
            reasons.append(Reason("inspections", message))
    return reasons


@effect("make_inspections")
def _make_inspections(firing: Firing) -> None:
    session = firing.session
    plan = session.get_one(Plan, firing.ref.id)
    kind = pins.newest(session, plan.inspection_workflow).definition.title
    checklists, teams = plans.checklist_names(session, plan.id), plans.teams(session, plan.id)
    for target in plans.targets(session, plan.id):
        inspection = create_inspection(
            session,
            firing.actor,
            plan=plan,
            unit_id=target.agency_id,
            office_id=target.office_id,
            lead_agency_id=plan.lead_agency_id,
            workflow=plan.inspection_workflow,
            title=f"{kind}: {session.get_one(Agency, target.agency_id).short_name}",
            planned_on=target.planned_on,
            place=target.place,
            checklists=checklists,
        )
        first_team(session, inspection, teams.get(target.team or 0, {}))


@effect("clear_schedule")
def _clear_schedule(firing: Firing) -> None:
    """Remove the day of an inspection that is postponed: to be scheduled again it needs a new one."""
    inspection = firing.session.get_one(Inspection, firing.ref.id)
    inspection.scheduled_on, inspection.scheduled_time = None, ""
