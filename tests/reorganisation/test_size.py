"""A whole province's reorganisation is proposed within the time that a person waits for."""

import time

import pytest
from sqlmodel import Session, col, insert, select

from rasoat.db import new_id, row_seals
from rasoat.db.base import table_of
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.reorganisation import operations
from tests.reorganisation.samples import confirm, passings, record, reorganised
from tests.world import World

OPEN = 20_000
SECONDS = 30.0


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
    began = time.perf_counter()
    done = confirm(world, act.id, ids=[one.id for one in found][: operations.AT_ONCE])
    print(f"{done} passed on in {time.perf_counter() - began:.1f} s")
