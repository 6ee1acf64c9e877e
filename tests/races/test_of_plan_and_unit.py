"""A paper about the plan and one about its unit that exclude each other, numbered in the same instant: one gets its number."""

from collections.abc import Callable
from contextvars import copy_context
from datetime import date
from functools import partial

import pytest

from rasoat.workflows import CaseRef, fire
from tests.papers.decreed import AFTER_REVIEW, DECIDED_ON, Case, on, planned, reviewed
from tests.papers.samples import Told
from tests.races.invariants import broken
from tests.races.together import together
from tests.world import World

PAIRS = {
    "both decide on the team": (planned, DECIDED_ON, "leader", ("decision", "unit_decision")),
    "both report on the unit": (reviewed, AFTER_REVIEW, "lead", ("plan_report", "report")),
}


@pytest.mark.parametrize(("stage", "day", "signer", "kinds"), PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_plan_s_and_its_unit_s_paper_are_not_both_numbered(
    world: World, stage: Callable[[World], Case], day: date, signer: str, kinds: tuple[str, str]
) -> None:
    case = stage(world)
    with on(day):
        both = [case.paper(kinds[0], case.plan_id), case.paper(kinds[1])]
        for told in both:
            told.fire("check", "officer")
            told.fire("approve", signer)

        def number(told: Told) -> object:
            ref, clerk = CaseRef("paper", told.paper_id), world.as_("clerk")
            return world.database.write(lambda s: fire(s, ref, "number", clerk, payload={"issued_on": day}))

        outcomes = together([partial(copy_context().run, number, told) for told in both])
    assert outcomes.crashes == []
    assert (len(outcomes.results), outcomes.keys) == (1, ["case.refused"])
    assert sorted(bool(told.notice.number) for told in both) == [False, True]
    assert world.see(broken) == []
