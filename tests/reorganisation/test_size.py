"""A whole province's reorganisation is proposed within the time that a person waits for."""

import time
from uuid import UUID

import pytest
from sqlmodel import Session, col, insert, select

from rasoat import clock
from rasoat.db import new_id, row_seals
from rasoat.db.base import table_of
from rasoat.outbox.operations import run_due
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.reorganisation import queries, running
from rasoat.reorganisation.models import PassingRun
from tests.reorganisation.samples import TODAY, passings, record, reorganised
from tests.world import World

OPEN = 20_000
SECONDS = 30.0
CONFIRMED = 4_000
"""Each takes the worker the same time, some 26 ms of processor; all 20,000 would take some nine minutes."""


def many(world: World, count: int) -> None:
    """As many open obligations of the district, copied from those that are there."""

    def copy(session: Session) -> None:
        of_district = select(Obligation).where(Obligation.addressee_id == world.agencies["district"])
        patterns = [row.model_dump() for row in session.exec(of_district.order_by(col(Obligation.id)))]
        rows = [{**patterns[number % len(patterns)], "id": new_id()} for number in range(count)]
        for some in row_seals.chunks(rows):
            session.connection().execute(insert(table_of(Obligation)), some)
            parts = [{"id": new_id(), "obligation_id": row["id"], "ordinal": 1} for row in some]
            session.add_all(ObligationPart(**part) for part in parts)
            session.flush()

    world.do(copy)


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
def test_twenty_thousand_are_proposed_in_time(world: World) -> None:
    reorganised(world)
    many(world, OPEN)
    began = time.perf_counter()
    act = record(world)
    took = time.perf_counter() - began
    print(f"{OPEN} proposed in {took:.1f} s")
    assert took < SECONDS
    found = passings(world, act.id)
    assert len(found) > OPEN


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_thousands_are_confirmed_by_the_worker(world: World) -> None:
    """At one word, in turns: nobody waits for more than a portion, and no turn is longer than it may be."""
    reorganised(world)
    many(world, CONFIRMED)
    act = record(world)
    with clock.use_date(TODAY):
        run = world.do(lambda db: running.begin(db, world.as_("officer"), act.id))
        began, turns = time.perf_counter(), 0
        while going_on(world, act.id):
            turn = time.perf_counter()
            assert run_due(world.database, running.handlers()) == 1
            assert time.perf_counter() - turn < running.SECONDS * 2
            turns += 1
    ended = world.see(lambda db: db.get_one(PassingRun, run.id))
    print(f"{ended.passed} passed on in {time.perf_counter() - began:.0f} s, {turns} turns")
    assert (ended.passed, ended.refused) == (ended.wanted, 0) and ended.wanted > CONFIRMED


def going_on(world: World, act_id: UUID) -> bool:
    return world.see(lambda db: queries.running(db, act_id)) is not None
