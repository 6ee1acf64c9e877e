"""Many inspections and many proposals at once: their days, their schedule, their teams, who sees to them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rasoat import clock
from rasoat.inspections import queries
from rasoat.inspections.models import Inspection
from rasoat.plans.data import TargetData
from rasoat.proposals.models import Proposal
from tests.bulk.samples import chosen, done_to, rows_on
from tests.inspections.samples import drop, planned, put, put_date
from tests.plans.samples import joint_plan
from tests.proposals.samples import both
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
LIST = "/inspections/"
FRIDAY = date(2024, 8, 30)


@pytest.fixture
def two(world: World) -> list[UUID]:
    """The inspections of one plan, in the order of the list by unit."""
    first = joint_plan(world).targets[0]
    other = TargetData(world.agencies["other_district"], None, date(2024, 8, 6), "Trụ sở")
    plan_id = planned(world, joint_plan(world, targets=[replace(first, place="Hội trường"), other])).plan_id
    assert plan_id
    return [row.id for row in world.see(lambda s: queries.inspections_of(s, plan_id))]


def days(world: World, ids: list[UUID]) -> list[date | None]:
    return [world.see(lambda s, i=one: s.get_one(Inspection, i).scheduled_on) for one in ids]


def team(world: World, inspection_id: UUID) -> dict[UUID, str]:
    return {row.user_id: row.assignment for row in world.see(lambda s: queries.team(s, inspection_id))}


def run_of(client: Client, name: str, rows: list[str], listing: str = "inspections", **given: str) -> str:
    return str(done_to(client, listing, name, rows, follow=False, **given).headers["Location"])


def test_days_are_set_one_for_each_working_day_and_given_back(
    world: World,
    client_for: Browser,  # noqa: F811
    two: list[UUID],
) -> None:
    officer, before = client_for("officer"), days(world, two)
    rows = rows_on(officer, f"{LIST}?sort=unit")
    ids = [UUID(row.partition(":")[0]) for row in rows]
    assert chosen(officer, "inspections", "day", rows).status_code == 200
    assert done_to(officer, "inspections", "day", rows, follow=False).status_code == 422, "without a day"
    run = run_of(officer, "day", rows, scheduled_on=clock.date_text(FRIDAY), spread="each", scheduled_time="07:30")
    shown = words(officer.get(run))
    assert "2 dòng: đã làm 2." in shown
    # 31/8 to 3/9/2024 are a weekend and the National Day.
    assert days(world, ids) == [FRIDAY, date(2024, 9, 4)]
    assert world.see(lambda s: s.get_one(Inspection, ids[1]).place) in ("Hội trường", "Trụ sở"), "each keeps its place"
    put_date(world, ids[0], FRIDAY + timedelta(days=14))
    officer.post(f"{run}/undo", {})
    shown = words(officer.get(run))
    assert "2 dòng: đã hoàn tác 1, không hoàn tác được 1." in shown
    assert days(world, ids) == [FRIDAY + timedelta(days=14), before[two.index(ids[1])]]


def test_a_day_off_is_told_of_each_and_a_wrong_hour_is_refused(
    client_for: Browser,  # noqa: F811
    two: list[UUID],
) -> None:
    officer = client_for("officer")
    rows = rows_on(officer, LIST)
    sunday = {"scheduled_on": "1/9/2024", "spread": "same"}
    refused = words(done_to(officer, "inspections", "day", rows, scheduled_time="25:00", **sunday))
    assert "“25:00” không phải là giờ" in refused
    shown = words(done_to(officer, "inspections", "day", rows, **sunday))
    assert shown.count("Lưu ý: 01/09/2024 là ngày nghỉ") == 2


def test_a_person_joins_the_teams_of_many_and_leaves_them_again(
    world: World,
    client_for: Browser,  # noqa: F811
    two: list[UUID],
) -> None:
    officer, lead, new = client_for("officer"), world.as_("lead").user_id, world.as_("edu_member").user_id
    for one in two:
        put_date(world, one, FRIDAY)
    put(world, two[0], "lead", "lead")
    put(world, two[0], "edu_member", "secretary")
    rows = rows_on(officer, LIST)
    given = {"user_id": str(new), "assignment": "lead"}
    run = run_of(officer, "member", rows, **given)
    shown = words(officer.get(run))
    assert "đã làm 2" in shown
    assert re.search(r"đã đi [^.]*Chi Lăng[^.]*, nay thêm", shown), "told, as it is double-booked"
    assert team(world, two[0]) == {lead: "member", new: "lead"}
    officer.post(f"{run}/undo", {})
    assert "đã hoàn tác 2" in words(officer.get(run))
    assert team(world, two[0]) == {lead: "lead", new: "secretary"}
    assert team(world, two[1]) == {}
    # Of a team that somebody changed since, nothing is taken back.
    run = run_of(officer, "member", rows, user_id=str(new), assignment="member")
    drop(world, two[1], "edu_member")
    officer.post(f"{run}/undo", {})
    shown = words(officer.get(run))
    assert "đã hoàn tác 1, không hoàn tác được 1" in shown
    assert "Đoàn đã được người khác đổi sau đó." in shown


def test_schedules_are_announced_where_the_team_is_whole(
    world: World,
    client_for: Browser,  # noqa: F811
    two: list[UUID],
) -> None:
    officer = client_for("officer")
    for who in ("lead", "edu_member", "culture_member"):
        put(world, two[0], who, "lead" if who == "lead" else "member")
    run = run_of(officer, "schedule", rows_on(officer, LIST))
    shown = words(officer.get(run))
    assert "2 dòng: đã làm 1, không làm được 1." in shown
    assert "Đoàn chưa có trưởng đoàn" in shown
    assert officer.post(f"{run}/undo", {}).status_code == 400, "the unit has seen it"
    assert world.see(lambda s: s.get_one(Inspection, two[0]).status) == "scheduled"


def test_units_and_members_have_nothing_to_tick(world: World, client_for: Browser, two: list[UUID]) -> None:  # noqa: F811
    assert 'id="bulk"' not in client_for("leader").get(LIST).text
    put(world, two[0], "edu_member")
    assert 'id="bulk"' not in client_for("edu_member").get(LIST).text


def test_proposals_get_somebody_who_sees_to_them(world: World, client_for: Browser) -> None:  # noqa: F811
    rows = both(world)
    officer, me = client_for("officer"), world.as_("officer").user_id
    ticked = rows_on(officer, "/proposals/")
    assert len(ticked) == 2

    def owners() -> list[UUID | None]:
        return [world.see(lambda s, i=row.id: s.get_one(Proposal, i).owner_id) for row in rows]

    assert done_to(officer, "proposals", "appoint", ticked, follow=False).status_code == 422
    run = run_of(officer, "appoint", ticked, "proposals", owner=str(me))
    assert "2 dòng: đã làm 2." in words(officer.get(run))
    assert owners() == [me, me]
    assert [world.see(lambda s, i=row.id: s.get_one(Proposal, i).due_on) for row in rows] == [
        row.due_on for row in rows
    ]
    # The other tab of a colleague still shows the list of before.
    stale = words(done_to(client_for("leader"), "proposals", "appoint", ticked, owner=str(world.as_("leader").user_id)))
    assert "2 dòng: không làm được 2." in stale
    assert re.search(r"đã sửa nội dung này lúc", stale)
    officer.post(f"{run}/undo", {})
    assert "2 dòng: đã hoàn tác 2." in words(officer.get(run))
    assert owners() == [None, None]
