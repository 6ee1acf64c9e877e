"""Two inspected districts of one plan, each of which proposes something."""

from uuid import UUID

from sqlmodel import col, select

from rasoat import clock
from rasoat.inspections.models import Inspection
from rasoat.plans.data import TargetData
from rasoat.proposals import operations, queries
from rasoat.proposals.models import Proposal
from tests.inspections.samples import TEAM, put, put_date, step
from tests.milestones import milestone
from tests.plans.samples import VISIT_ON, approved, joint_plan
from tests.recommendations.samples import PREPARED_ON, put_status
from tests.world import World

DISTRICTS = {"district": "office", "other_district": None}
TEXTS = {
    "district_officer": "Nâng cấp phần mềm quản lý trẻ em, hay lỗi và mất dữ liệu",
    "other_officer": "Phần mềm quản lý trẻ em hay lỗi, đề nghị nâng cấp",
}


@milestone
def two_inspections(world: World) -> list[Inspection]:
    """Those of the two districts, in which results are being put together."""
    offices = {key: world.agencies[office] if office else None for key, office in DISTRICTS.items()}
    targets = [TargetData(world.agencies[key], office, VISIT_ON, "Hội trường") for key, office in offices.items()]
    with clock.use_date(PREPARED_ON):
        plan = approved(world, joint_plan(world, targets=targets))
        found = [of_district(world, plan.id, key) for key in DISTRICTS]
        for row in found:
            for who, assignment in TEAM.items():
                put(world, row.id, who, assignment)
            put_date(world, row.id, VISIT_ON)
            step(world, row.id, "schedule", "officer")
    return [put_status(world, row.id, "reviewing") for row in found]


def of_district(world: World, plan_id: UUID, key: str) -> Inspection:
    """The inspection of one of them."""
    query = select(Inspection).where(Inspection.plan_id == plan_id, Inspection.unit_id == world.agencies[key])
    return world.see(lambda s: s.exec(query).one())


def proposed(world: World, inspection_id: UUID, who: str, text: str) -> Proposal:
    """What a person of the unit proposes, today."""
    return world.do(lambda s: operations.receive(s, world.as_(who), inspection_id, text, clock.today()))


def both(world: World) -> list[Proposal]:
    """One proposal of each of the two districts, about the same."""
    rows = two_inspections(world)
    return [proposed(world, row.id, who, text) for row, (who, text) in zip(rows, TEXTS.items(), strict=True)]


def now(world: World, proposal_id: UUID) -> Proposal:
    """The proposal as it is now."""
    return world.see(lambda s: s.get_one(Proposal, proposal_id))


def of_agency(world: World, agency_id: UUID) -> Proposal:
    """The one proposal of an agency."""
    query = select(Proposal).where(Proposal.from_id == agency_id).order_by(col(Proposal.id))
    [row] = world.see(lambda s: list(s.exec(query)))
    return row


def late(world: World) -> list[Proposal]:
    """What is late today."""
    return world.see(lambda s: list(s.exec(select(Proposal).where(queries.late(clock.today())))))
