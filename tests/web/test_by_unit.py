"""An officer's work by unit: one line for each unit, the most urgent first."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rasoat import clock
from rasoat.followup import operations as followup
from rasoat.proposals import operations as proposals
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation
from rasoat.web.today import by_unit
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]
LATE = date(2025, 1, 10)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(world: World, who: str = "officer", today: date = LATE) -> dict[str, list[str]]:
    with clock.use_date(today):
        found = world.see(lambda s: by_unit.lines(s, world.as_(who), today))
    return {line.unit.short_name: [title for title, _ in line.links] for line in found}


@pytest.fixture
def owed(world: World) -> list[Obligation]:
    return obligations(world, followed_up(world).id)


def test_each_unit_has_a_line_with_what_waits_there(world: World, owed: list[Obligation]) -> None:
    assert told(world) == {"UBND huyện Chi Lăng": ["7 quá hạn"], "Phòng LĐTBXH Chi Lăng": ["7 quá hạn"]}
    who = world.as_("district_officer")
    with clock.use_date(LATE):
        world.do(lambda s: answering.answer(s, who, owed[0].id, claim="met", text="Đã bố trí kinh phí."))
        asked = {"until": LATE + timedelta(days=60), "reason": "Chờ ngân sách."}
        world.do(lambda s: fire(s, CaseRef("obligation", owed[1].id), "ask_extension", who, payload=asked))
    assert told(world)["UBND huyện Chi Lăng"] == ["6 quá hạn", "1 báo cáo chờ xác minh", "1 xin gia hạn"]
    assert told(world, today=date(2024, 9, 1)) == {"UBND huyện Chi Lăng": ["1 báo cáo chờ xác minh", "1 xin gia hạn"]}
    assert told(world, "edu_officer") == {}, "another agency follows these up"


def test_the_urgent_come_first_then_the_earliest_due_then_names(world: World, owed: list[Obligation]) -> None:
    assert list(told(world)) == ["Phòng LĐTBXH Chi Lăng", "UBND huyện Chi Lăng"]
    district = next(row for row in owed if row.addressee_id == world.agencies["district"])
    world.do(lambda s: setattr(s.get_one(Obligation, district.id), "due_on", date(2024, 9, 2)))
    assert list(told(world)) == ["UBND huyện Chi Lăng", "Phòng LĐTBXH Chi Lăng"]
    office = next(row for row in owed if row.addressee_id == world.agencies["office"])
    world.do(lambda s: setattr(s.get_one(Obligation, office.id), "priority", "urgent"))
    assert list(told(world)) == ["Phòng LĐTBXH Chi Lăng", "UBND huyện Chi Lăng"]


def test_proposals_wait_until_they_are_decided_on(world: World, owed: list[Obligation], client_for: Browser) -> None:
    who, inspection_id = world.as_("district_officer"), owed[0].inspection_id
    assert inspection_id is not None
    with clock.use_date(LATE):
        row = world.do(lambda s: proposals.receive(s, who, inspection_id, "Cấp kinh phí mua phao.", LATE))
    assert told(world)["UBND huyện Chi Lăng"] == ["7 quá hạn", "1 đề xuất chờ xử lý"]
    play_on(world, LATE)
    client = client_for("officer")
    assert row.text in words(client.get(f"/proposals/?from={world.agencies['district']}&stage=owed"))
    assert row.text not in words(client.get(f"/proposals/?from={world.agencies['office']}&stage=owed"))


def test_letters_that_were_drafted_wait_at_their_unit(world: World, owed: list[Obligation]) -> None:
    with clock.use_date(LATE):
        world.do(lambda s: followup.climb(s, LATE))
    assert "1 bản thảo của bạn" in told(world)["UBND huyện Chi Lăng"]
    assert told(world, "edu_officer") == {}


def test_the_first_page_shows_eight_and_leads_to_all(world: World, owed: list[Obligation], client_for: Browser) -> None:
    play_on(world, LATE)
    client = client_for("officer")
    page = client.get("/")
    assert "Việc theo đơn vị 2 Phòng LĐTBXH Chi Lăng 7 quá hạn" in words(page)
    link = f'href="/followup/?addressee={world.agencies["office"]}&amp;stage=overdue"'
    assert link in page.text
    assert "2 đơn vị có việc chờ." in words(client.get("/by-unit"))
    assert "Việc theo đơn vị" not in words(client_for("leader").get("/"))
    assert client_for("leader").get("/by-unit").status_code in (403, 404)
    play_on(world, date(2024, 9, 1))
    assert "Không đơn vị nào có việc chờ bạn" in words(client.get("/by-unit"))
