"""Races while teams and days of a plan are arranged, and while a plan comes again."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import select

from rasoat.arranging import operations as arranging
from rasoat.arranging import repeating
from rasoat.arranging.models import PlanRepeat
from rasoat.arranging.operations import Wanted
from rasoat.arranging.queries import places as arranged_places
from rasoat.inspections.models import Inspection
from rasoat.plans.models import Plan
from tests.inspections.samples import planned
from tests.plans.samples import approved, draft, joint_plan
from tests.races.race import Race, race
from tests.world import World


@race("arranging.operations.arrange")
def _arranged(world: World) -> Race:
    """Eight arrange one draft as they saw it: one of them does."""
    plan = draft(world)
    lead, unit = world.as_("lead").user_id, world.agencies["district"]

    def write(session: Any, number: int) -> Plan:
        wanted = [Wanted(unit, date(2024, 7, 10 + number), 1)]
        return arranging.arrange(session, world.as_("officer"), plan.id, plan.version, {1: {lead: "lead"}}, wanted, 1)

    return Race(write, wins=1, refused=("row.stale",))


@race("arranging.operations.bring")
def _brought(world: World) -> Race:
    """Eight bring one inspection its day and its team as they saw it: one of them does."""
    inspection = planned(world)
    plan = world.see(lambda s: s.get_one(Plan, inspection.plan_id))
    [place] = world.see(lambda s: arranged_places(s, plan))

    def write(session: Any, number: int) -> Inspection:
        wanted = Wanted(inspection.unit_id, date(2024, 7, 1 + number), 1, place.version)
        teams = {1: {world.as_("lead").user_id: "lead"}}
        return arranging.bring(session, world.as_("officer"), place, wanted, teams)

    return Race(write, wins=1, refused=("row.stale",))


@race("arranging.repeating.set_repeat")
def _repeats(world: World) -> Race:
    """Eight let one plan come again: it is one row."""
    plan, every = draft(world), ("year", "half_year", "quarter")

    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(PlanRepeat)).all())) == 1

    return Race(lambda s, n: repeating.set_repeat(s, world.as_("officer"), plan.id, every[n % 3], 40).every, then=one)


@race("arranging.repeating.stop_repeat")
def _repeats_no_more(world: World) -> Race:
    plan = draft(world)
    world.do(lambda s: repeating.set_repeat(s, world.as_("officer"), plan.id, "year", 40))
    return Race(
        lambda s, n: repeating.stop_repeat(s, world.as_("officer"), plan.id, f"Lý do {n}").stopped_why,
        wins=1,
        refused=("not_found",),
    )


@race("arranging.repeating.propose_next", at=datetime(2024, 5, 20, 2, tzinfo=UTC))
def _next_one(world: World) -> Race:
    """Eight workers on one day: the next plan is drafted once."""
    plan, day = approved(world, joint_plan(world, cosigner_ids=[])), date(2025, 7, 4)
    world.do(lambda s: repeating.set_repeat(s, world.as_("officer"), plan.id, "year", 10))

    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Plan)).all())) == 2

    return Race(lambda s, _: repeating.propose_next(s, plan.id, day), then=one)
