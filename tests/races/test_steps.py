"""A step of one case whose condition reads another case, at the moment at which that other case makes a step: one of the
two is refused, or comes after the other.
"""

import threading
from collections.abc import Callable, Sequence
from contextvars import copy_context
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from rasoat import clock
from rasoat.inspections.models import VISITABLE
from rasoat.workflows import CaseRef, fire, rows
from tests.races.invariants import broken
from tests.races.together import LONGEST, Outcomes, together
from tests.visits.samples import VISIT_DAY, visited
from tests.world import World

Step = Callable[[Session], Any]


def one_after_the_other_s_lock(world: World, first: CaseRef, steps: Sequence[Step]) -> Outcomes:
    """Both steps at once: the second begins when the first has locked its case, and has read when that one writes."""
    locked = threading.Event()

    def leading(session: Session) -> Any:
        rows.lock(session, first)
        locked.set()
        return steps[0](session)

    def following(session: Session) -> Any:
        assert locked.wait(LONGEST)
        return steps[1](session)

    return together([partial(copy_context().run, world.database.write, step) for step in (leading, following)])


def step(world: World, ref: CaseRef, trigger: str, **payload: Any) -> Step:
    return lambda s: fire(s, ref, trigger, world.as_("lead"), payload=payload)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("first", ["review", "visit"])
def test_no_visit_is_opened_again_in_an_inspection_whose_review_begins(world: World, first: str) -> None:
    with clock.at(VISIT_DAY):
        case = visited(world)
        inspection, visit = CaseRef("inspection", case.inspection_id), CaseRef("visit", case.visit.id)
        steps = [step(world, inspection, "begin_review"), step(world, visit, "reopen", reason="Bổ sung")]
        outcomes = one_after_the_other_s_lock(
            world, *((inspection, steps) if first == "review" else (visit, steps[::-1]))
        )
    assert outcomes.crashes == []
    assert (len(outcomes.results), outcomes.keys) == (1, ["case.refused"])
    assert VISITABLE.of(case.inspection) == case.visit.open
    assert world.see(broken) == []
