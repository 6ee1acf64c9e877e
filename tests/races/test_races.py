"""Every writing operation, eight times at once on PostgreSQL: nobody gets an error that nobody can act on, nobody writes
over another, and what must be unique is.
"""

import importlib
from contextvars import copy_context
from datetime import datetime
from functools import partial

import pytest

from rasoat import clock
from tests.races.finding_writers import writers
from tests.races.inside import INSIDE
from tests.races.invariants import broken
from tests.races.race import AT_ONCE, RACES, Make
from tests.races.together import together
from tests.world import World

for table in (
    "of_people",
    "of_base",
    "of_checklists",
    "of_second_factors",
    "of_units",
    "of_results",
    "of_proposals",
    "of_stages",
    "of_arranging",
    "of_shares",
    "of_obligations",
    "of_papers",
    "of_replacements",
    "of_tablets",
    "of_exports",
    "of_bulk",
    "of_codes",
    "of_imports",
    "of_reorganisations",
    "of_owed_reports",
    "of_incoming",
    "of_meetings",
    "of_earlier",
    "of_reports",
):
    importlib.import_module(f"tests.races.{table}")


def test_every_writer_has_its_race() -> None:
    """A new operation needs a row: a race in one of the tables, or a word on why it cannot have one."""
    assert writers() == set(RACES) | set(INSIDE)
    assert not set(RACES) & set(INSIDE)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("make", "at"), dict.fromkeys(RACES.values()), ids=lambda one: getattr(one, "__name__", ""))
def test_eight_at_once(world: World, make: Make, at: datetime) -> None:
    with clock.at(at):
        race = make(world)
        outcomes = together(
            [partial(copy_context().run, race.run, world.database, number) for number in range(AT_ONCE)]
        )
        assert outcomes.crashes == []
        assert set(outcomes.keys) <= set(race.refused), outcomes.refusals
        assert race.wins in (None, len(outcomes.results)), (len(outcomes.results), outcomes.keys)
        assert outcomes.results
        assert world.see(broken) == []
        if race.then:
            race.then(outcomes.results)
