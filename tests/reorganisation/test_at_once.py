"""Two agencies that record at once what the same reorganisation means for each of them."""

import threading
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session

from rasoat import clock
from rasoat.problems import Problem
from rasoat.reorganisation import operations
from rasoat.reorganisation.operations import ActData
from tests.reorganisation.samples import ACT, FIRST, TODAY, account_passings, reorganised
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def test_the_second_waits_until_it_sees_which_accounts_the_first_proposes(world: World) -> None:
    reorganised(world)
    data = ActData(ACT, date(2025, 6, 16), FIRST, "", [world.agencies["district"]])
    told: list[str] = []

    def second() -> None:
        def record(db: Session) -> None:
            db.connection().execute(text("SET LOCAL lock_timeout = '100ms'"))
            operations.record(db, world.as_("edu_officer"), data)

        with clock.use_date(TODAY):
            try:
                world.do(record)
            except Problem as problem:
                told.append(problem.key)

    def first(db: Session) -> None:
        operations.record(db, world.as_("officer"), data)
        other = threading.Thread(target=second)
        other.start()
        other.join()

    with clock.use_date(TODAY):
        world.do(first)
        assert told == ["database.busy"]
        later = world.do(lambda db: operations.record(db, world.as_("edu_officer"), data))
    assert account_passings(world, later.id) == {}
