"""Races of reorganisations: what eight people confirm at once is passed on once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from rasoat.recommendations.models import Obligation
from rasoat.reorganisation import operations, running
from rasoat.reorganisation.models import PassingRun, Reorganisation
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


@race("reorganisation.running.begin", at=AT)
def _begun_at_once(world: World) -> Race:
    reorganised(world)
    act = record(world)
    return Race(lambda s, _: running.begin(s, world.as_("officer"), act.id), wins=1, refused=("form.invalid",))


@race("reorganisation.running.go_on", "reorganisation.running.portion", at=AT)
def _eight_workers(world: World) -> Race:
    """Each takes what the others left; nothing is passed on twice."""
    reorganised(world)
    act = record(world)
    run = world.do(lambda s: running.begin(s, world.as_("officer"), act.id))

    def once(_: list[Any]) -> None:
        found = world.see(lambda s: s.get_one(PassingRun, run.id))
        assert (found.passed, found.refused, found.wanted) == (16, 0, 16) and found.ended_at
        children = select(Obligation.parent_id).where(col(Obligation.parent_id).is_not(None))
        assert len(world.see(lambda db: db.exec(children).all())) == 20

    return Race(alone=lambda database, _: running.go_on(database, run.id, 60), then=once)


@race("reorganisation.running.stop", "reorganisation.running.refuse", at=AT)
def _stopped_at_once(world: World) -> Race:
    """One of eight leaves a proposal to a person, the others stop all."""
    reorganised(world)
    act = record(world)
    run = world.do(lambda s: running.begin(s, world.as_("officer"), act.id))
    one = passings(world, act.id)[0]

    def write(session: Session, number: int) -> Any:
        if number:
            return running.stop(session, world.as_("officer"), act.id)
        return running.refuse(session, run_id=run.id, passing_id=one.id, told="Không chuyển được.")

    return Race(write)
