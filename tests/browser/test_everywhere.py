"""The search in the head of every page, by keyboard; what was opened last; a telephone; axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]
PHONE = {"width": 390, "height": 844}


def test_search_and_what_was_opened_by_keyboard(told_site: Site, people: People) -> None:
    officer = people(told_site, "chuyenvien").open("/plans/")
    page, field = officer.page, officer.page.get_by_role("searchbox", name="Tìm ở mọi nơi")
    keys = page.keyboard
    # In another field it is a letter.
    page.locator("#filter-q").fill("")
    page.locator("#filter-q").press("/")
    expect(page.locator("#filter-q")).to_have_value("/")
    officer.open("/plans/")
    officer.press(officer.main.locator("a.row-link").first)
    plan = officer.main.get_by_role("heading", level=1).inner_text()
    keys.press("/")
    expect(field).to_be_focused()
    panel = page.locator("[data-everywhere-recent]")
    expect(panel.get_by_role("link")).to_have_count(1)
    expect(panel).to_contain_text(plan)
    keys.press("Escape")
    expect(panel).to_be_hidden()
    expect(field).not_to_be_focused()
    keys.press("/")
    field.fill("chi lang")
    with page.expect_navigation():
        keys.press("Enter")
    sound(officer, "everywhere")
    keys.press("/")
    for _ in range(2):
        keys.press("ArrowDown")
    expect(page.locator("[data-found] a.row-link").nth(1)).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#everywhere-q")).to_be_focused()
    # Somebody else at the same desk has another list, and what the first one kept names nothing there.
    kept = page.evaluate("() => Object.entries(localStorage)")
    assert [plan not in value for _, value in kept] == [True]
    officer.open("/search/")
    expect(officer.main.locator("[data-thing]")).to_have_count(1)
    for window in (PHONE, TABLET, DESK):
        officer.fits(window)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict of the same shape
    officer.open("/plans/")
    with page.expect_navigation():
        page.locator("h1").click()
        keys.press("/")
    officer.look()
    assert page.url.endswith("/search/")
