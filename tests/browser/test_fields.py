"""Dates and files: the fields look and speak the same in every browser, in Vietnamese, and the calendar writes into them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.server import Site

pytestmark = [pytest.mark.browser]
People = Callable[..., Person]


def test_a_date_is_typed_or_chosen_and_shown_as_people_write_it(told_site: Site, people: People) -> None:
    admin = people(told_site, "quantri").go("Ngày nghỉ, làm bù")
    day = admin.main.get_by_label(re.compile("^Ngày "))
    day.fill("2/11/24")
    admin.main.get_by_role("button", name="Chọn ngày").click()
    calendar = admin.main.locator(".date-calendar")
    expect(calendar).to_have_value("2024-11-02")
    calendar.evaluate(
        "field => { field.value = '2024-12-05'; field.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(day).to_have_value("05/12/2024")
    expect(day).to_be_focused()
    assert "date-calendar" not in str(admin.main.locator("form").last.evaluate("f => [...new FormData(f).keys()]"))
    admin.fill(kind="off", decision="Thông báo 1/TB-UBND ngày 1/11/2024").do("Ghi ngày này").sees("05/12/2024")


def test_a_file_is_chosen_with_a_button_in_vietnamese(told_site: Site, people: People) -> None:
    unit = people(told_site, "chilang").go("Nội dung phải thực hiện")
    unit.press(unit.main.locator("a[href^='/obligations/']").first)
    box = unit.main.locator("[data-file-box]")
    expect(box).to_contain_text("Chưa chọn tệp")
    box.locator("input").set_input_files([{"name": "ao.jpg", "mimeType": "image/jpeg", "buffer": b"x"}])
    expect(box).to_contain_text("ao.jpg")
    box.locator("input").focus()
    assert box.locator(".btn").evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
