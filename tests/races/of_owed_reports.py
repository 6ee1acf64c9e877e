"""Races of reports that a plan asks for."""

from datetime import date, timedelta
from typing import Any

from rasoat.papers import plan_steps, sending_reports
from rasoat.plans.data import ReportData
from tests.owed.samples import asked, owed
from tests.papers.samples import AUGUST_5
from tests.races.race import Race, race
from tests.world import World

FIRST = date(2024, 6, 1)
WEEKLY = [ReportData(f"Báo cáo {number}", "both", FIRST + timedelta(days=7 * number)) for number in range(20)]


@race("papers.sending_reports.portion", at=AUGUST_5)
def _eight_workers(world: World) -> Race:
    """The issue sent the first 40 of 60: each is sent once."""
    plan, clerk = asked(world, *WEEKLY), world.as_("clerk")
    paper = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert paper is not None and len(owed(world, plan.id)) == 40

    def once(_: list[Any]) -> None:
        rows = owed(world, plan.id)
        assert len({(row.source_id, row.addressee_id) for row in rows}) == len(rows) == 60

    return Race(lambda s, _: sending_reports.portion(s, paper_id=paper.id, actor=clerk), then=once)
