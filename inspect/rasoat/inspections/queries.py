"""Reading inspections."""

from datetime import date
from uuid import UUID

from sqlalchemy import SQLColumnExpression, exists, false
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.scope import Scoped, below
from rasoat.checklists import catalog
from rasoat.db.asking import for_each
from rasoat.db.bulk import among_these
from rasoat.definitions import operations as definitions
from rasoat.inspections.models import (
    ASSIGNMENTS,
    WORKING,
    AssignedSlot,
    Inspection,
    InspectionChecklist,
    Site,
    TeamMember,
)
from rasoat.inspections.months import between
from rasoat.inspections.near import near
from rasoat.plans import route
from rasoat.plans.models import Plan, PlanCosigner
from rasoat.procedures.definition import State, Workflow
from rasoat.units.models import Agency
from rasoat.workflows import pins
from rasoat.workflows.models import JournalEntry

ANNOUNCING = ("schedule", "bring_in")
"""The steps since which the inspected know of an inspection: it is scheduled, or was announced by a paper of before."""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Inspections that an actor may see.

    These are the inspections of the own agency or one below it; those of a plan that the own agency co-signs; those
    with the actor in the team; and those of the actor's own unit or office, once they were announced by being
    scheduled. Administrators manage accounts and see no cases.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    of_cosigned = select(PlanCosigner.plan_id).where(PlanCosigner.agency_id == actor.agency_id)
    announced = for_each(
        JournalEntry,
        col(JournalEntry.case_kind) == "inspection",
        col(JournalEntry.case_id) == col(Inspection.id),
        col(JournalEntry.trigger).in_(ANNOUNCING),
    )
    inspected = or_(col(Inspection.unit_id) == actor.agency_id, col(Inspection.office_id) == actor.agency_id)
    return or_(
        col(Inspection.lead_agency_id).in_(below(actor)),
        col(Inspection.plan_id).in_(of_cosigned),
        in_team(actor, col(Inspection.id)),
        and_(inspected, announced),
    )


def listed(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `visible_to`, for lists (see near.py)."""
    few = near(session, actor)
    return visible_to(actor) if few is None else and_(among_these(col(Inspection.id), few), visible_to(actor))


def in_team(actor: Actor, inspection_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """Whether the actor, or somebody for whom he stands in, is in the team of the inspection in that column."""
    return for_each(
        TeamMember, col(TeamMember.inspection_id) == inspection_id, col(TeamMember.user_id).in_(actor.people)
    )


def with_member(user_id: UUID) -> ColumnElement[bool]:
    """Inspections that have a person in their team. They are looked up by the person: hardly anybody is in many."""
    return col(Inspection.id).in_(select(TeamMember.inspection_id).where(TeamMember.user_id == user_id))


def inspected_by(actor: Actor) -> ColumnElement[bool]:
    """Inspections in which the actor is on the inspecting side, and may therefore read drafts, answers and findings.

    These are the inspections that the actor may see, except as the inspected unit: an account of an authority, or of
    the unit or an agency below it, is on the inspecting side only as a member of the team (as in a self-inspection). A
    member who went over to the unit after being named is not any more.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    own = _own_agencies(actor)
    member = _member_not_gone_over(actor, own)
    if actor.is_authority:
        return member
    # What is true of most is asked first.
    return or_(and_(visible_to(actor), col(Inspection.unit_id).not_in(own)), member)


def _member_not_gone_over(actor: Actor, own: list[UUID]) -> ColumnElement[bool]:
    """Whether the actor is in the team, and belongs to the inspected side only if that was so when named."""
    unit, office, named = col(Inspection.unit_id), col(Inspection.office_id), col(TeamMember.agency_id)
    outside = and_(unit.not_in(own), or_(office.is_(None), office.not_in(own)))
    return for_each(
        TeamMember,
        col(TeamMember.inspection_id) == col(Inspection.id),
        col(TeamMember.user_id).in_(actor.people),
        or_(outside, named == actor.agency_id, named == unit, named == office),
    )


def of_inspected(
    inspection_id: SQLColumnExpression[UUID | None], actor: Actor, led_by: SQLColumnExpression[UUID]
) -> ColumnElement[bool]:
    """Whether the inspection in that column is one of `inspected_by`. `led_by`: the column of the same rows that holds
    the agency that leads the inspection.

    What the actor's own agency leads, or one below it, is known by the row itself and is asked first: for a department
    that leads all inspections, each row of a list would otherwise look for its inspection.
    """
    if actor.role == Role.ADMINISTRATOR:
        return false()
    asked = for_each(Inspection, col(Inspection.id) == inspection_id, inspected_by(actor))
    if actor.is_authority:
        return asked
    of_own = select(Inspection.id).where(col(Inspection.unit_id).in_(_own_agencies(actor)))
    known = and_(led_by.in_(below(actor)), inspection_id.is_not(None), inspection_id.not_in(of_own))
    return or_(known, asked)


def _own_agencies(actor: Actor) -> list[UUID]:
    """The actor's agency and those above it."""
    return [UUID(part) for part in actor.agency_path.split("/") if part]


_scope = Scoped(Inspection, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def definition_of(session: Session, inspection: Inspection) -> Workflow:
    """The workflow version this inspection runs on."""
    return pins.runtime(session, inspection.workflow, inspection.workflow_version).definition


def team(session: Session, inspection_id: UUID) -> list[TeamMember]:
    """The team: the lead first, then by assignment and by when they were named."""
    query = select(TeamMember).where(TeamMember.inspection_id == inspection_id).order_by(col(TeamMember.id))
    order = list(ASSIGNMENTS)
    return sorted(session.exec(query), key=lambda member: order.index(member.assignment))


def team_of(session: Session, inspection_id: UUID) -> list[tuple[TeamMember, Agency]]:
    """The team with the agency each person stands for."""
    members = team(session, inspection_id)
    wanted = {member.agency_id for member in members}
    agencies = {row.id: row for row in session.exec(select(Agency).where(col(Agency.id).in_(wanted)))}
    return [(member, agencies[member.agency_id]) for member in members]


def sites(session: Session, inspection_id: UUID) -> list[Site]:
    """The places to visit, in the order they were added."""
    query = select(Site).where(Site.inspection_id == inspection_id)
    return list(session.exec(query.order_by(col(Site.created_at), col(Site.id))))


def checklists(session: Session, inspection_id: UUID) -> list[InspectionChecklist]:
    """The checklists it uses, with the version of each, in the order in which they were chosen."""
    query = select(InspectionChecklist).where(InspectionChecklist.inspection_id == inspection_id)
    return list(session.exec(query.order_by(col(InspectionChecklist.created_at), col(InspectionChecklist.id))))


def assigned(session: Session, inspection_id: UUID) -> list[AssignedSlot]:
    """What people of its team were given to fill, in the order in which it was given."""
    query = select(AssignedSlot).where(AssignedSlot.inspection_id == inspection_id)
    return list(session.exec(query.order_by(col(AssignedSlot.created_at), col(AssignedSlot.id))))


def assigned_to(session: Session, actor: Actor, *which: ColumnElement[bool]) -> list[AssignedSlot]:
    """What the actor, or somebody for whom he stands in, was given to fill in the inspections under way that fulfil
    `which`.
    """
    query = (
        select(AssignedSlot)
        .join(Inspection, col(Inspection.id) == col(AssignedSlot.inspection_id))
        .where(col(AssignedSlot.user_id).in_(actor.people), WORKING.condition, *which)
    )
    return list(session.exec(query.order_by(col(AssignedSlot.created_at), col(AssignedSlot.id))))


def has_required_checklists(session: Session, inspection_id: UUID) -> bool:
    """Whether it uses a checklist besides those that every inspection has."""
    return any(row.required for row in checklists(session, inspection_id))


def checklist_titles(session: Session, inspection_id: UUID) -> dict[str, str]:
    """The titles of its checklists, from the versions it is pinned to."""
    return {
        row.checklist: catalog.from_body(
            definitions.body_of(session, "checklist", row.checklist, row.checklist_version)
        ).title
        for row in checklists(session, inspection_id)
    }


def months(session: Session, seen: ColumnElement[bool]) -> list[date]:
    """First days of the months from the first to the last inspection that fulfils `seen`."""
    return between(session, col(Inspection.scheduled_on), seen)


def plans_of(session: Session, seen: ColumnElement[bool]) -> list[Plan]:
    """The plans with inspections that fulfil `seen`, the newest first."""
    # Each plan is asked for one inspection, which costs the same however many it has.
    plan = aliased(Plan)
    its = exists().where(col(Inspection.plan_id) == plan.id, seen)
    return list(session.exec(select(plan).where(its).order_by(col(plan.created_at).desc(), col(plan.id))))


def states(session: Session) -> dict[str, State]:
    """The states an inspection can be in, in the order of the path."""
    return route.in_order(pins.newest(session, "inspection").definition)


def inspections_of(session: Session, plan_id: UUID) -> list[Inspection]:
    """The inspections made for a plan, by day; those without one last."""
    found = session.exec(select(Inspection).where(Inspection.plan_id == plan_id).order_by(col(Inspection.order_text)))
    return sorted(found, key=lambda row: (row.scheduled_on is None, row.scheduled_on))


def without_lead() -> ColumnElement[bool]:
    """Inspections whose team nobody leads: no lead was named, or the lead's account was closed or now belongs to another
    agency than when the lead was named.
    """
    same = and_(col(User.active), col(User.agency_id) == col(TeamMember.agency_id))
    still = for_each(User, col(User.id) == col(TeamMember.user_id), same)
    its = col(TeamMember.inspection_id) == col(Inspection.id), col(TeamMember.assignment) == "lead"
    return ~for_each(TeamMember, *its, still)


def is_team_member(session: Session, inspection_id: UUID, actor: Actor) -> bool:
    """Whether the actor is in the team."""
    return bool(_assignments(session, inspection_id, actor))


def is_team_lead(session: Session, inspection_id: UUID, actor: Actor) -> bool:
    """Whether the actor leads the team."""
    return "lead" in _assignments(session, inspection_id, actor).values()


def heads_team(session: Session, inspection_id: UUID, actor: Actor) -> bool:
    """Whether the actor leads the team or is its deputy."""
    return not {"lead", "deputy"}.isdisjoint(_assignments(session, inspection_id, actor).values())


def acting_in(session: Session, inspection_id: UUID, actor: Actor, *, lead: bool = False) -> Actor:
    """The actor as himself where he is in the team (or, with `lead`, leads it), or else in the stead of one who is: the
    journal names both.
    """
    found = _assignments(session, inspection_id, actor)
    return actor.among([one for one, assignment in found.items() if not lead or assignment == "lead"])


def may_edit(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor may work on the inspection: officers of the lead agency may, and the team."""
    return is_lead_officer(inspection, actor) or is_team_member(session, inspection.id, actor)


def is_lead_officer(inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor is an officer of the agency that leads the inspection: they set up the team and the schedule."""
    return actor.role == Role.OFFICER and actor.agency_id == inspection.lead_agency_id


def _assignments(session: Session, inspection_id: UUID, actor: Actor) -> dict[UUID, str]:
    query = select(TeamMember.user_id, TeamMember.assignment).where(
        TeamMember.inspection_id == inspection_id, col(TeamMember.user_id).in_(actor.people)
    )
    return dict(iter(session.exec(query)))
