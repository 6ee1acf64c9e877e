"""What papers are about today, and who sees the papers about it: plans, inspections, dangers, obligations,
proposals, meetings.

An authority sees the papers that were issued to it, and whoever is in the team those about that inspection. The
agencies that co-sign a plan read the drafts about it and its inspections.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import below
from rasoat.dangers import queries as dangers
from rasoat.dangers.models import Danger
from rasoat.db.asking import for_each
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.meetings import queries as meetings
from rasoat.meetings.models import Meeting
from rasoat.papers.registry import About, register_about
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan, PlanTarget
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import UNSENT, Obligation
from rasoat.units.models import Agency


def _issuer(row: Any) -> UUID:
    return UUID(str(row.lead_agency_id))


def _shared_inspections(actor: Actor) -> ColumnElement[bool]:
    return col(Inspection.plan_id).in_(select(Plan.id).where(plans.visible_to(actor)))


def _shared_obligations(actor: Actor) -> ColumnElement[bool]:
    return for_each(Inspection, col(Inspection.id) == col(Obligation.inspection_id), _shared_inspections(actor))


def _announced(actor: Actor) -> ColumnElement[bool]:
    its = col(PlanTarget.plan_id) == col(Plan.id)
    # These are two questions, because each has an index of its own.
    return or_(
        for_each(PlanTarget, its, col(PlanTarget.agency_id).in_(below(actor))),
        for_each(PlanTarget, its, col(PlanTarget.office_id) == actor.agency_id),
    )


def _visited(actor: Actor) -> ColumnElement[bool]:
    unit = or_(col(Inspection.unit_id).in_(below(actor)), col(Inspection.office_id) == actor.agency_id)
    return or_(unit, inspections.in_team(actor, col(Inspection.id)))


def _shared_proposals(actor: Actor) -> ColumnElement[bool]:
    return for_each(Inspection, col(Inspection.id) == col(Proposal.inspection_id), _shared_inspections(actor))


def _proposed(actor: Actor) -> ColumnElement[bool]:
    # One letter forwards several proposals: those of other units have the one that it was drafted from as their head.
    beside = select(Proposal.sent_with_id).where(col(Proposal.from_id).in_(below(actor)))
    own = or_(col(Proposal.from_id).in_(below(actor)), col(Proposal.forwarded_to_id) == actor.agency_id)
    return or_(own, col(Proposal.id).in_(beside.where(col(Proposal.sent_with_id).is_not(None))))


def _owed(actor: Actor) -> ColumnElement[bool]:
    return col(Obligation.addressee_id).in_(below(actor))


def _shared_dangers(actor: Actor) -> ColumnElement[bool]:
    return for_each(Inspection, col(Inspection.id) == col(Danger.inspection_id), _shared_inspections(actor))


def _asked_at_once(actor: Actor) -> ColumnElement[bool]:
    its = col(Obligation.danger_id) == col(Danger.id)
    of_unit = for_each(
        Inspection, col(Inspection.id) == col(Danger.inspection_id), col(Inspection.unit_id).in_(below(actor))
    )
    return or_(for_each(Obligation, its, _owed(actor)), of_unit)


def _plans(plan: Plan) -> str:
    return plan.inspection_workflow


def _inspections(inspection: Inspection) -> str:
    return inspection.workflow


def _cosigning(session: Session, plan_id: UUID | None) -> list[UUID]:
    return [row.agency_id for row in plans.cosigners(session, plan_id)] if plan_id else []


def _of_plan(session: Session, plan: Plan) -> list[UUID]:
    targets = session.exec(select(PlanTarget).where(PlanTarget.plan_id == plan.id).order_by(col(PlanTarget.id))).all()
    told = [one for target in targets for one in (target.agency_id, target.office_id) if one]
    return [*_cosigning(session, plan.id), *told]


def _of_inspection(session: Session, inspection: Inspection) -> list[UUID]:
    its = Obligation.inspection_id == inspection.id, col(Obligation.danger_id).is_(None), ~UNSENT.condition
    asked = select(Obligation.addressee_id).where(*its)
    told = [inspection.unit_id, *([inspection.office_id] if inspection.office_id else [])]
    return [*_cosigning(session, inspection.plan_id), *told, *session.exec(asked.order_by(col(Obligation.id)))]


def _chaired(actor: Actor) -> ColumnElement[bool]:
    return col(Meeting.chair_agency_id) == actor.agency_id


def _concluded(actor: Actor) -> ColumnElement[bool]:
    return meetings.told_to(actor.agency_id)


def _of_meeting(session: Session, meeting: Meeting) -> list[UUID]:
    members = [row.agency_id for row in meetings.members(session, meeting.id)]
    return [*members, *(one for told in meetings.tasks(session, meeting.id) for one in told.addressees)]


def _of_danger(session: Session, danger: Danger) -> list[UUID]:
    asked = select(Obligation.addressee_id).where(Obligation.danger_id == danger.id)
    unit_id = session.get_one(Inspection, danger.inspection_id).unit_id
    return [*session.exec(asked.order_by(col(Obligation.id))), unit_id]


def _of_obligation(_session: Session, obligation: Obligation) -> list[UUID]:
    return [obligation.addressee_id]


def _of_proposal(session: Session, proposal: Proposal) -> list[UUID]:
    asked = [row.from_id for row in proposals.in_letter(session, proposal)]
    return [*dict.fromkeys(asked), *([proposal.forwarded_to_id] if proposal.forwarded_to_id else [])]


def _nobody_else(_actor: Actor) -> ColumnElement[bool]:
    return false()


def _of_agency(session: Session, agency_id: UUID, actor: Actor) -> bool:
    """What an agency writes about itself is its own, and that of those above it."""
    if actor.is_authority or actor.role == Role.ADMINISTRATOR:
        return False
    return (
        session.exec(select(Agency.id).where(Agency.id == agency_id, col(Agency.id).in_(below(actor)))).first()
        is not None
    )


def _above(_session: Session, agency: Agency) -> list[UUID]:
    return [agency.parent_id] if agency.parent_id else []


register_about(About("agency", Agency, lambda agency: agency.id, _of_agency, _nobody_else, _nobody_else, _above))
register_about(About("plan", Plan, _issuer, plans.visible, plans.visible_to, _announced, _of_plan, _plans))
register_about(
    About(
        "inspection",
        Inspection,
        _issuer,
        inspections.visible,
        _shared_inspections,
        _visited,
        _of_inspection,
        _inspections,
    )
)
register_about(
    About("obligation", Obligation, _issuer, recommendations.visible, _shared_obligations, _owed, _of_obligation)
)
register_about(About("proposal", Proposal, _issuer, proposals.visible, _shared_proposals, _proposed, _of_proposal))
register_about(About("danger", Danger, _issuer, dangers.visible, _shared_dangers, _asked_at_once, _of_danger))
register_about(About("meeting", Meeting, _issuer, meetings.visible, _chaired, _concluded, _of_meeting))
