"""The page of the ranking, and what it puts into plans."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import Session

from rasoat.inspections.models import Inspection
from rasoat.plans import queries as plans
from rasoat.plans.data import TargetData
from rasoat.ranking import operations, queries, weights
from rasoat.ranking.queries import Ranked
from rasoat.recommendations.models import Obligation
from tests.plans.samples import draft, joint_plan, step
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.reorganisation.samples import agency, end, reorganised
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]
TODAY = date(2024, 11, 20)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _in_november(world: World) -> None:
    play_on(world, TODAY)


def rows(world: World, who: str = "officer", today: date = TODAY) -> dict[str, Ranked]:
    def read(session: Session) -> list[Ranked]:
        return queries.ranked(session, world.as_(who), weights.newest(session), today)

    return {row.unit.short_name: row for row in world.see(read)}


def test_units_stand_by_their_points_and_each_says_why(world: World, client_for: Browser) -> None:
    followed_up(world)
    shown = words(client_for("officer").get("/ranking/"))
    chi_lang, huu_lung = shown.index("UBND huyện Chi Lăng"), shown.index("UBND huyện Hữu Lũng")
    assert chi_lang < huu_lung
    # Seven are the district's own, seven its office's, which is inspected with it.
    assert "14 nội dung quá hạn (50 điểm), lần kiểm tra gần nhất mới thực hiện 0/14 nội dung đến hạn (20 điểm)" in shown
    assert "chưa kiểm tra lần nào (35 điểm)" in shown
    assert "17/07/2024" in shown
    assert "Phòng LĐTBXH Chi Lăng" not in shown


def test_units_of_equal_points_stand_by_name(world: World) -> None:
    assert list(rows(world)) == ["UBND huyện Chi Lăng", "UBND huyện Hữu Lũng"]
    assert [row.place for row in rows(world).values()] == [1, 2]
    assert len({row.points for row in rows(world).values()}) == 1


def test_what_was_asked_again_counts_while_it_is_open(world: World) -> None:
    inspection = followed_up(world)
    first, second = obligations(world, inspection.id)[:2]
    world.do(lambda s: setattr(s.get_one(Obligation, second.id), "repeats_id", first.id))
    assert rows(world)["UBND huyện Chi Lăng"].facts.repeated == 1


def test_the_history_of_an_ended_agency_is_that_of_its_successors(world: World, client_for: Browser) -> None:
    reorganised(world)
    play_on(world, later := date(2026, 9, 20))
    found = rows(world, today=later)
    assert "UBND huyện Chi Lăng" not in found
    for name in ("UBND xã Chi Lăng", "UBND xã Nhân Lý", "UBND xã Vạn Linh"):
        assert (found[name].facts.overdue, found[name].facts.months) == (14, 26)
    assert "17/07/2024 (Ủy ban nhân dân huyện Chi Lăng" in words(client_for("officer").get("/ranking/"))


def test_only_what_a_person_may_see_counts(world: World) -> None:
    followed_up(world)
    # The other department signed the plan along, so that it reads the inspection.
    assert rows(world, "edu_officer")["UBND huyện Chi Lăng"].facts.overdue == 14


@pytest.mark.parametrize("who", ["leader", "clerk", "lead", "district_officer", "admin"])
def test_nobody_sees_it_but_who_drafts_plans(world: World, client_for: Browser, who: str) -> None:
    client = client_for(who)
    assert client.get("/ranking/").status_code in (403, 404)
    if who != "admin":
        assert "/ranking/" not in client.get("/plans/").text
    assert 'href="/ranking/"' in client_for("officer").get("/plans/").text


def test_ticked_units_become_a_new_plan(world: World, client_for: Browser) -> None:
    client = client_for("officer")
    page = client.get("/ranking/?tick=1").text
    assert len(re.findall(r'name="unit"[^>]* checked', page)) == 1
    both = [str(world.agencies[one]) for one in ("district", "other_district")]
    sent = {"unit": both, "plan": "new", "title": "Kế hoạch năm 2025", "day": "5/3/2025"}
    answer = client.post("/ranking/", sent)
    assert answer.status_code == 303, words(answer)
    shown = client.get(answer.location)
    assert "Kế hoạch năm 2025" in words(shown) and "Đã đưa 2 đơn vị vào kế hoạch" in words(shown)
    assert words(client.get("/ranking/")).count("Đã có trong kế hoạch đang lập, 05/03/2025") == 2
    assert "Không có đơn vị nào khớp" in words(client.get("/ranking/?planned=no"))


def test_a_drafted_plan_keeps_what_it_has(world: World, client_for: Browser) -> None:
    plan, client = draft(world), client_for("officer")
    page = client.get(f"/ranking/?plan={plan.id}").text
    assert f'<option selected value="{plan.id}">' in page
    both = [str(world.agencies[one]) for one in ("district", "other_district")]
    for said in ("Đã đưa 1 đơn vị vào kế hoạch; 1 đơn vị đã có từ trước", "Đã đưa 0 đơn vị vào kế hoạch; 2 đơn vị"):
        answer = client.post("/ranking/", {"unit": both, "plan": str(plan.id), "day": "1/8/2024"})
        assert answer.status_code == 303, words(answer)
        assert said in words(client.get(answer.location))
    [first, second] = world.see(lambda s: plans.data_of(s, s.get_one(type(plan), plan.id)).targets)
    assert first == joint_plan(world).targets[0]
    assert second == TargetData(world.agencies["other_district"], None, date(2024, 8, 1))


def test_more_units_and_a_longer_past_ask_the_database_nothing_more(world: World, client_for: Browser) -> None:
    inspection, client, engine = followed_up(world), client_for("officer"), world.database.engine
    asked: list[str] = []

    def count(*told: object) -> None:
        asked.append(str(told[2]))

    def statements() -> int:
        client.get("/ranking/")
        asked.clear()
        assert client.get("/ranking/").status_code == 200
        return len(asked)

    event.listen(engine, "before_cursor_execute", count)
    before = statements()
    for number in range(30):
        agency(world, f"more{number}", "province", "commune", f"Ủy ban nhân dân xã Thứ {number}", "Chi Lăng")
    earlier = [
        Inspection(**{**inspection.model_dump(exclude={"id"}), "scheduled_on": date(2015 + year, 7, 1), "open": False})
        for year in range(9)
    ]
    world.do(lambda s: s.add_all(earlier))
    play_on(world, date(2026, 9, 20))
    assert statements() == before <= 50
    event.remove(engine, "before_cursor_execute", count)
    page = words(client.get("/ranking/"))
    assert "32 đơn vị." in page and "26 tháng chưa kiểm tra" in page


def test_what_is_wrong_is_told_and_the_ticks_stay(world: World, client_for: Browser) -> None:
    client, unit = client_for("officer"), str(world.agencies["district"])
    nothing = client.post("/ranking/", {"plan": "new", "title": "Kế hoạch", "day": "5/3/2025"})
    assert nothing.status_code == 422 and operations.NO_UNIT in words(nothing)
    undated = client.post("/ranking/", {"unit": unit, "plan": "new", "title": "Kế hoạch", "day": ""})
    assert "Nhập ngày dự kiến chung." in words(undated)
    assert re.search(rf'value="{unit}"[^>]* checked', undated.text)
    nameless = client.post("/ranking/", {"unit": unit, "plan": "new", "title": "", "day": "5/3/2025"})
    assert "Nhập tên kế hoạch." in words(nameless)
    end(world, "other_district", "district", last=date(2024, 12, 31))
    gone = {"unit": str(world.agencies["other_district"]), "title": "Kế hoạch", "day": "5/3/2025"}
    ended = client.post("/ranking/", {**gone, "plan": "new"})
    assert "không hoạt động vào ngày dự kiến" in words(ended)
    assert client.post("/ranking/", {"unit": unit, "plan": str(UUID(int=1)), "day": "5/3/2025"}).status_code == 404
    plan = draft(world)
    far = client.post("/ranking/", {**gone, "plan": str(plan.id), "day": "5/3/2026"})
    assert "Ngày dự kiến phải trong năm 2024 hoặc năm sau." in words(far)
    step(world, plan.id, "submit", "officer")
    late = client.post("/ranking/", {"unit": unit, "plan": str(plan.id), "day": "1/8/2024"})
    assert late.status_code == 409, "it is no draft any more"


def test_the_list_is_found_in_and_taken_out(world: World, client_for: Browser) -> None:
    followed_up(world)
    client = client_for("officer")
    found = words(client.get("/ranking/?q=huu+lung"))
    assert "UBND huyện Hữu Lũng" in found and "UBND huyện Chi Lăng" not in found
    table = client.post("/exports/of/ranking", {"form": "csv"})
    assert table.status_code == 200, words(table)
    lines = table.data.decode("utf-8-sig").splitlines()
    assert any("14 nội dung quá hạn (50 điểm)" in line and line.startswith("1;") for line in lines), lines
    assert client_for("leader").post("/exports/of/ranking", {"form": "csv"}).status_code in (403, 404)
