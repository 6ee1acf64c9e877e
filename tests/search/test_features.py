"""features/search_tim_trong_danh_sach.feature, step by step."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_bdd import given, parsers, scenarios, then

from rasoat import clock
from tests.plans.samples import approved, joint_plan
from tests.web.browse import Client
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("search_tim_trong_danh_sach.feature")
FIRST = date(2024, 5, 20)


@given(parsers.parse('Sở Lao động đã phê duyệt kế hoạch số {number:d} "{title}"'))
def plan(world: World, number: int, title: str) -> None:
    with clock.use_date(FIRST + timedelta(days=number)):
        approved(world, replace(joint_plan(world), title=title), number)


@then("chuyên viên tìm trong danh sách kế hoạch được:", target_fixture="page")
def listed(client_for: Callable[[str], Client], datatable: list[list[str]]) -> str:
    browser = client_for("officer")
    for words, numbers in datatable[1:]:
        page = browser.get("/plans/", query_string={"q": words}).text
        assert re.findall(r"Số (\d+)/KHLN", page) == [f"{int(one):02}" for one in numbers.split(",") if one], words
    return page


@then(parsers.parse('danh sách trống nhắc "{advice}"'))
def empty(page: str, advice: str) -> None:
    assert "Không có kế hoạch nào khớp" in page
    assert advice in page
