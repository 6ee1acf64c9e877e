"""features/plans_xep_doan_ngay.feature, step by step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat import clock
from rasoat.absences.operations import set_absence
from rasoat.inspections import queries as inspections
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from tests.arranging.samples import fields, person, press, two_districts
from tests.plans.samples import draft, in_force, step
from tests.scenes import day_of
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

scenarios("plans_xep_doan_ngay.feature")


@dataclass
class Story:
    world: World
    client: Client
    plan: Plan
    shown: Any = None
    sent: dict[str, Any] = field(default_factory=dict)

    def days(self) -> list[str]:
        return [clock.date_text(row.planned_on) for row in self.world.see(lambda s: plans.targets(s, self.plan.id))]


@given("kế hoạch năm 2024 kiểm tra huyện Chi Lăng và huyện Hữu Lũng, đang soạn", target_fixture="story")
def _drafted(world: World, client_for: Callable[[str], Client]) -> Story:
    return Story(world, client_for("officer"), draft(world, two_districts(world)))


@given(parsers.parse("trưởng đoàn vắng mặt từ {first} đến {last}"))
def _away(story: Story, first: str, last: str) -> None:
    lead, other = story.world.as_("lead"), story.world.as_("officer2")
    story.world.do(lambda s: set_absence(s, lead, lead.user_id, other.user_id, day_of(first), day_of(last)))


@given("kế hoạch được ký và ban hành")
@when("kế hoạch được ký và ban hành")
def _issued(story: Story) -> None:
    step(story.world, story.plan.id, "submit", "officer")
    in_force(story.world, story.plan.id)


@when(parsers.parse("chuyên viên đề xuất ngày cho đoàn 1 từ {first} đến {last}"))
def _propose(story: Story, first: str, last: str) -> None:
    lead = person(0, story.world.as_("lead").user_id)
    story.sent = fields(story.client, story.plan, first=first, last=last) | lead
    story.shown = press(story.client, story.plan, "propose", story.sent)
    assert story.shown.status_code == 200, words(story.shown)


@then(parsers.parse("trang đề xuất {one} và {other}"))
def _proposed(story: Story, one: str, other: str) -> None:
    found = inputs(story.shown)
    assert [found["units-0-planned_on"], found["units-1-planned_on"]] == [one, other]


@then("chưa có gì được lưu")
def _not_stored(story: Story) -> None:
    assert story.days() == ["17/07/2024"] * 2
    assert story.world.see(lambda s: plans.teams(s, story.plan.id)) == {}


@when("chuyên viên lấy đoàn và ngày ấy")
def _take(story: Story) -> None:
    lead = person(0, story.world.as_("lead").user_id)
    answer = press(story.client, story.plan, "take", inputs(story.shown) | lead)
    assert answer.status_code == 303, words(answer)


@then(parsers.parse("kế hoạch có các ngày {one} và {other}"))
def _stored(story: Story, one: str, other: str) -> None:
    assert story.days() == [one, other]


@then(parsers.parse('trang nêu "{said}"'))
def _told(story: Story, said: str) -> None:
    assert said in words(story.shown)


@when(parsers.parse("chuyên viên xếp trưởng đoàn đi cả hai đơn vị ngày {day}, ở hai đoàn"))
def _twice(story: Story, day: str) -> None:
    sent = fields(story.client, story.plan) | person(0, story.world.as_("lead").user_id, "1, 2")
    for number in range(2):
        sent |= {f"units-{number}-team": str(number + 1), f"units-{number}-planned_on": day}
    story.shown = press(story.client, story.plan, "take", sent)


@then(parsers.parse('hệ thống không lấy và nêu "{said}"'))
def _refused(story: Story, said: str) -> None:
    assert story.shown.status_code == 422
    assert said in words(story.shown)
    assert story.world.see(lambda s: plans.teams(s, story.plan.id)) == {}


@then(parsers.parse("mỗi cuộc kiểm tra có trưởng đoàn Lương Văn Đoàn"))
def _led(story: Story) -> None:
    made = story.world.see(lambda s: inspections.inspections_of(s, story.plan.id))
    lead = story.world.as_("lead").user_id
    for one in made:
        [member] = story.world.see(lambda s, one=one: inspections.team(s, one.id))
        assert (member.user_id, member.assignment) == (lead, "lead")
    assert len(made) == 2


@then(parsers.parse("các cuộc kiểm tra có các ngày {one} và {other}"))
def _inspected_on(story: Story, one: str, other: str) -> None:
    made = story.world.see(lambda s: inspections.inspections_of(s, story.plan.id))
    assert [clock.date_text(row.scheduled_on) for row in made] == [one, other]
