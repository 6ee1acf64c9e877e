"""The steps of the path and the months of the calendar."""

import pytest

from rasoat.inspections import presenters, queries
from rasoat.plans import queries as plans
from rasoat.plans import route
from rasoat.workflows import pins
from tests.inspections.samples import scheduled
from tests.world import World

PATH = ["planned", "scheduled", "visiting", "reviewing", "reported", "following_up", "closed"]


@pytest.mark.parametrize("workflow", ["inspection", "inspection_nd217", "inspection_self"])
def test_the_path_is_the_shortest_way_to_the_good_end(world: World, workflow: str) -> None:
    definition = world.see(lambda s: pins.newest(s, workflow).definition)
    assert route.to_the_end(definition) == PATH
    assert set(route.in_order(definition)) == set(definition.states)


def test_states_are_offered_in_the_order_people_meet_them(world: World) -> None:
    path = ["drafted", "co_signing", "outside", "signed", "approved", "running", "closed"]
    assert list(world.see(plans.states)) == path
    states = list(world.see(queries.states))
    assert states[0] == "planned"
    assert [state for state in states if state in PATH] == PATH


def test_steps_tell_how_far_an_inspection_is(world: World) -> None:
    inspection = scheduled(world)
    definition = world.see(lambda s: queries.definition_of(s, inspection))
    steps = presenters.steps(definition, inspection.status)
    assert [step.reached for step in steps] == [True] + [False] * 6
    assert [step.title for step in steps if step.present] == ["Đã xếp lịch"]
    assert not any(step.present or step.reached for step in presenters.steps(definition, "cancelled"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2024-07", "2024-07-01 2024-08-01"), ("2024-12", "2024-12-01 2025-01-01"), ("2024-13", None), ("x", None)],
)
def test_months_end_where_the_next_begins(value: str, expected: str | None) -> None:
    found = presenters.month_bounds(value)
    assert (f"{found[0]} {found[1]}" if found else None) == expected
