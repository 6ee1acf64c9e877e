"""A team is led: when its lead leaves, the officer is told to name another one, and the deputy goes on meanwhile."""

from datetime import date

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.inspections import queries
from rasoat.problems import Problem
from rasoat.visits.models import Visit
from rasoat.web import today
from rasoat.web.administration import holdings
from rasoat.workflows import CaseRef, fire
from tests.inspections import samples
from tests.world import World

VISIT_DAY = date(2024, 7, 17)
SECTION = "Đoàn không còn trưởng đoàn"


def change(world: World, who: str, **values: object) -> None:
    world.do(lambda s: accounts.edit_user(s, world.as_(who).user_id, None, values))


def leaderless(world: World) -> list[str]:
    found = world.see(lambda s: today.sections(s, world.as_("officer"), VISIT_DAY))
    return [item.title for section in found if section.title == SECTION for item in section.items]


@pytest.mark.parametrize("leaves", ["is closed", "moves"])
def test_an_inspection_whose_lead_has_left_lies_with_nobody_until_another_is_named(world: World, leaves: str) -> None:
    inspection = samples.scheduled(world)
    assert leaderless(world) == []
    change(world, "lead", **({"active": False} if leaves == "is closed" else {"agency_id": world.agencies["edu"]}))
    assert leaderless(world) == [inspection.unit_name]
    samples.put(world, inspection.id, "officer2", "lead")
    assert leaderless(world) == []


def test_a_lead_who_moved_leads_again_once_named_again(world: World) -> None:
    """Naming is what counts: the person then belongs to the team for the present agency."""
    inspection = samples.scheduled(world)
    change(world, "lead", agency_id=world.agencies["edu"])
    samples.put(world, inspection.id, "lead", "lead")
    assert leaderless(world) == []
    [lead] = [one for one in world.see(lambda s: queries.team(s, inspection.id)) if one.assignment == "lead"]
    assert lead.agency_id == world.agencies["edu"]


def test_nothing_is_scheduled_with_a_lead_who_has_left(world: World) -> None:
    inspection = samples.prepared(world)
    change(world, "lead", active=False)
    with pytest.raises(Problem) as refused:
        samples.step(world, inspection.id, "schedule", "officer")
    assert [r.message for r in refused.value.reasons] == ["Đoàn chưa có trưởng đoàn; cử một người làm trưởng đoàn."]


def test_a_deputy_begins_and_reopens_a_visit_and_another_member_does_not(world: World) -> None:
    inspection = samples.scheduled(world)
    samples.put(world, inspection.id, "officer2", "deputy")
    visit = world.see(lambda s: s.exec(select(Visit.id).where(Visit.inspection_id == inspection.id)).one())
    with clock.use_date(VISIT_DAY):
        with pytest.raises(Problem, match="Bạn không phải là người được thực hiện"):
            world.do(lambda s: fire(s, CaseRef("visit", visit), "open", world.as_("edu_member")))
        world.do(lambda s: fire(s, CaseRef("visit", visit), "open", world.as_("officer2")))
    assert world.see(lambda s: s.get_one(Visit, visit).status) == "open"


def test_the_administrator_is_told_how_much_an_account_holds(world: World) -> None:
    samples.scheduled(world)
    held = [world.see(lambda s, w=who: holdings.of(s, world.as_(w).user_id)) for who in ("lead", "edu_member", "clerk")]
    assert held == [holdings.Holdings(1, 0), holdings.Holdings(0, 1), holdings.Holdings(0, 0)]
