"""Races of what is done to many rows at once."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from rasoat.bulk import operations, queries, registry, running
from rasoat.bulk.models import DONE, UNDONE, BulkRow, BulkRun
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.priorities.models import PriorityChange
from tests.followup.test_priority import TODAY
from tests.races.race import Race, race
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.world import World

AT = datetime(2024, 9, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COMMAND = UUID(int=14)
GIVEN = {"priority": "urgent", "priority_reason": "Mùa mưa sắp đến."}


def _some(world: World) -> list[Obligation]:
    inspection = followed_up(world)
    play_on(world, TODAY)
    return obligations(world, inspection.id)[:5]


def _begin(session: Session, world: World, rows: list[Obligation]) -> BulkRun:
    action = registry.action("followup", "priority")
    assert action
    seen = [(row.id, row.version) for row in rows]
    return operations.begin(session, world.as_("officer"), action, seen, given=GIVEN, asked={}, command_id=COMMAND)


def _begun(world: World) -> BulkRun:
    rows = _some(world)
    return world.do(lambda s: _begin(s, world, rows))


def _states(world: World, run: BulkRun) -> list[str]:
    return [row.state for row in world.see(lambda s: queries.rows_of(s, run.id))]


@race("bulk.operations.begin", at=AT)
def _sent_twice(world: World) -> Race:
    """The same form, eight times: one run."""
    rows = _some(world)

    def once(found: list[BulkRun]) -> None:
        assert len({run.id for run in found}) == 1
        assert len(world.see(lambda s: s.exec(select(BulkRow)).all())) == len(rows)

    return Race(lambda s, _: _begin(s, world, rows), then=once)


@race("bulk.running.go_on", "bulk.operations.carry_out", at=AT)
def _gone_through_at_once(world: World) -> Race:
    """The request and the worker go through the same rows: each is done once."""
    run = _begun(world)

    def once(_: list[Any]) -> None:
        assert _states(world, run) == [DONE] * 5
        assert len(world.see(lambda s: s.exec(select(PriorityChange)).all())) == 5

    return Race(alone=lambda database, _: running.go_on(database, run.id, 60), then=once)


@race("bulk.operations.begin_undo", "bulk.operations.ask_worker", at=AT)
def _taken_back_at_once(world: World) -> Race:
    run = _begun(world)
    running.go_on(world.database, run.id, 60)

    def once(_: list[Any]) -> None:
        running.go_on(world.database, run.id, 60)
        assert _states(world, run) == [UNDONE] * 5
        assert len(world.see(lambda s: s.exec(select(PriorityChange)).all())) == 10

    return Race(lambda s, _: operations.begin_undo(s, world.as_("officer"), run.id), then=once)


@race("bulk.operations.refuse", at=AT)
def _refused_at_once(world: World) -> Race:
    """Half of them refuse a row that the others do: it is either."""
    run = _begun(world)
    one = world.see(lambda s: queries.rows_of(s, run.id))[0].id

    def write(session: Session, number: int) -> Any:
        if number % 2:
            return operations.refuse(session, row_id=one, told="Không làm được.")
        return operations.carry_out(session, row_id=one)

    def either(_: list[Any]) -> None:
        row = world.see(lambda s: s.get_one(BulkRow, one))
        assert (row.state == DONE) == (row.told == "") == (row.after is not None)

    return Race(write, then=either)
