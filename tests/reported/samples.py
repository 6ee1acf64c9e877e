"""A unit's report as the tests make it."""

from uuid import UUID

from rasoat import clock
from rasoat.files.operations import StoredFile
from rasoat.papers import rendering
from rasoat.reported import queries
from rasoat.reported.desk import operations
from rasoat.reported.desk.operations import Seen
from rasoat.reported.desk.questions import Typed
from rasoat.reported.models import ReportedFigures
from tests.papers.samples import Told, outside, schedule
from tests.visits.samples import JULY_12
from tests.world import World

POINTS = Typed({"warning_signs": {"points": 67, "signs": 21}})
NOTHING_SEEN = Seen(sent=0, draft=None)


def seen_now(world: World, inspection_id: UUID) -> Seen:
    """What somebody sees who opens the form now."""
    last, draft = world.see(lambda s: (queries.last_sent(s, inspection_id), queries.draft_of(s, inspection_id)))
    return Seen(last.ordinal if last else 0, draft.version if draft else None)


def sent(world: World, inspection_id: UUID, typed: Typed = POINTS, who: str = "district_officer") -> ReportedFigures:
    """The unit sends its figures."""
    actor, seen = world.as_(who), seen_now(world, inspection_id)
    return world.do(lambda s: operations.send(s, actor, inspection_id, seen, typed))


def announced(world: World) -> Told:
    """The inspection, and its schedule notice issued on 12 July."""
    outside(world)
    with clock.at(JULY_12):
        told = schedule(world).numbered(JULY_12.date())
        file = StoredFile("d" * 64, 9, "application/pdf", "TB.pdf")
        world.do(lambda s: rendering._finish(s, told.paper_id, world.as_("clerk"), file, "weasyprint"))
    return told
