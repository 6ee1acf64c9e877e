"""A plan copied for another year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from rasoat.accounts.models import User
from rasoat.arranging import copying
from rasoat.arranging.operations import put_teams
from rasoat.plans import queries as plans
from rasoat.plans.data import PlanData, ReportData
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units import operations as units
from rasoat.units.models import Agency, AgencySuccession
from tests.arranging.samples import two_districts
from tests.inspections.samples import prepared
from tests.plans.samples import approved, draft
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def copied(world: World, plan: Plan, year: int = 2025, by: str = "officer") -> tuple[Plan, PlanData]:
    new_id = world.do(lambda s: copying.copy_plan(s, world.as_(by), plan.id, year).id)
    row = world.see(lambda s: s.get_one(Plan, new_id))
    return row, world.see(lambda s: plans.data_of(s, row))


def test_everything_that_holds_comes_along_and_no_result(world: World) -> None:
    inspection = prepared(world)
    old = world.see(lambda s: s.get_one(Plan, inspection.plan_id))
    row, data = copied(world, old)
    before = world.see(lambda s: plans.data_of(s, old))
    assert data.title.endswith("tỉnh Lạng Sơn năm 2025")
    assert (data.bases, data.contents, data.cosigner_ids) == (before.bases, before.contents, before.cosigner_ids)
    [target] = data.targets
    assert target == type(target)(
        before.targets[0].agency_id, before.targets[0].office_id, date(2025, 7, 17), before.targets[0].place
    )
    assert (row.number, row.status, row.year, row.drafted_by) == (None, "drafted", 2025, world.as_("officer").user_id)
    # The team that the inspection had is the plan's.
    team = {world.as_("lead").user_id: "lead", world.as_("edu_member").user_id: "member"}
    assert world.see(lambda s: plans.teams(s, row.id)) == {1: {**team, world.as_("culture_member").user_id: "member"}}
    assert [one.team for one in world.see(lambda s: plans.targets(s, row.id))] == [1]


def test_units_that_ended_are_replaced_and_told(world: World) -> None:
    old = approved(world, two_districts(world, bases=["Kế hoạch của UBND tỉnh năm 2024", "Luật Trẻ em"]))

    def end(session):
        district = session.get_one(Agency, world.agencies["district"])
        district.valid_to = date(2024, 12, 31)
        session.get_one(Agency, world.agencies["office"]).valid_to = date(2024, 12, 31)
        session.get_one(Agency, world.agencies["other_district"]).valid_to = date(2024, 12, 31)
        new = units.add_agency(
            session, parent_id=world.agencies["province"], valid_from=date(2025, 1, 1), kind="commune",
            name="Ủy ban nhân dân xã Chi Lăng", short_name="UBND xã Chi Lăng", symbol="UBND", place="Chi Lăng",
            header="", email="",
        )  # fmt: skip
        session.add(AgencySuccession(predecessor_id=district.id, successor_id=new.id))
        return new.id

    new_id = world.do(end)
    _, data = copied(world, old)
    assert [one.agency_id for one in data.targets] == [new_id]
    told = world.see(lambda s: copying.copy_of(s, s.get_one(Plan, old.id), world.agencies["dept"], 12)).notes
    assert told == [
        "UBND huyện Chi Lăng (đơn vị được kiểm tra) đã kết thúc: thay bằng UBND xã Chi Lăng.",
        "UBND huyện Hữu Lũng (đơn vị được kiểm tra) đã kết thúc, không có cơ quan kế thừa: đã bỏ ra.",
        "Căn cứ 1 là văn bản của năm 2024: thay bằng văn bản mới nếu đã có.",
        "Căn cứ pháp lý được chép nguyên: xem lại từng căn cứ còn hiệu lực không.",
    ]


def test_days_off_are_left_and_people_who_left_too(world: World) -> None:
    reports = [ReportData("Báo cáo năm 2024", "lead", date(2024, 12, 15))]
    friday = [replace(one, planned_on=date(2024, 7, 19)) for one in two_districts(world).targets]
    plan = draft(world, two_districts(world, reports=reports, targets=friday))
    people = {world.as_("lead").user_id: "lead", world.as_("officer2").user_id: "member"}
    world.do(lambda s: put_teams(s, plan.id, {1: people}))
    world.do(lambda s: [setattr(one, "team", 1) for one in plans.targets(s, plan.id)])
    world.do(lambda s: setattr(s.get_one(User, world.as_("officer2").user_id), "active", False))
    row, data = copied(world, plan)
    # 19/7/2025 is a Saturday.
    assert [one.planned_on for one in data.targets] == [date(2025, 7, 21)] * 2
    assert data.reports == [ReportData("Báo cáo năm 2025", "lead", date(2025, 12, 15))]
    assert world.see(lambda s: plans.teams(s, row.id)) == {1: {world.as_("lead").user_id: "lead"}}


def test_whoever_does_not_lead_copies_nothing(world: World) -> None:
    plan = draft(world)
    for who in ("leader", "edu_officer", "district_officer"):
        with pytest.raises(Problem):
            copied(world, plan, by=who)


def test_the_page_tells_what_is_different_before_and_after(world: World, client_for: Callable[[str], Client]) -> None:
    plan = draft(world, two_districts(world))
    client = client_for("officer")
    assert "Chép thành kế hoạch mới" in words(client.get(f"/plans/{plan.id}"))
    page = client.get(f"/plans/{plan.id}/copy")
    assert "Kế hoạch năm 2025 sẽ là" in words(page)
    assert "xem lại từng căn cứ còn hiệu lực không" in words(page)
    assert client.post(f"/plans/{plan.id}/copy", {"year": "2099"}).status_code == 422
    answer = client.post(f"/plans/{plan.id}/copy", inputs(page))
    assert answer.status_code == 303
    assert "tỉnh Lạng Sơn năm 2025" in client.get(answer.location).text
    story = words(client.get(answer.location.removesuffix("/edit")))
    assert "Chép từ kế hoạch trước" in story
    assert "xem lại từng căn cứ còn hiệu lực không" in story
    assert client_for("leader").get(f"/plans/{plan.id}/copy").status_code == 403
