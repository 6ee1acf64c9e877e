"""Two decisions that would both form the team of one unit, numbered in the same instant: one gets its number."""

from contextvars import copy_context
from functools import partial

import pytest

from rasoat.workflows import CaseRef, fire
from tests.papers.decreed import DECIDED_ON, on, planned
from tests.papers.samples import Told
from tests.races.invariants import broken
from tests.races.together import together
from tests.world import World


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_plan_s_and_its_unit_s_decision_are_not_both_numbered(world: World) -> None:
    case = planned(world)
    with on(DECIDED_ON):
        both = [case.paper("decision", case.plan_id), case.paper("unit_decision")]
        for told in both:
            told.fire("check", "officer")
            told.fire("approve", "leader")

        def number(told: Told) -> object:
            ref, clerk = CaseRef("paper", told.paper_id), world.as_("clerk")
            return world.database.write(lambda s: fire(s, ref, "number", clerk, payload={"issued_on": DECIDED_ON}))

        outcomes = together([partial(copy_context().run, number, told) for told in both])
    assert outcomes.crashes == []
    assert (len(outcomes.results), outcomes.keys) == (1, ["case.refused"])
    assert sorted(bool(told.notice.number) for told in both) == [False, True]
    assert world.see(broken) == []
