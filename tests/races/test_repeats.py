"""Two notices that repeat the same, issued at once; and what is verified at the moment at which it is repeated."""

from functools import partial

import pytest

from rasoat import clock
from rasoat.inspections.models import Inspection
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.races.invariants import broken
from tests.races.test_steps import Step, one_after_the_other_s_lock
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.recommendations.test_repeats import TODAY, drafted_anew, link, now, open_of
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def before(world: World) -> list[Obligation]:
    """What the notice of 2024 asked."""
    inspection = followed_up(world)
    play_on(world, TODAY)
    return obligations(world, inspection.id)


def drafted(world: World, before: list[Obligation]) -> Obligation:
    return drafted_anew(world, world.see(lambda s: s.get_one(Inspection, before[0].inspection_id)))


def notice(world: World, *rows: Obligation) -> Step:
    """What the issue of one notice does with its recommendations, in this order."""
    with clock.use_date(TODAY):
        issuing = [
            partial(fire, ref=CaseRef("obligation", row.id), trigger="issue", actor=world.as_("officer"))
            for row in rows
        ]
    return lambda s: [one(s) for one in issuing]


def test_two_notices_at_once_that_repeat_the_same_make_one_line(world: World, before: list[Obligation]) -> None:
    first, second, earlier = drafted(world, before), drafted(world, before), before[1]
    link(world, first, earlier.id)
    link(world, second, earlier.id)
    with clock.use_date(TODAY):
        steps = [notice(world, first), notice(world, second)]
        outcomes = one_after_the_other_s_lock(world, CaseRef("obligation", earlier.id), steps)
    assert (outcomes.crashes, outcomes.refusals) == ([], [])
    assert now(world, earlier.id).status == "repeated"
    assert len({first.id, second.id} & open_of(world)) == 1
    assert {now(world, one.id).repeats_id for one in (first, second)} in (
        {earlier.id, first.id},
        {earlier.id, second.id},
    )
    assert world.see(broken) == []


def test_what_is_verified_as_met_at_that_moment_stays_met(world: World, before: list[Obligation]) -> None:
    row, earlier, district = drafted(world, before), before[1], world.as_("district_officer")
    link(world, row, earlier.id)
    world.do(lambda s: answering.answer(s, district, earlier.id, claim="met", text="Đã cắm."))
    ref, officer = CaseRef("obligation", earlier.id), world.as_("officer")
    with clock.use_date(TODAY):
        outcomes = one_after_the_other_s_lock(
            world,
            ref,
            [
                lambda s: answering.verify(s, officer, earlier.id, verdict="met", evidence="Đã xem."),
                notice(world, row),
            ],
        )
    assert (outcomes.crashes, outcomes.refusals) == ([], [])
    assert (now(world, earlier.id).status, now(world, earlier.id).verdict) == ("verified", "met")
    assert row.id in open_of(world)
    assert world.see(broken) == []
