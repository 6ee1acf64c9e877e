"""Races of what is taken out."""

from sqlmodel import func, select

from rasoat.exporting.models import ExportRun
from rasoat.exporting.operations import record
from rasoat.exporting.registry import listings
from rasoat.exporting.taking import Taken
from rasoat.web.administration import exports
from tests.races.race import AT_ONCE, Race, race
from tests.world import World

__all__ = ["exports"]


@race("exporting.operations.record")
def _recorded(world: World) -> Race:
    """Eight take a list out at once: each has its own entry."""
    who, taken = world.as_("admin"), Taken(1, 10, "0" * 64)
    listing = listings()["accounts"]

    def all_stand(results: list[ExportRun]) -> None:
        assert len({run.id for run in results}) == AT_ONCE
        assert world.see(lambda db: db.exec(select(func.count()).select_from(ExportRun)).one()) == AT_ONCE

    return Race(lambda s, _: record(s, who, listing, "csv", [], taken), then=all_stand)
