"""The small helpers of the pages in a real browser, on pages of their own, under the real security policy."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

from tests.browser.person import WAIT_MS
from tests.chromium import CHROMIUM

ROOT = Path(__file__).parents[2]
DIST = ROOT / "inspect/rasoat/web/static/dist"
SHELL = (ROOT / "templates/pages/base.html").read_text(encoding="utf-8")
HTMX_SETTINGS = re.findall(r'<meta name="htmx-config".*>', SHELL)[0]
SITE = "http://pages.test"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:"

pytestmark = pytest.mark.browser


class Site:
    """Answers a page's requests from memory and keeps what was asked."""

    def __init__(self) -> None:
        self.bodies: dict[str, str] = {}
        self.posts: list[str | None] = []
        self.silent = False
        self.files = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/main."):
            kind = "text/javascript" if path.endswith("js") else "text/css"
            route.fulfill(body=(DIST / self.files[path[1:]]).read_text(encoding="utf-8"), content_type=kind)
        elif route.request.method == "POST":
            self.posts.append(route.request.post_data)
            if not self.silent:
                route.fulfill(status=200, body="sent", content_type="text/html")
        else:
            body = self.bodies.get(path) or self.bodies[path.split("?")[0]]
            head = '<link rel="stylesheet" href="/main.css"><script type="module" src="/main.js"></script>'
            html = f'<!doctype html><html lang="vi"><head>{HTMX_SETTINGS}{head}</head><body>{body}</body></html>'
            route.fulfill(
                body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
            )


@pytest.fixture(scope="module")
def browser():
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def page(browser, site):
    refused: list[str] = []
    context = browser.new_context()
    page: Page = context.new_page()
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.route("**/*", site.answer)
    yield page
    context.close()
    assert not refused


def show(page, site, body):
    site.bodies["/"] = body
    page.goto(f"{SITE}/")
    page.wait_for_load_state("networkidle")


CONFIRMED = '<form method="post" action="/close"><button name="trigger" value="close" data-confirm="Kết thúc?">Kết thúc</button></form>'


def test_a_confirmed_button_sends_nothing_until_yes_and_then_its_own_value(page, site):
    show(page, site, CONFIRMED)
    page.click("body > form button")
    expect(page.get_by_role("dialog", name="Kết thúc?")).to_be_visible()
    expect(page.get_by_role("button", name="Quay lại")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("body > form button")).to_be_focused()
    assert site.posts == []
    page.keyboard.press("Enter")
    page.locator("dialog").get_by_role("button", name="Kết thúc").click()
    page.wait_for_url("**/close")
    assert site.posts == ["trigger=close"]


TWO_CLICKS = """async () => {
  const button = document.querySelector("button");
  button.click();
  button.click();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const said = document.querySelector("[role=status]").textContent;
  return { disabled: button.disabled, busy: button.getAttribute("aria-busy"), said };
}"""


def test_two_clicks_send_once_and_the_button_shows_progress(page, site):
    site.silent = True
    show(page, site, '<form method="post" action="/save"><button name="go" value="1">Lưu</button></form>')
    shown = page.evaluate(TWO_CLICKS)
    assert shown == {"disabled": True, "busy": "true", "said": "Đang gửi…"}
    assert site.posts == ["go=1"]


def test_leaving_with_unsaved_entries_asks_and_after_sending_does_not(page, site):
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    show(
        page, site, '<form method="post" action="/save" data-guard-unsaved><input name="a"><button>Lưu</button></form>'
    )
    page.fill("input", "x")
    page.goto(f"{SITE}/")
    assert asked == ["beforeunload"]
    page.fill("input", "x")
    page.click("button")
    page.wait_for_url("**/save")
    assert asked == ["beforeunload"]


def test_a_list_filters_while_typing_and_keeps_the_cursor(page, site):
    form = '<form action="/" data-auto-filter="#results"><input type="search" name="q"><input name="empty"></form>'
    site.bodies["/?q=dong+mo"] = f'{form}<div id="results">Đồng Mỏ</div>'
    show(page, site, f'{form}<div id="results">Tất cả</div>')
    page.locator("[name=q]").press_sequentially("dong mo")
    expect(page.locator("#results")).to_have_text("Đồng Mỏ")
    expect(page.locator("[name=q]")).to_be_focused()
    assert page.url == f"{SITE}/?q=dong+mo"


def test_the_whole_row_opens_what_its_link_opens(page, site):
    site.bodies["/case"] = "hồ sơ"
    show(page, site, '<table><tr><td><a class="row-link" href="/case">A</a></td><td id="far">B</td></tr></table>')
    page.click("#far")
    page.wait_for_url("**/case")


def test_copy_says_that_it_copied_or_marks_the_text(page, site):
    show(page, site, '<span id="n">97/TB-ĐKT</span> <button type="button" data-copy-from="#n">Chép</button>')
    page.click("button")
    # No HTTPS here, so no clipboard: the text itself must be marked for copying by hand.
    expect(page.locator("button")).to_have_text("Nhấn Ctrl+C để chép")
    assert page.evaluate("String(getSelection())").strip() == "97/TB-ĐKT"
