"""The story of many recommendations at once, as the pages' forms send them."""

from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat.recommendations import coverage
from tests.recommendations.samples import add, reviewing_two, shortcoming
from tests.recommendations.test_pages import play_on
from tests.recommendations.test_together import DRAFT, Browser, told, typed
from tests.scenes import day_of
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings
from tests.world import World

__all__ = ["app", "client_for", "settings"]
pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds
scenarios("recommendations_nhieu_mot_lan.feature")


@pytest.fixture
def sent() -> dict[str, Any]:
    """What the page's form held when it was sent."""
    return {}


@given(parsers.parse("hôm nay là ngày {day}"))
def _today(world: World, day: str) -> None:
    play_on(world, day_of(day))


@given("hai cuộc kiểm tra của một kế hoạch đang tổng hợp kết quả", target_fixture="two")
def _two(world: World) -> list[UUID]:
    return [one.id for one in reviewing_two(world)]


@given(parsers.parse("cuộc thứ nhất có {number:d} tồn tại mà bảng kiểm gợi ý kiến nghị"))
def _shortcomings(world: World, two: list[UUID], number: int) -> None:
    for place in range(number):
        shortcoming(world, two[0], f"Biển số {place} bị che.", draft=DRAFT)


@given(parsers.parse('cuộc thứ nhất có kiến nghị "{text}"'))
def _recommended(world: World, two: list[UUID], text: str) -> None:
    add(world, two[0], text, "district")


@when("cán bộ Sở soạn kiến nghị cho mọi tồn tại của cuộc thứ nhất")
def _all(client_for: Browser, two: list[UUID], sent: dict[str, Any]) -> None:
    officer, url = client_for("officer"), f"/recommendations/of/{two[0]}/all"
    sent |= typed(officer.get(url))
    assert officer.post(url, sent).status_code == 303


@when("cán bộ Sở gửi lại trang ấy lần nữa")
def _again(client_for: Browser, two: list[UUID], sent: dict[str, Any]) -> None:
    assert client_for("officer").post(f"/recommendations/of/{two[0]}/all", sent).status_code == 422


@then(parsers.parse("cuộc thứ nhất có {number:d} kiến nghị, không còn tồn tại nào chưa có kiến nghị"))
def _covered(world: World, two: list[UUID], number: int) -> None:
    assert len(told(world, two[0])) == number
    assert world.see(lambda s: coverage.uncovered(s, two[0])) == []


@when("cán bộ Sở dùng kiến nghị ấy cho cuộc thứ hai", target_fixture="said")
def _same(world: World, client_for: Browser, two: list[UUID]) -> str:
    [row] = told(world, two[0])
    sent = {"text": row.recommendation.text, "others-pick": [str(two[1])]}
    page = client_for("officer").post(f"/recommendations/drafts/{row.recommendation.id}/same", sent)
    return words(page)


@then(parsers.parse('cuộc thứ hai có kiến nghị "{text}" đối với đơn vị của chính cuộc ấy'))
def _there(world: World, two: list[UUID], text: str) -> None:
    [row] = told(world, two[1])
    assert row.recommendation.text == text
    assert [one.addressee_id for one in row.obligations] == [world.agencies["other_district"]]


@then(parsers.parse('trang cho biết "{part}"'))
def _says(said: str, part: str) -> None:
    assert part in said
