"""A person at a browser, who clicks through the pages and notices what must never happen on any of them."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Locator, Page, Response, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rasoat.web.demo_accounts import DEMO_PASSWORD
from tests.browser.images import keep
from tests.browser.server import Site

TABLET = {"width": 800, "height": 1280}
DESK = {"width": 1366, "height": 900}
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAIT_MS = 60_000
"""How long a busy machine may take for anything; what comes sooner is not waited for."""


class Person:
    """One account in a browser window of its own."""

    def __init__(self, browser: Browser, site: Site, username: str, *, size: dict[str, int] | None = None) -> None:
        size = size or DESK
        self.site = site
        self.username = username
        self.context: BrowserContext = browser.new_context(
            viewport=size,  # type: ignore[arg-type]  # a plain dict of the same shape
            has_touch=size != DESK,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.context.set_default_timeout(WAIT_MS)
        self.page: Page = self.context.new_page()
        self._touch = size != DESK
        self._complaints: list[str] = []
        self._refused: dict[str, int] = {}
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._complaints.append(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on("dialog", self._asked)

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            self._refused[response.url] = response.status
        if response.status >= 500:
            self._complaints.append(f"{response.status} at {response.url}")

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused form is a page with status 422: the browser notes it as if something could not be loaded.
        refused = message.text.startswith("Failed to load resource") and message.location["url"] in self._refused
        if message.type in ("error", "warning") and not refused:
            self._complaints.append(f"console: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        self._complaints.append(f"{dialog.type} dialog: {dialog.message}")
        dialog.accept()

    def open(self, path: str) -> "Person":
        """Go to an address of the site."""
        self.page.goto(path if path.startswith("http") else self.site.address + path)
        return self.look()

    def sign_in(self) -> "Person":
        """Through the sign-in page, by typing."""
        self.open("/sign-in")
        self.page.get_by_label("Tên đăng nhập").fill(self.username)
        self.page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
        self.press(self.page.get_by_role("button", name="Đăng nhập", exact=True))
        expect(self.page.get_by_role("button", name="Đăng xuất")).to_be_visible()
        return self

    def look(self) -> "Person":
        """Check what is true of every page: it has one heading, is in Vietnamese, is not wider than the window, underlines
        nothing that is blank, and gives no reason to complain.
        """
        page = self.page
        page.wait_for_load_state()
        # The page answers all questions in one call, because the sizes must be of the same moment.
        told: dict[str, Any] = page.evaluate(
            """() => ({lang: document.documentElement.lang, headings: document.querySelectorAll("h1").length,
                       wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
                       blanks: [...document.querySelectorAll("a > svg:first-child")].map((one) => one.parentElement)
                         .filter((link) => getComputedStyle(link).textDecorationLine === "underline")
                         .filter((link) => !getComputedStyle(link).display.endsWith("flex")).map((link) => link.outerHTML)})"""
        )
        assert told["lang"] == "vi", page.url
        assert told["headings"] == 1, f"{told['headings']} h1 on {page.url}"
        assert told["wide"] <= told["room"], f"{page.url} is {told['wide']} px wide, the window {told['room']}"
        assert not told["blanks"], f"{page.url} underlines the blank after an icon: {told['blanks']}"
        assert not self._complaints, f"{page.url}: {self._complaints}"
        return self

    def fits(self, window: dict[str, int]) -> "Person":
        """The present page holds in a window of another size too."""
        self.page.set_viewport_size(window)  # type: ignore[arg-type]  # a plain dict of the same shape
        return self.look()

    def press(self, target: Locator) -> "Person":
        """Press something that leads to another page; a question that comes before is answered with yes."""
        try:
            asks = target.get_attribute("data-confirm") is not None
            with self.page.expect_navigation():
                self._touch_or_click(target)
                if asks:
                    self._touch_or_click(self.page.locator(".confirm-dialog .btn-primary"))
        except PlaywrightTimeout as error:
            # A form that was sent waits for the server; one that was not, for a press that missed its button.
            sent = self.page.locator("form[data-sent]").count()
            where = f"{self.username} at {self.page.url}, {sent} forms sent"
            raise AssertionError(f"{where}: {error.message}\n{self.main.inner_text()[:1500]}") from None
        return self.look()

    def _touch_or_click(self, target: Locator) -> None:
        if self._touch:
            target.tap()
        else:
            target.click()

    def go(self, name: str) -> "Person":
        """Follow a link of the navigation, which small screens keep behind a button; a count may follow its name."""
        menu = self.page.get_by_role("button", name="Mở danh mục")
        if menu.is_visible():
            self._touch_or_click(menu)
        return self.press(self.page.locator("#side").get_by_role("link", name=re.compile(f"^{name}")))

    def go_in_page(self, name: str | re.Pattern[str]) -> "Person":
        """Follow a link of the page's own content."""
        return self.press(self.main.get_by_role("link", name=name, exact=isinstance(name, str)).first)

    def do(self, name: str | re.Pattern[str]) -> "Person":
        """Press a button by its words."""
        return self.press(self.main.get_by_role("button", name=name, exact=isinstance(name, str)).first)

    def move_date(self, day: str) -> "Person":
        """Make `day` (2024-07-17) the present one, in the banner of the example."""
        self.page.get_by_label("Đổi ngày").fill(day)
        return self.press(self.page.get_by_role("button", name="Đổi", exact=True).first)

    def fill(self, **values: Any) -> "Person":
        """Fill fields of the page by their names."""
        for name, value in values.items():
            self.write(name, value)
        return self

    def write(self, name: str, value: Any) -> "Person":
        """Fill one field by its name, whatever kind it is."""
        field = self.main.locator(f"[name='{name}']:not([type=hidden]):not([capture])")
        kind = field.first.evaluate("node => node.type")
        if kind in ("radio", "checkbox"):
            self._choose(field.and_(self.main.locator(f"[value='{value}']")))
        elif kind == "select-one":
            known = field.locator("option").evaluate_all("all => all.map(each => each.value)")
            field.select_option(value=value) if value in known else field.select_option(label=value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)
        return self

    def pick(self, name: str, *words: str) -> "Person":
        """Add rows to a list that is picked from (`data-picked`): each is searched for and ticked, then all are added."""
        box = self.main.locator(f"#{name}")
        if box.locator(".picker").get_attribute("open") is None:
            self._touch_or_click(box.locator(".picker > summary"))
        for wanted in words:
            box.get_by_role("searchbox").fill(wanted)
            self._touch_or_click(box.locator(".picker-list label:visible").first)
        self._touch_or_click(box.get_by_role("button", name=re.compile("^ ?Thêm .* đã đánh dấu$")))
        return self

    def answer(self, **values: str) -> "Person":
        """Answer items of a checklist by their ids."""
        for item, value in values.items():
            self.write(f"q-{item}", value)
        return self

    def _choose(self, option: Locator) -> None:
        # People touch the words beside a box, and checklists show nothing else.
        self._touch_or_click(self.main.locator(f"label[for='{option.get_attribute('id')}']"))
        expect(option).to_be_checked()

    @property
    def main(self) -> Locator:
        """The page's own content."""
        return self.page.locator("main")

    def sees(self, words: str | re.Pattern[str]) -> "Person":
        """Check that the words are on the page."""
        expect(self.main).to_contain_text(words)
        return self

    def is_refused(self, status: int) -> "Person":
        """Check that the present page shows a refusal with this status."""
        assert self._refused.get(self.page.url) == status, f"{self.page.url}: {self._refused}"
        return self

    def sees_not(self, words: str) -> "Person":
        """Check that the words are not on the page."""
        expect(self.main).not_to_contain_text(words)
        return self

    def reads(self, action: str, reason: str) -> "Person":
        """The action is blocked, and the page says why."""
        blocked = self.main.locator("details.action-blocked", has=self.page.get_by_text(action, exact=False))
        if blocked.first.get_attribute("open") is None:
            self._touch_or_click(blocked.first.locator("summary"))
        expect(blocked.first).to_contain_text(reason)
        expect(self.main.get_by_role("button", name=action, exact=True)).to_have_count(0)
        return self

    def faults(self) -> list[str]:
        """What axe-core finds more than minor on the present page: rule, what is wrong, where."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)",
            RULES,
        )
        return [
            f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:150]}"
            for fault in found
            if fault["impact"] in ("moderate", "serious", "critical")
            for node in fault["nodes"]
        ]

    def picture(self, folder: Path, name: str, at: str = "") -> "Person":
        """Keep what the window shows: the head of the page, or from the heading with the id `at` on."""
        shown = "id => id ? document.getElementById(id).scrollIntoView({behavior: 'instant'}) : scrollTo(0, 0)"
        self.page.evaluate(shown, at)
        keep(self.page.screenshot(animations="disabled", caret="hide"), folder, name)
        return self

    def close(self) -> None:
        """Close the window."""
        self.context.close()
