"""features/search_tim_moi_noi.feature, step by step."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat import clock
from tests.papers.samples import AUGUST_5, Told, out
from tests.web.browse import Client, words
from tests.world import World

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
scenarios("search_tim_moi_noi.feature")
Browser = Callable[[str], Client]
SECTION = re.compile(r'<section class="panel panel-flush".*?</section>', re.DOTALL)


@given("thông báo kết quả kiểm tra huyện Chi Lăng số 97 đã ban hành", target_fixture="told")
def told(world: World) -> Told:
    with clock.at(AUGUST_5):
        return out(world)


def search(client_for: Browser, who: str, typed: str) -> Any:
    answer = client_for(who).get("/search/", query_string={"q": typed})
    assert answer.status_code == 200, answer.text
    return answer


def groups(page: Any) -> dict[str, str]:
    """What is shown of each kind, by the kind's title, in the order of the page."""
    sections = [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in SECTION.findall(page.text)]
    titles = re.findall(r'<h2 id="found-\w+"><svg.*?</svg> (.*?)</h2>', page.text)
    assert len(titles) == len(sections)
    return dict(zip(titles, sections, strict=True))


@when(parsers.parse('"{who}" tìm ở mọi nơi "{typed}"'), target_fixture="page")
def searched(client_for: Browser, who: str, typed: str) -> Any:
    return search(client_for, who, typed)


@then(parsers.parse('kết quả đầu tiên là văn bản "{reference}"'))
def first(page: Any, reference: str) -> None:
    assert re.findall(r'class="found-reference">(.*?)</span>', page.text)[0] == reference


@then(parsers.parse('không có gì ngoài loại "{title}"'))
def only(page: Any, title: str) -> None:
    assert list(groups(page)) == [title]


@then(parsers.parse('có loại "{title}"'))
def is_there(page: Any, title: str) -> None:
    assert title in groups(page)


@then(parsers.parse('không có loại "{title}"'))
def is_not_there(page: Any, title: str) -> None:
    assert title not in groups(page)


@then(parsers.parse('trang nói "{said}"'))
def says(page: Any, said: str) -> None:
    assert said in words(page)


@then(parsers.parse('"{who}" tìm ở mọi nơi được:'))
def finds(client_for: Browser, who: str, datatable: list[list[str]]) -> None:
    for typed, title, name in datatable[1:]:
        assert name in groups(search(client_for, who, typed)).get(title, ""), typed


@then(parsers.parse('"{who}" gõ gì vào ô tìm cũng được trả lời:'))
def answers(client_for: Browser, who: str, datatable: list[list[str]]) -> None:
    for typed, said in datatable[1:]:
        assert said in words(search(client_for, who, typed)), typed


@given(parsers.parse('"{who}" vừa mở cuộc kiểm tra và kế hoạch của nó'), target_fixture="opened")
def opened(client_for: Browser, told: Told, who: str) -> list[str]:
    """What the pages give the browser to keep, the latest first."""
    inspection = told.case.inspection_id
    plan = told.case.inspection.plan_id
    pages = [client_for(who).get(address).text for address in (f"/inspections/{inspection}", f"/plans/{plan}")]
    return [re.findall(r'data-opened="([^"]*)"', page)[0] for page in reversed(pages)]


def recent(client_for: Browser, who: str, opened: list[str]) -> list[str]:
    answer = client_for(who).get("/search/recent", query_string={"of": opened})
    return re.findall(r'data-thing="([^"]*)"', answer.text)


@then(parsers.parse('mục Mở gần đây của "{who}" có cả hai, mở sau đứng trước'))
def both(client_for: Browser, who: str, opened: list[str]) -> None:
    assert [one.partition(":")[0] for one in opened] == ["plan", "inspection"]
    assert recent(client_for, who, opened) == opened


@then(parsers.parse('mục Mở gần đây của "{who}" trên cùng máy đó chỉ có cuộc kiểm tra'))
def one(client_for: Browser, who: str, opened: list[str]) -> None:
    assert recent(client_for, who, opened) == opened[1:]
