"""Races of reorganisations: what eight people confirm at once is passed on once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from rasoat.recommendations.models import Obligation
from rasoat.reorganisation import operations
from rasoat.reorganisation.models import Reorganisation
from rasoat.reorganisation.operations import ActData
from tests.races.race import Race, race
from tests.reorganisation.samples import ACT, FIRST, passings, record, reorganised
from tests.world import World

AT = datetime(2025, 7, 10, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@race("reorganisation.operations.record", at=AT)
def _two_record(world: World) -> Race:
    """An act that is recorded twice has proposals twice; what one confirms is gone for the other."""
    reorganised(world)
    data = ActData(ACT, FIRST, FIRST, "", [world.agencies["district"]])

    def proposals(results: list[Any]) -> None:
        acts = world.see(lambda db: db.exec(select(Reorganisation.id)).all())
        assert len(acts) == len(results) and all(len(passings(world, one)) == 8 for one in acts)

    return Race(lambda s, _: operations.record(s, world.as_("officer"), data), then=proposals)


@race("reorganisation.operations.confirm", at=AT)
def _confirmed_at_once(world: World) -> Race:
    reorganised(world)
    act = record(world)
    ids = [one.id for one in passings(world, act.id)]

    def once(results: list[Any]) -> None:
        assert sum(results) == len(ids)
        children = select(Obligation.parent_id).where(col(Obligation.parent_id).is_not(None))
        assert len(world.see(lambda db: db.exec(children).all())) == 20

    return Race(lambda s, n: operations.confirm(s, world.as_("officer"), act.id, ids), then=once)


@race("reorganisation.operations.change", at=AT)
def _changed_at_once(world: World) -> Race:
    reorganised(world)
    act = record(world)
    one = passings(world, act.id)[0]
    return Race(
        lambda s, n: operations.change(
            s, world.as_("officer"), one.id, one.version, [(world.agencies[f"commune{n % 3}"], None)]
        ),
        wins=1,
        refused=("row.stale",),
    )
