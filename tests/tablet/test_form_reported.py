"""What the unit reported stands beside the question on a tablet, and never in the answer."""

import pytest
from playwright.sync_api import expect

from tests.tablet.form_desk import SIGNS, Desk, desk, tablet

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]
TOLD = {
    "checklist": "warning_signs", "item": "points", "words": "67 điểm", "note": "<b>chưa kể</b> 2 đập",
    "source": "báo cáo 15/BC-UBND ngày 11/07/2024",
}  # fmt: skip


def test_it_is_read_beside_the_question_and_answers_nothing(desk: Desk) -> None:
    desk.open(SIGNS, "unit", reported=[TOLD])
    told = desk.item("points").locator(".q-told")
    expect(told).to_have_text("Đơn vị báo cáo: 67 điểm (báo cáo 15/BC-UBND ngày 11/07/2024). <b>chưa kể</b> 2 đập")
    field = desk.item("points").locator("input").first
    expect(field).to_have_value("")
    assert "q-points-told" in (field.get_attribute("aria-describedby") or "")
    assert desk.answers == {}
    assert desk.page.locator(".q-told").count() == 1
    field.fill("66")
    desk.frame()
    assert desk.answers == {"points": 66}
    expect(told).to_contain_text("67 điểm")
    assert desk.violations() == []
    assert desk.wrong == []


def test_a_form_without_it_is_as_before(desk: Desk) -> None:
    desk.open(SIGNS, "unit")
    expect(desk.item("points").locator("input").first).to_be_visible()
    assert desk.page.locator(".q-told").count() == 0
