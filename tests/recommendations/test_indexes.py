"""Which indexes answer what every page asks of obligations: SQLite chooses without knowing how many rows there are."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, and_, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.counting import count_up_to
from rasoat.recommendations import queries, totals
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from tests.bench.reading import noted
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def plan(world: World, who: str, ask: Callable[[Session, Actor], Any]) -> str:
    """How SQLite reads obligations for the last statement of `ask`."""
    with world.database.read() as session, noted(world.database.engine) as statements:
        ask(session, world.as_(who))
        statement, values = list(statements.items())[-1]
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    return next(row[3] for row in rows if " obligation " in row[3])


def test_what_waits_for_one_addressee_is_found_by_the_addressee(world: World) -> None:
    def ask(session: Session, actor: Actor) -> None:
        waits = and_(open_condition(), ADDRESSEES_TURN.condition)
        count_up_to(session, select(Obligation.id).where(col(Obligation.addressee_id) == actor.agency_id, waits))

    assert "COVERING INDEX ix_obligation_open_of_addressee (addressee_id=? AND turn=?)" in plan(
        world, "district_officer", ask
    )


@pytest.mark.parametrize("stage", ["soon", "waiting"])
def test_what_a_department_sees_is_counted_without_reading_rows(world: World, stage: str) -> None:
    def ask(session: Session, actor: Actor) -> None:
        totals.count_stage(session, queries.visible_to(actor), stage, clock.today())

    assert "COVERING INDEX ix_obligation_open_turn (turn=?" in plan(world, "officer", ask)
