"""Races of clerks who enter papers that came in."""

from dataclasses import replace
from typing import Any

from rasoat.incoming import operations
from rasoat.incoming.models import IncomingPaper
from tests.incoming.samples import ARRIVED, SCAN, entered
from tests.papers.samples import AUGUST_5
from tests.races.race import AT_ONCE, Race, race
from tests.world import World


@race("incoming.operations.enter", at=AUGUST_5)
def _entered(world: World) -> Race:
    """Eight papers at once: their numbers follow each other."""
    clerk = world.as_("clerk")

    def gapless(results: list[IncomingPaper]) -> None:
        assert sorted(row.number for row in results) == list(range(1, AT_ONCE + 1))

    return Race(
        lambda s, n: operations.enter(s, clerk, replace(ARRIVED, reference=f"{n}/BC-UBND"), [SCAN]), then=gapless
    )


@race("incoming.operations.correct", at=AUGUST_5)
def _corrected(world: World) -> Race:
    """Eight clerks put one entry right from the version that they saw: the first one does."""
    row, clerk = entered(world), world.as_("clerk")

    def write(session: Any, number: int) -> IncomingPaper:
        return operations.correct(session, clerk, row.id, row.version, replace(ARRIVED, note=f"Lần {number}"))

    return Race(write, wins=1, refused=("row.stale",))
