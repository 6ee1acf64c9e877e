"""Races of people of one unit who report its figures, and of officers who type them from its paper."""

from dataclasses import replace
from typing import Any

from rasoat.incoming import operations as incoming
from rasoat.reported.desk import operations
from rasoat.reported.desk.questions import Typed
from rasoat.reported.models import ReportedFigures
from tests.incoming.samples import ARRIVED, SCAN, link
from tests.races.race import Race, race
from tests.reported.samples import NOTHING_SEEN, POINTS
from tests.visits.samples import JULY_12, scheduled
from tests.world import World


@race("reported.desk.operations.save_draft", at=JULY_12)
def _drafted(world: World) -> Race:
    """Eight people of the unit begin at once: the first has the draft, the others are told."""
    case, who = scheduled(world), world.as_("district_officer")

    def write(session: Any, number: int) -> ReportedFigures:
        typed = Typed({"warning_signs": {"points": number}})
        return operations.save_draft(session, who, case.inspection_id, NOTHING_SEEN, typed)

    return Race(write, wins=1, refused=("row.stale",))


@race("reported.desk.operations.send", at=JULY_12)
def _sent(world: World) -> Race:
    """Eight people of the unit send at once: the report is sent once."""
    case, who = scheduled(world), world.as_("district_officer")
    return Race(
        lambda s, _n: operations.send(s, who, case.inspection_id, NOTHING_SEEN, POINTS),
        wins=1,
        refused=("reported.sent",),
    )


@race("reported.desk.operations.record", at=JULY_12)
def _recorded(world: World) -> Race:
    """Eight officers type one paper at once: its figures stand once."""
    case, who, clerk = scheduled(world), world.as_("officer"), world.as_("clerk")
    arrived = replace(ARRIVED, arrived_on=JULY_12.date(), dated=JULY_12.date())
    paper = world.do(lambda s: incoming.enter(s, clerk, arrived, [SCAN], link(case.inspection_id)))
    return Race(
        lambda s, _n: operations.record(s, who, case.inspection_id, paper.id, 0, POINTS),
        wins=1,
        refused=("reported.sent",),
    )
