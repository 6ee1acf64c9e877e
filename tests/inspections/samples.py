"""The Chi Lăng inspection of joint plan 99, prepared as far as a test needs it."""

from datetime import date
from uuid import UUID

from rasoat.inspections import operations, queries
from rasoat.inspections.models import Inspection
from rasoat.plans.data import PlanData
from rasoat.workflows import CaseRef, Fired, fire
from tests.milestones import milestone
from tests.plans.samples import VISIT_ON, approved
from tests.world import World

TEAM = {"lead": "lead", "edu_member": "member", "culture_member": "member"}


@milestone
def planned(world: World, data: PlanData | None = None) -> Inspection:
    """As it is when the plan was just approved."""
    plan = approved(world, data)
    return world.see(lambda session: queries.inspections_of(session, plan.id)[0])


def put(world: World, inspection_id: UUID, who: str, assignment: str = "member", by: str = "officer") -> None:
    user_id = world.as_(who).user_id
    world.do(lambda s: operations.name_member(s, world.as_(by), inspection_id, user_id, assignment))


def drop(world: World, inspection_id: UUID, who: str, by: str = "officer") -> None:
    world.do(lambda s: operations.drop_member(s, world.as_(by), inspection_id, world.as_(who).user_id))


def put_date(world: World, inspection_id: UUID, day: date | None, version: int | None = None) -> Inspection:
    return world.do(
        lambda s: operations.set_schedule(
            s,
            world.as_("officer"),
            inspection_id,
            version,
            scheduled_on=day,
            scheduled_time="08:00",
            place="Hội trường UBND huyện Chi Lăng",
        )
    )


@milestone
def prepared(world: World, data: PlanData | None = None) -> Inspection:
    """With a team from every agency and its date set."""
    inspection = planned(world, data)
    for who, assignment in TEAM.items():
        put(world, inspection.id, who, assignment)
    return put_date(world, inspection.id, VISIT_ON)


def step(world: World, inspection_id: UUID, trigger: str, who: str, **payload: object) -> Fired:
    return world.do(lambda s: fire(s, CaseRef("inspection", inspection_id), trigger, world.as_(who), payload=payload))


@milestone
def scheduled(world: World, data: PlanData | None = None) -> Inspection:
    inspection = prepared(world, data)
    step(world, inspection.id, "schedule", "officer")
    return world.see(lambda s: s.get_one(Inspection, inspection.id))
