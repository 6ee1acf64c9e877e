"""The page of teams and days, as people use it without scripts."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.inspections import operations as inspections
from rasoat.inspections import queries
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from tests.arranging.samples import LATER, fields, page_of, person, press, two_districts
from tests.inspections.samples import put, put_date, scheduled, step
from tests.plans.samples import approved, draft
from tests.plans.samples import step as move
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]


def days(world: World, plan: Plan) -> list[date]:
    return [row.planned_on for row in world.see(lambda s: plans.targets(s, plan.id))]


def test_only_officers_of_the_leading_agency_arrange(world: World, client_for: Browser) -> None:
    plan = draft(world, two_districts(world, cosigner_ids=[world.agencies["edu"]]))
    assert client_for("officer2").get(page_of(plan)).status_code == 200
    assert client_for("leader").get(page_of(plan)).status_code == 403
    assert client_for("edu_officer").get(page_of(plan)).status_code == 403
    assert client_for("district_officer").get(page_of(plan)).status_code == 403
    assert "Xếp đoàn và ngày" in words(client_for("officer").get(f"/plans/{plan.id}"))
    assert "Xếp đoàn và ngày" not in words(client_for("leader").get(f"/plans/{plan.id}"))


def test_a_changed_day_is_looked_at_at_once(world: World, client_for: Browser) -> None:
    plan = draft(world, two_districts(world))
    client = client_for("officer")
    sent = fields(client, plan) | person(0, world.as_("lead").user_id)
    sent |= {"units-0-team": "1", "units-1-team": "1"}
    both = press(client, plan, "check", sent, headers={"HX-Request": "true"})
    assert "Ngày 17/07/2024 cùng một đoàn đi 2 đơn vị" in words(both)
    assert "<html" not in both.text
    sunday = press(client, plan, "check", sent | {"units-1-planned_on": "21/7/2024"}, headers={"HX-Request": "true"})
    assert "Không ai phải đi hai nơi trong một ngày" in words(sunday)
    assert "21/07/2024 là ngày nghỉ (cuối tuần)" in words(sunday)
    assert days(world, plan) == [date(2024, 7, 17)] * 2
    teamless = words(press(client, plan, "check", sent | {"units-1-team": ""}, headers={"HX-Request": "true"}))
    assert "1 đơn vị chưa có đoàn" in teamless and "Các đoàn đã xếp không ai phải đi hai nơi" in teamless
    assert "chưa có đoàn" not in words(sunday)


def test_two_teams_share_the_units_and_a_group_is_given_to_one(world: World, client_for: Browser) -> None:
    plan = draft(world, two_districts(world))
    client = client_for("officer")
    people = person(0, world.as_("lead").user_id) | person(1, world.as_("officer").user_id, "2")
    sent = fields(client, plan, first="15/7/2024", last="31/7/2024") | people
    shared = inputs(press(client, plan, "propose", sent))
    assert [shared["units-0-team"], shared["units-1-team"]] == ["1", "2"]
    assert [shared["units-0-planned_on"], shared["units-1-planned_on"]] == ["15/07/2024"] * 2
    group = inputs(press(client, plan, "propose", sent | {"groups-0-team": "2"}))
    assert [group["units-0-team"], group["units-1-team"], group["groups-0-team"]] == ["2", "2", ""]
    assert [group["units-0-planned_on"], group["units-1-planned_on"]] == ["15/07/2024", "16/07/2024"]
    kept = inputs(press(client, plan, "propose", sent | {"groups-0-team": "2", "units-1-keep": "y"}))
    assert [kept["units-0-planned_on"], kept["units-1-planned_on"]] == ["15/07/2024", "17/07/2024"]


def test_faults_stand_at_their_rows_and_nothing_is_lost(world: World, client_for: Browser) -> None:
    plan = draft(world, two_districts(world))
    client = client_for("officer")
    sent = fields(client, plan) | person(0, world.as_("lead").user_id) | {"units-0-team": "3", "units-1-planned_on": ""}
    page = press(client, plan, "take", sent | {"units-0-planned_on": "1/7/2027"})
    assert page.status_code == 422
    for said in ("Đoàn 3 chưa có ai.", "Ngày dự kiến phải trong năm 2024 hoặc năm sau.", "Nhập ngày dự kiến."):
        assert said in words(page)
    assert inputs(page)["units-0-team"] == "3"
    two = person(0, world.as_("lead").user_id) | person(1, world.as_("officer").user_id)
    page = press(client, plan, "take", fields(client, plan) | two)
    assert "Đoàn 1: Mỗi đoàn chỉ có một trưởng đoàn." in words(page)
    page = press(client, plan, "take", fields(client, plan) | person(0, world.as_("lead").user_id, "một"))
    assert "Ghi số đoàn từ 1 đến 20" in words(page)
    page = press(client, plan, "take", fields(client, plan, first="1/8/2024", last="1/7/2024"))
    assert "Ngày cuối phải từ ngày đầu trở đi" in words(page)
    page = press(client, plan, "take", fields(client, plan) | person(0, world.as_("admin").user_id))
    assert "Quản Trị Thử không vào đoàn được" in words(page)
    assert days(world, plan) == [date(2024, 7, 17)] * 2


def test_somebody_who_goes_elsewhere_is_told_with_both_units(world: World, client_for: Browser) -> None:
    other = scheduled(world)
    plan = draft(world, two_districts(world, targets=two_districts(world).targets[1:]))
    client = client_for("officer")
    sent = fields(client, plan) | person(0, world.as_("lead").user_id) | {"units-0-team": "1"}
    page = press(client, plan, "take", sent)
    assert page.status_code == 422
    said = f"Lương Văn Đoàn ngày 17/07/2024 phải đi cả UBND huyện Hữu Lũng và {other.unit_name}"
    assert said in words(page)
    # The teams of another plan that is still drafted count, too.
    assert press(client, plan, "take", sent | {"units-0-planned_on": "18/7/2024"}).status_code == 303
    third = draft(world, two_districts(world, title="Kế hoạch nữa", targets=two_districts(world).targets[:1]))
    sent = fields(client, third) | person(0, world.as_("lead").user_id) | {"units-0-team": "1"}
    page = press(client, third, "check", sent | {"units-0-planned_on": "18/7/2024"})
    assert "ngày 18/07/2024 phải đi cả UBND huyện Chi Lăng và UBND huyện Hữu Lũng" in words(page)


def test_a_draft_that_somebody_changed_is_not_overwritten(world: World, client_for: Browser) -> None:
    plan = draft(world, two_districts(world))
    one, other = client_for("officer"), client_for("officer2")
    sent = fields(one, plan) | person(0, world.as_("lead").user_id)
    sent |= {"units-0-team": "1", "units-1-team": "1", "units-1-planned_on": "18/7/2024"}
    assert press(other, plan, "take", sent).status_code == 303
    stale = press(one, plan, "take", sent | {"units-1-planned_on": "19/7/2024"})
    assert stale.status_code == 422
    assert "Lý Văn Nháp" in words(stale)
    again = press(one, plan, "take", sent | {"units-1-planned_on": "19/7/2024", "version": inputs(stale)["version"]})
    assert again.status_code == 303
    assert days(world, plan)[1] == date(2024, 7, 19)


def test_days_of_a_signed_plan_stay_and_its_teams_may_be_named(world: World, client_for: Browser) -> None:
    plan = draft(world, two_districts(world))
    client = client_for("officer")

    move(world, plan.id, "submit", "officer")
    assert "Ngày trong kế hoạch đã trình ký nên không đổi ở đây" in words(client.get(page_of(plan)))
    sent = fields(client, plan) | person(0, world.as_("lead").user_id) | {"units-0-team": "1"}
    assert press(client, plan, "take", sent | {"units-0-planned_on": "1/8/2024"}).status_code == 303
    assert days(world, plan) == [date(2024, 7, 17)] * 2
    assert [row.team for row in world.see(lambda s: plans.targets(s, plan.id))].count(1) == 1


def test_what_an_inspection_refuses_is_told_and_the_others_are_done(world: World, client_for: Browser) -> None:
    plan = approved(world, two_districts(world))
    first, second = world.see(lambda s: queries.inspections_of(s, plan.id))
    client = client_for("officer")
    sent = fields(client, plan) | person(0, world.as_("lead").user_id)
    sent |= {
        "units-0-team": "1",
        "units-0-planned_on": "22/7/2024",
        "units-1-team": "1",
        "units-1-planned_on": "23/7/2024",
    }
    put_date(world, first.id, LATER)
    page = press(client, plan, "take", sent)
    assert page.status_code == 200
    assert "Còn 1 đơn vị chưa lấy được; các đơn vị khác đã xong." in words(page)
    assert "UBND huyện Chi Lăng: Hoàng Thị Thử" in words(page)
    again = world.see(lambda s: queries.inspections_of(s, plan.id))
    assert {row.id: row.scheduled_on for row in again} == {first.id: LATER, second.id: date(2024, 7, 23)}


def test_an_announced_day_stays_and_a_team_of_its_own_is_left_alone(world: World, client_for: Browser) -> None:
    plan = approved(world, two_districts(world))
    first, second = world.see(lambda s: queries.inspections_of(s, plan.id))
    put(world, first.id, "officer2", "lead")
    step(world, first.id, "schedule", "officer")
    client = client_for("officer")
    page = client.get(page_of(plan))
    assert "đoàn riêng, 1 người" in words(page)
    assert "units-0-planned_on" not in page.text
    sent = inputs(page) | person(0, world.as_("lead").user_id) | {"first": "17/7/2024", "last": "31/7/2024"}
    shown = press(client, plan, "propose", sent)
    assert press(client, plan, "take", inputs(shown) | person(0, world.as_("lead").user_id)).status_code == 303
    teams = {one: world.see(lambda s, one=one: queries.team(s, one)) for one in (first.id, second.id)}
    assert [row.user_id for row in teams[first.id]] == [world.as_("officer2").user_id]
    assert [row.user_id for row in teams[second.id]] == [world.as_("lead").user_id]


def test_a_team_replaced_as_a_whole_still_fulfils_the_rules(world: World) -> None:
    inspection = scheduled(world)
    lead, edu, culture = (world.as_(one).user_id for one in ("lead", "edu_member", "culture_member"))

    def team(named: dict) -> None:
        world.do(lambda s: inspections.set_team(s, world.as_("officer"), inspection.id, named))

    with pytest.raises(Problem, match="Chưa thể thay đổi đoàn"):
        team({lead: "lead", edu: "member"})
    team({edu: "lead", lead: "deputy", culture: "member"})
    found = world.see(lambda s: queries.team(s, inspection.id))
    assert [(row.user_id, row.assignment) for row in found] == [(edu, "lead"), (lead, "deputy"), (culture, "member")]


def test_the_pages_of_one_inspection_tell_who_is_double_booked(world: World, client_for: Browser) -> None:
    scheduled(world)
    plan = approved(world, two_districts(world, targets=two_districts(world).targets[1:]), 100)
    [inspection] = world.see(lambda s: queries.inspections_of(s, plan.id))
    client, address = client_for("officer"), f"/inspections/{inspection.id}"
    lead = {"user_id": str(world.as_("lead").user_id), "assignment": "lead"}
    page = words(client.get(client.post(f"{address}/team", lead).location))
    assert "Lương Văn Đoàn ngày 17/07/2024 đã đi Ủy ban nhân dân huyện Chi Lăng, nay thêm" in page
    version = inputs(client.get(f"{address}/schedule"))["version"]
    moved = {"scheduled_on": "18/7/2024", "scheduled_time": "", "place": "", "version": version}
    page = words(client.get(client.post(f"{address}/schedule", moved).location))
    assert "đã đi" not in page
