"""features/plans_lap_lai.feature, step by step, and what the program does when it cannot draft the next plan."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.arranging import repeating
from rasoat.arranging.models import PlanRepeat
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units.models import Agency
from tests.plans.samples import approved, draft
from tests.scenes import day_of
from tests.web.browse import Client, words
from tests.world import World

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

scenarios("plans_lap_lai.feature")
EVERY = {"hằng năm": "year", "6 tháng một lần": "half_year", "hằng quý": "quarter"}


def work(world: World, day: date) -> int:
    with clock.at(datetime(day.year, day.month, day.day, 2, tzinfo=UTC)):
        return repeating.propose_due(world.database, day)


def drafted(world: World, old_id: UUID) -> list[Plan]:
    return world.see(lambda s: list(s.exec(select(Plan).where(Plan.id != old_id))))


def repeat(world: World, plan_id: UUID, every: str = "year", days: int = 10, by: str = "officer") -> None:
    world.do(lambda s: repeating.set_repeat(s, world.as_(by), plan_id, every, days))


@given("kế hoạch năm 2024 đã ban hành, ngày đi đầu tiên là 17/07/2024", target_fixture="old_id")
def _approved(world: World) -> UUID:
    return approved(world).id


@when(parsers.parse("chuyên viên đặt lặp lại {every}, lập bản thảo trước {days:d} ngày làm việc"))
def _repeats(old_id: UUID, every: str, days: int, client_for: Callable[[str], Client]) -> None:
    answer = client_for("officer").post(
        f"/plans/{old_id}/repeat", {"every": EVERY[every], "days_before": str(days), "version": ""}
    )
    assert answer.status_code == 303, words(answer)


@when(parsers.parse('chuyên viên ngừng lặp lại vì "{reason}"'))
def _stops(old_id: UUID, reason: str, client_for: Callable[[str], Client]) -> None:
    client = client_for("officer")
    assert client.post(f"/plans/{old_id}/repeat/stop", {"reason": ""}).status_code == 422
    assert client.post(f"/plans/{old_id}/repeat/stop", {"reason": reason}).status_code == 303
    assert client.get(f"/plans/{old_id}/repeat/stop").status_code == 404


@when(parsers.parse("hệ thống làm việc ngày {day}"))
def _works(world: World, day: str) -> None:
    work(world, day_of(day))


@then(parsers.parse("có {count:d} bản thảo mới"))
def _count(world: World, old_id: UUID, count: int) -> None:
    assert len(drafted(world, old_id)) == count


@then(parsers.parse("có 1 bản thảo mới, của năm {year:d}, ngày đi đầu tiên {day}"))
def _one(world: World, old_id: UUID, year: int, day: str) -> None:
    [plan] = drafted(world, old_id)
    assert (plan.year, plan.status, plan.drafted_by) == (year, "drafted", world.as_("officer").user_id)
    assert clock.date_text(world.see(lambda s: plans.targets(s, plan.id))[0].planned_on) == day
    # The chain goes on from the draft, once that is issued.
    assert world.see(lambda s: repeating.repeat_of(s, plan.id)).next_id is None


@then(parsers.parse('chuyên viên được báo "{said}"'))
def _told(world: World, old_id: UUID, said: str) -> None:
    [plan] = drafted(world, old_id)
    told = world.see(lambda s: list(s.exec(select(ToldLine).where(ToldLine.event == repeating.PROPOSED))))
    assert [(row.event_id, row.account_id) for row in told] == [(plan.id, world.as_("officer").user_id)]
    found = world.see(lambda s: events[repeating.PROPOSED].words(s, plan.id, "https://vidu.example"))
    assert found.subject == said
    assert found.path.endswith(f"/plans/{plan.id}")


@then(parsers.parse('trang kế hoạch ghi "{said}"'))
def _shown(old_id: UUID, said: str, client_for: Callable[[str], Client]) -> None:
    assert said in words(client_for("officer").get(f"/plans/{old_id}"))


def test_a_plan_that_was_not_issued_has_no_next_one(world: World) -> None:
    plan = draft(world)
    repeat(world, plan.id)
    assert work(world, date(2026, 1, 5)) == 0
    assert drafted(world, plan.id) == []


def test_an_agency_without_a_known_successor_ends_it_with_a_reason(world: World) -> None:
    plan = approved(world)
    repeat(world, plan.id)
    world.do(lambda s: setattr(s.get_one(Agency, world.agencies["dept"]), "valid_to", date(2024, 12, 31)))
    assert work(world, date(2025, 7, 4)) == 0
    row = world.see(lambda s: repeating.repeat_of(s, plan.id))
    assert "không rõ cơ quan nào làm tiếp" in row.stopped_why
    assert work(world, date(2025, 7, 7)) == 0


def test_another_officer_gets_it_when_the_drafter_has_left(world: World) -> None:
    plan = approved(world)
    repeat(world, plan.id)
    world.do(lambda s: setattr(s.get_one(User, world.as_("officer").user_id), "active", False))
    assert work(world, date(2025, 7, 4)) == 1
    [new] = drafted(world, plan.id)
    assert new.drafted_by == world.as_("officer2").user_id


def test_what_may_not_be_set_is_refused(world: World, client_for: Callable[[str], Client]) -> None:
    plan = approved(world)
    for who in ("leader", "edu_officer"):
        with pytest.raises(Problem):
            repeat(world, plan.id, by=who)
    with pytest.raises(Problem) as refused:
        repeat(world, plan.id, "week", 0)
    assert [reason.field for reason in refused.value.reasons] == ["every", "days_before"]
    repeat(world, plan.id)
    assert work(world, date(2025, 7, 4)) == 1
    with pytest.raises(Problem) as again:
        repeat(world, plan.id)
    assert "đặt lặp lại ở kế hoạch ấy" in again.value.reasons[0].message
    page = words(client_for("officer").get(f"/plans/{plan.id}/repeat"))
    assert "Mở kế hoạch tiếp theo" in page
    assert len(world.see(lambda s: list(s.exec(select(PlanRepeat))))) == 2
