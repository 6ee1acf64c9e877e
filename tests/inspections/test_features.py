"""features/inspections_schedule.feature, step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.inspections import queries
from rasoat.inspections.models import Inspection
from rasoat.plans import queries as plans
from rasoat.problems import Problem
from tests.inspections.samples import TEAM, drop, planned, put, put_date, step
from tests.plans.samples import VISIT_ON
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("inspections_schedule.feature")

WHO = {"cán bộ huyện Chi Lăng": "district_officer", "cán bộ phòng của Chi Lăng": "office_officer"}


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=clock.VIETNAM).date()


@dataclass
class Told:
    """The inspection the scenario is about, and the last refusal."""

    inspection: Inspection | None = None
    problem: Problem | None = None

    @property
    def id(self) -> Any:
        assert self.inspection is not None
        return self.inspection.id


@pytest.fixture
def told() -> Told:
    return Told()


def attempt(told: Told, act: Callable[[], object]) -> None:
    told.problem = None
    try:
        act()
    except Problem as problem:
        told.problem = problem


@given(parsers.parse("hôm nay là ngày {today}"))
def _today(today: str, request: pytest.FixtureRequest) -> None:
    stopped = clock.at(datetime.combine(day(today), time(9), clock.VIETNAM))
    stopped.__enter__()
    request.addfinalizer(lambda: stopped.__exit__(None, None, None))


@given("kế hoạch 99 đã được phê duyệt, có huyện Chi Lăng")
def _approved(told: Told, world: World) -> None:
    told.inspection = planned(world)
    assert told.inspection.unit_id == world.agencies["district"]


@given("hai cơ quan cùng ký là Sở Giáo dục và Sở Văn hóa")
def _cosigners(told: Told, world: World) -> None:
    assert told.inspection is not None
    plan_id = told.inspection.plan_id
    assert plan_id is not None
    signing = [row.agency_id for row in world.see(lambda s: plans.cosigners(s, plan_id))]
    assert signing == [world.agencies["edu"], world.agencies["culture"]]


@given("đoàn có trưởng đoàn của Sở Lao động và người của Sở Giáo dục, Sở Văn hóa")
def _whole_team(told: Told, world: World) -> None:
    for who, assignment in TEAM.items():
        put(world, told.id, who, assignment)


@given("đoàn chỉ có người của Sở Giáo dục và Sở Văn hóa")
def _no_lead(told: Told, world: World) -> None:
    put(world, told.id, "edu_member")
    put(world, told.id, "culture_member")


@given("đoàn có trưởng đoàn của Sở Lao động và người của Sở Giáo dục")
def _no_culture(told: Told, world: World) -> None:
    put(world, told.id, "lead", "lead")
    put(world, told.id, "edu_member")


@given(parsers.parse("ngày kiểm tra là {chosen}"))
@when(parsers.parse("chuyên viên chọn lại ngày {chosen}"))
def _date(told: Told, world: World, chosen: str) -> None:
    put_date(world, told.id, day(chosen))


@given("ngày kiểm tra để trống")
def _no_date(told: Told, world: World) -> None:
    put_date(world, told.id, None)


@given("người của Sở Giáo dục chuyển công tác về huyện Chi Lăng")
def _moved(told: Told, world: World) -> None:
    moved = world.as_("edu_member").user_id
    world.do(lambda s: accounts.edit_user(s, moved, None, {"agency_id": world.agencies["district"]}))
    put(world, told.id, "edu_leader")


@given("cuộc kiểm tra đã xếp lịch ngày 17/7/2024")
def _scheduled(told: Told, world: World) -> None:
    _whole_team(told, world)
    put_date(world, told.id, VISIT_ON)
    step(world, told.id, "schedule", "officer")


@when("chuyên viên xếp lịch")
def _schedule(told: Told, world: World) -> None:
    attempt(told, lambda: step(world, told.id, "schedule", "officer"))


@when(parsers.parse("chuyên viên cử {who} vào đoàn"))
def _name(told: Told, world: World, who: str) -> None:
    attempt(told, lambda: put(world, told.id, WHO[who]))


@when("chuyên viên đưa trưởng đoàn ra khỏi đoàn")
def _drop_lead(told: Told, world: World) -> None:
    attempt(told, lambda: drop(world, told.id, "lead"))


@when(parsers.parse('chuyên viên tạm hoãn vì "{reason}"'))
def _postpone(told: Told, world: World, reason: str) -> None:
    step(world, told.id, "postpone", "officer", reason=reason)


@when("lãnh đạo hủy cuộc kiểm tra mà không nêu lý do")
def _cancel_without_reason(told: Told, world: World) -> None:
    attempt(told, lambda: step(world, told.id, "cancel", "leader"))


@when(parsers.parse('lãnh đạo hủy cuộc kiểm tra vì "{reason}"'))
def _cancel(told: Told, world: World, reason: str) -> None:
    attempt(told, lambda: step(world, told.id, "cancel", "leader", reason=reason))


@when(parsers.parse('chuyên viên hủy cuộc kiểm tra vì "{reason}"'))
def _officer_cancels(told: Told, world: World, reason: str) -> None:
    attempt(told, lambda: step(world, told.id, "cancel", "officer", reason=reason))


@then(parsers.parse('cuộc kiểm tra ở trạng thái "{title}" vào ngày {chosen}'))
def _state_on(told: Told, world: World, title: str, chosen: str) -> None:
    _state(told, world, title)
    assert world.see(lambda s: s.get_one(Inspection, told.id)).scheduled_on == day(chosen)


@then(parsers.re(r'cuộc kiểm tra ở trạng thái "(?P<title>[^"]+)"$'))
def _state(told: Told, world: World, title: str) -> None:
    assert told.problem is None
    inspection = world.see(lambda s: s.get_one(Inspection, told.id))
    assert world.see(queries.states)[inspection.status].title == title


@then("huyện Chi Lăng nhìn thấy cuộc kiểm tra")
def _unit_sees(told: Told, world: World) -> None:
    assert world.see(lambda s: queries.visible(s, told.id, world.as_("district_leader")))
    assert world.see(lambda s: queries.visible(s, told.id, world.as_("office_officer")))


@then("huyện Hữu Lũng không nhìn thấy")
def _other_does_not(told: Told, world: World) -> None:
    assert not world.see(lambda s: queries.visible(s, told.id, world.as_("other_officer")))


@then(parsers.parse('hệ thống từ chối và nêu "{words}"'))
@then(parsers.parse('hệ thống nêu thêm "{words}"'))
def _refused(told: Told, words: str) -> None:
    assert told.problem is not None
    assert told.problem.key in ("case.refused", "inspection.team")
    assert any(words in reason.message for reason in told.problem.reasons), told.problem.reasons


@then(parsers.parse('hệ thống từ chối vì việc này thuộc về "{whom}"'))
def _not_yours(told: Told, whom: str) -> None:
    assert told.problem is not None
    assert told.problem.key == "case.not_allowed"
    assert whom in told.problem.todo
