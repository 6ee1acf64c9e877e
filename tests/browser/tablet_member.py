"""A member with a tablet, on the example: what must hold on each screen of the tablet's page, and its pictures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Locator, Response, expect

from rasoat.web.demo_accounts import DEMO_PASSWORD
from tests.browser.field_tablet import FieldTablet
from tests.browser.images import guide_folder, keep
from tests.browser.person import AXE, RULES, TABLET
from tests.browser.server import Site
from tests.browser.tours import OF_THE_TABLET

PHONE = {"width": 360, "height": 740}
SIZES = {"tablet": TABLET, "phone": PHONE}
_LOOK = """() => {
  const box = (node) => node.getBoundingClientRect();
  const seen = (node) => box(node).width > 0;
  const words = (node) => (node.innerText || node.getAttribute("aria-label") || node.outerHTML).slice(0, 60);
  const inline = (node) => getComputedStyle(node).display === "inline";
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("h1")].map((node) => node.textContent),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small: [...document.querySelectorAll("a, button, input, select, textarea, summary")]
      .filter((node) => seen(node) && !inline(node) && box(node).height < 43.5).map(words),
    blank: [...document.querySelectorAll("svg.icon use")].filter((node) => seen(node.parentNode) && !node.getBBox().width)
      .map((node) => node.getAttribute("href")),
  };
}"""


class TabletMember(FieldTablet):
    """Looks at each screen at both sizes; whatever is wrong with any of them is told at the end."""

    def __init__(self, chromium: BrowserType, folder: Path, address: str, images: Path) -> None:
        super().__init__(chromium, folder, address)
        self.address = address
        self.images = images
        self.faults: list[str] = []

    def open(self) -> "TabletMember":
        """Start cold, and listen for messages that must never come."""
        super().open()
        return self.listen()

    def listen(self) -> "TabletMember":
        """Note what the page complains of."""
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)
        return self

    def _heard(self, message: ConsoleMessage) -> None:
        # Without a network, and before signing in, requests fail: the browser notes each of them.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} at {response.url}")

    def start_offline(self) -> "TabletMember":
        """Start cold without a network: nothing comes from the server, not even a refusal."""
        self._address = "about:blank#"
        super().open()
        self._address = self.address
        self.offline()
        self.page.goto(f"{self.address}/tablet/")
        return self.listen()

    def tap_logo(self) -> "TabletMember":
        """Back to the first screen."""
        self.page.locator("#topbar .brand").tap()
        return self

    def sign_in(self, username: str) -> None:
        """Through the sign-in page, with the example's password."""
        self.tap("Đăng nhập")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
        self.tap("Đăng nhập")
        self.at("Chuyến đi của tôi")

    def take_visit(self, unit: str) -> "TabletMember":
        """Take the visit at this unit along, until the page says that it is ready."""
        card = self.page.get_by_role("region", name=unit)
        card.get_by_role("button", name="Mang theo").tap()
        expect(card.get_by_text("Sẵn sàng làm việc không cần mạng.")).to_be_visible()
        return self

    def offline(self, without: bool = True) -> None:
        """Take the network away, or give it back."""
        assert self._context is not None
        self._context.set_offline(without)

    def at(self, heading: str | re.Pattern[str]) -> "TabletMember":
        """The screen with this heading is open."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        return self

    def tap(self, name: str, role: Any = "button") -> "TabletMember":
        """Touch a button (or link) by its words."""
        self.page.get_by_role(role, name=name, exact=True).first.tap()
        return self

    @property
    def main(self) -> Locator:
        """The screen's own content."""
        return self.page.locator("main")

    def look(self, name: str) -> "TabletMember":
        """Keep pictures of the present screen at both sizes and note what is wrong with it."""
        for size, window in SIZES.items():
            self.page.set_viewport_size(window)  # type: ignore[arg-type]  # a plain dict of the same shape
            told = self.page.evaluate(_LOOK)
            wrong = {key: told[key] for key in ("small", "blank") if told[key]}
            if told["lang"] != "vi" or len(told["headings"]) != 1 or told["wide"] > 0:
                wrong["page"] = told
            if told["headings"] and told["title"] != f"{told['headings'][0]} · Rà Soát":
                wrong["title"] = told["title"]
            self.faults += [f"{name}, {size}: {wrong}"] if wrong else []
            self._keep(f"{size}-{name}")
        self.page.set_viewport_size(TABLET)  # type: ignore[arg-type]  # a plain dict of the same shape
        self._axe(name)
        return self

    def show(self, name: str, part: str, *, size: str) -> "TabletMember":
        """Keep a picture with this part of the present screen at the top."""
        self.page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]  # a plain dict of the same shape
        self.page.locator(part).evaluate("part => part.scrollIntoView({block: 'start', behavior: 'instant'})")
        self._keep(f"{size}-{name}")
        self.page.set_viewport_size(TABLET)  # type: ignore[arg-type]  # a plain dict of the same shape
        return self

    def _keep(self, name: str) -> None:
        folder = guide_folder(self.images) if name in OF_THE_TABLET else self.images
        keep(self.page.screenshot(animations="disabled", caret="hide"), folder, name)

    def _axe(self, name: str) -> None:
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)",
            RULES,
        )
        self.faults += [
            f"{name}: {fault['id']}: {fault['help']}: {node['target']} {node['html'][:150]}"
            for fault in found
            for node in fault["nodes"]
        ]


@pytest.fixture
def member(told_site: Site, browser: Browser, tmp_path: Path) -> Iterator[TabletMember]:
    """A member before a tablet that was never used; whatever was wrong with any screen is told at the end."""
    images = tmp_path / "images"
    images.mkdir()
    person = TabletMember(browser.browser_type, tmp_path / "profile", told_site.address, images)
    person.open()
    yield person
    person.close()
    assert not person.faults, "\n".join(person.faults)
