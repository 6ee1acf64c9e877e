"""The desk form's script in a real browser: it hides what the server holds for hidden, groups digits, adds rows."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, render_template_string
from jinja2 import FileSystemLoader
from playwright.sync_api import Page, Route, expect, sync_playwright
from werkzeug.datastructures import MultiDict

from rasoat import content
from rasoat.checklists.form import build_form, from_answers, to_raw
from rasoat.checklists.show_if import hidden
from tests.browser.person import WAIT_MS
from tests.checklists.samples import DEFINITION
from tests.chromium import CHROMIUM

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "inspect" / "browser"
FORM = build_form(DEFINITION, "site")
PAGE = """<!doctype html><html lang="vi"><script type="module" src="/checklist.js"></script>
{% import "checklists/_form.html" as checklist %}<form method="post" data-checklist>{{ checklist.fields(form) }}</form>"""


class Desk:
    """Serves one filled form and keeps what the browser sends."""

    def __init__(self) -> None:
        self.app = Flask(__name__)
        self.app.jinja_loader = FileSystemLoader(content.root() / "templates" / "pages")
        self.app.jinja_env.globals["asset"] = str
        self.answers: dict[str, object] = {}

    def answer(self, route: Route) -> None:
        if route.request.url.endswith(".js"):
            script = SCRIPTS / urlsplit(route.request.url).path.lstrip("/")
            route.fulfill(body=script.read_text(encoding="utf-8"), content_type="text/javascript")
            return
        with self.app.app_context():
            form = FORM(data=from_answers(DEFINITION, "site", self.answers))
            html = render_template_string(PAGE, form=form)
        policy = {"Content-Security-Policy": "default-src 'self'"}
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=policy)


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium.new_page()
        chromium.close()


@pytest.fixture
def desk(browser_page: Page) -> Iterator[Desk]:
    found, wrong = Desk(), []
    browser_page.on("pageerror", lambda error: wrong.append(str(error)))
    browser_page.route("**/*", found.answer)
    yield found
    browser_page.unroute("**/*")
    assert not wrong


def hidden_on(page: Page) -> set[str]:
    names = page.eval_on_selector_all("[data-item]", "all => all.filter(i => i.hidden).map(i => i.dataset.item)")
    return set(names)


def test_it_hides_what_the_server_holds_for_hidden(browser_page: Page, desk: Desk) -> None:
    values = [None, "yes", "no", "na"]
    for present, legible in product(values, values):
        pairs = {"present": present, "legible": legible}
        desk.answers = {key: value for key, value in pairs.items() if value}
        browser_page.goto("http://desk.test/")
        assert hidden_on(browser_page) == hidden(DEFINITION.section("site"), desk.answers), desk.answers


def test_an_answer_shows_the_next_question_and_taking_it_back_hides_it(browser_page: Page, desk: Desk) -> None:
    browser_page.goto("http://desk.test/")
    legible = browser_page.locator("#item-legible")
    expect(legible).to_be_hidden()
    browser_page.locator("#item-present label", has_text="Có").last.click()
    expect(legible).to_be_visible()
    browser_page.locator("#item-present label", has_text="Bỏ chọn").click()
    expect(legible).to_be_hidden()


def test_digits_are_grouped_and_other_text_left_alone(browser_page: Page, desk: Desk) -> None:
    browser_page.goto("http://desk.test/")
    number = browser_page.locator("[name=q-data]")
    regrouped = {"1234567": "1.234.567", "09969": "9.969", "1 250": "1.250", "１２５０": "1.250"}
    left_alone = ["mười", "1,5", "12.5", "1.250.50", "1,250", "12.50", "0.125", "1e3"]
    for typed, shown in [*regrouped.items(), *((typed, typed) for typed in left_alone)]:
        number.fill(typed)
        number.blur()
        expect(number).to_have_value(shown)


def test_rows_are_added_up_to_the_most_and_reach_the_server(browser_page: Page, desk: Desk) -> None:
    desk.answers = {"lines": [{"meta": "một", "amount": 1000, "kind": "a"}]}
    browser_page.goto("http://desk.test/")
    button = browser_page.locator("[data-add-row]")
    for _ in range(3):
        button.click()
    expect(browser_page.locator("tbody tr")).to_have_count(4)
    browser_page.locator("[name=q-lines-3-c-meta]").fill("bốn")
    pairs = browser_page.evaluate(
        "[...new FormData(document.forms[0])].filter(([, value]) => typeof value === 'string')"
    )
    rows = to_raw(FORM(MultiDict(pairs)))["lines"]
    assert rows == [{"meta": "một", "amount": 1000, "kind": "a"}, {}, {}, {"meta": "bốn"}]
