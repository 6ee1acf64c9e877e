"""Two papers that say what becomes of one obligation: a letter that withdraws it, and a notice that replaces its own."""

from contextvars import copy_context
from functools import partial

import pytest

from rasoat import clock
from rasoat.workflows import CaseRef, fire
from tests.papers.replaced import AUGUST_12, decide, issued, let_out, obligations, replacement
from tests.papers.samples import Told, attempt, messages
from tests.papers.test_amending import amendment
from tests.races.together import together
from tests.world import World

DAY = AUGUST_12.date()


@pytest.fixture
def both(world: World) -> tuple[Told, Told]:
    """The letter and the notice, both to withdraw the first recommendation."""
    old = issued(world)
    first, second = obligations(world)
    with clock.at(AUGUST_12):
        letter, notice = amendment(old, first), replacement(old)
        decide(letter, first, "withdrawn", reason="Đã giao ở kế hoạch khác.")
        decide(notice, first, "withdrawn", reason="Đã giao ở kế hoạch khác.")
        decide(notice, second, "kept")
    return letter, notice


@pytest.mark.parametrize("before", [0, 1])
def test_the_second_gets_its_number_only_after_the_first_is_issued(both: tuple[Told, Told], before: int) -> None:
    first, second = both[before], both[1 - before]
    with clock.at(AUGUST_12):
        first.numbered(DAY)
        told = messages(attempt(lambda: second.numbered(DAY)))
        assert "vừa được cấp số" in told
        # Otherwise neither could be issued: each would wait for the other.
        let_out(first, DAY)
    assert obligations(first.world)[0].status == "withdrawn"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_both_at_once_one_gets_its_number(both: tuple[Told, Told], world: World) -> None:
    clerk = world.as_("clerk")

    def number(told: Told) -> object:
        ref = CaseRef("paper", told.paper_id)
        return world.database.write(lambda s: fire(s, ref, "number", clerk, payload={"issued_on": DAY}))

    with clock.at(AUGUST_12):
        for told in both:
            told.to_number()
        outcomes = together([partial(copy_context().run, number, told) for told in both])
    assert outcomes.crashes == []
    assert (len(outcomes.results), outcomes.keys) == (1, ["case.refused"])
