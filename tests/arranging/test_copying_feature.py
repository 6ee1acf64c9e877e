"""features/plans_chep_ke_hoach.feature, step by step."""

from collections.abc import Callable
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat import clock
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from tests.inspections.samples import prepared
from tests.web.browse import Client, words
from tests.world import World

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

scenarios("plans_chep_ke_hoach.feature")


@given("kế hoạch năm 2024 đã ban hành, đoàn đi Chi Lăng ngày 17/07/2024", target_fixture="old_id")
def _prepared(world: World) -> UUID:
    return prepared(world).plan_id


@when(parsers.parse("chuyên viên chép thành kế hoạch năm {year}"), target_fixture="new_id")
def _copy(old_id: UUID, year: str, client_for: Callable[[str], Client]) -> UUID:
    answer = client_for("officer").post(f"/plans/{old_id}/copy", {"year": year})
    assert answer.status_code == 303
    return UUID(answer.location.split("/")[-2])


@then(parsers.parse('bản thảo có tên kết thúc bằng "{end}" và ngày {day}'))
def _drafted(world: World, new_id: UUID, end: str, day: str) -> None:
    assert world.see(lambda s: s.get_one(Plan, new_id)).title.endswith(end)
    [target] = world.see(lambda s: plans.targets(s, new_id))
    assert clock.date_text(target.planned_on) == day


@then("đoàn của bản thảo có Lương Văn Đoàn")
def _team(world: World, new_id: UUID) -> None:
    assert world.see(lambda s: plans.teams(s, new_id))[1][world.as_("lead").user_id] == "lead"


@then(parsers.parse('lịch sử bản thảo ghi "{said}"'))
def _told(new_id: UUID, said: str, client_for: Callable[[str], Client]) -> None:
    assert said in words(client_for("officer").get(f"/plans/{new_id}"))
