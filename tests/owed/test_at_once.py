"""A plan's paper is recalled while somebody passes on, or records, what it asks: nothing goes on behind its back."""

from collections.abc import Callable
from contextvars import copy_context
from functools import partial

import pytest
from sqlmodel import Session

from rasoat import clock
from rasoat.owed.desk import recording
from rasoat.papers import plan_steps
from rasoat.plans.models import Plan
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.owed.samples import YEAR_DUE, arrived, asked, owed, owed_by
from tests.races.together import Outcomes, together
from tests.world import World

# On SQLite one who writes lets nobody else write.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def with_a_recall(world: World, plan: Plan, other: Callable[[Session], object]) -> Outcomes:
    """The leader recalls the plan's paper while `other` is done."""
    paper, leader = world.see(lambda s: plan_steps.paper_of(s, plan.id)), world.as_("leader")
    assert paper is not None
    ref = CaseRef("paper", paper.id)

    def recall(session: Session) -> object:
        return fire(session, ref, "recall", leader, payload={"reason": "Ghi nhầm căn cứ."})

    outcomes = together([partial(copy_context().run, world.database.write, act) for act in (recall, other)])
    assert outcomes.crashes == []
    return outcomes


def test_what_is_passed_on_meanwhile_rests_too(world: World) -> None:
    plan = asked(world)
    [row], officer = owed_by(world, plan.id, "district"), world.as_("officer")
    payload = {"to_agency": world.agencies["office"], "act": "Quyết định số 5"}
    with clock.use_date(YEAR_DUE.replace(month=10)):
        with_a_recall(
            world, plan, lambda s: fire(s, CaseRef("obligation", row.id), "transfer", officer, payload=payload)
        )
    goes_on = [one for one in owed(world, plan.id) if one.open]
    assert len(goes_on) == 2
    assert all(one.suspended_on for one in goes_on)
    assert all(one.suspended_on is None for one in owed(world, plan.id) if one.status == "transferred")


def test_a_report_is_recorded_before_or_not_at_all(world: World) -> None:
    plan = asked(world)
    [row], officer = owed_by(world, plan.id, "district"), world.as_("officer")
    with clock.use_date(YEAR_DUE):
        paper = arrived(world, YEAR_DUE)
        outcomes = with_a_recall(
            world, plan, lambda s: recording.record(s, officer, row.id, paper.id, "Chu Văn Chi", None)
        )
    after = world.see(lambda s: s.get_one(Obligation, row.id))
    assert after.suspended_on is not None
    assert after.status == ("issued" if outcomes.refusals else "reported")
    assert all("đã bị thu hồi" in reason.message for one in outcomes.refusals for reason in one.reasons)
