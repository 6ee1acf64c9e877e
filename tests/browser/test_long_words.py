"""One word without a break makes no page wider than a phone: every page that can be reached by links."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

from rasoat.app import create_app
from rasoat.settings import Settings
from rasoat.web.demo_accounts import DEMO_PASSWORD
from tests.browser.person import WAIT_MS
from tests.browser.sent import send_from_tablets
from tests.browser.server import Site
from tests.browser.spoiled import WORD, spoil
from tests.browser.tours import NEXT_UNIT, TOURS, UNIT
from tests.browser.wide import PHONE, wider_than_its_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ALSO = {"chuyenvien": ["/problems", "/search/?q=chi"], "vanthu": ["/papers/register"]}
"""Where a link is shown to this account only, on a page that others have seen already; or nowhere."""
NO_PAGES = ("/static/", "/files/", "/api/", "/sign-out", "/tablet/")
FILES = (".pdf", ".docx", "/template", "/stored", "/file", "/export")
"""What an address ends with whose answer is a file and no page."""


@dataclass
class Office:
    """A site in this process, and what was seen and was too wide on its pages."""

    site: Site
    app: Flask
    page: Page
    seen: set[str] = field(default_factory=set)
    wide: list[str] = field(default_factory=list)

    def endpoint(self, path: str) -> str:
        """What serves an address; empty if nothing does."""
        try:
            name, _ = self.app.url_map.bind("127.0.0.1").match(urlsplit(path).path)
        except HTTPException:
            return ""
        return str(name)

    def look(self, path: str) -> bool:
        """Open an address and measure it; False when there is no such page."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None
        if told := wider_than_its_window(self.page):
            self.wide.append(f"{path} {told}")
        if answer.ok:
            self.seen.add(self.endpoint(path))
        if answer.status >= 500:
            self.wide.append(f"{path}: {answer.status}")
        return answer.ok

    def sign_in(self, who: str) -> None:
        """As this account, whoever was signed in before."""
        self.page.context.clear_cookies()
        self.look("/sign-in")
        self.page.get_by_label("Tên đăng nhập").fill(who)
        self.page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        self.page.get_by_role("button", name="Đăng xuất").wait_for()

    def walk(self, who: str, *also: str) -> None:
        """Follow links from this account's first page, and others, to every endpoint that nobody saw yet."""
        self.sign_in(who)
        ahead, gone, asked = ["/", *also], set[str](), {"/", *also}
        while ahead:
            path = ahead.pop(0)
            known = self.endpoint(path)
            no_page = not known or path.startswith(NO_PAGES) or urlsplit(path).path.endswith(FILES)
            if no_page or path in gone or (known in self.seen and path not in asked):
                continue
            gone.add(path)
            if self.look(path):
                links = self.page.locator("a[href^='/']")
                ahead += links.evaluate_all("all => all.map(one => one.getAttribute('href'))")


@contextmanager
def office(data: Path, page: Page) -> Iterator[Office]:
    app = create_app(Settings(data_dir=data, database_url="", secure_cookies=False))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    running.start()
    try:
        yield Office(Site(f"http://127.0.0.1:{server.server_port}", data), app, page)
    finally:
        server.shutdown()
        running.join()
        server.server_close()
        app.extensions["rasoat_database"].close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]  # a plain dict of the same shape
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def test_no_page_is_wider_than_a_phone(example: Path, page: Page, tmp_path: Path) -> None:
    """Each address that can be reached by links, for every role: after the story, and before its result notice."""
    wide, seen = [], set[str]()
    shutil.copytree(example / "told", tmp_path / "told")
    with office(tmp_path / "told", page) as told:
        send_from_tablets(told.site, tmp_path, NEXT_UNIT, UNIT)
        assert spoil(told.site.data_dir / "rasoat.sqlite3") > 500
        for username in TOURS:
            told.walk(username, *ALSO.get(username, ()))
        told.sign_in("chuyenvien")
        for path in ("/plans/", "/inspections/", "/followup/", "/papers/"):
            told.look(f"{path}?q={WORD}")
        wide, seen = told.wide, told.seen
    shutil.copytree(example / "reviewed", tmp_path / "reviewed")
    with office(tmp_path / "reviewed", page) as before:
        before.seen = seen
        before.sign_in("chuyenvien")
        also = _draft_a_notice(before)
        assert spoil(before.site.data_dir / "rasoat.sqlite3") > 200
        for username in ("truongdoan", "chuyenvien"):
            before.walk(username, *also)
        wide += before.wide
    assert not wide, "\n".join(wide)
    assert len(seen) > 60, sorted(seen)


def _draft_a_notice(site: Office) -> list[str]:
    """Addresses of the inspection and of a notice of its results that was just drafted."""
    site.look("/inspections/")
    page = site.page
    page.get_by_role("link", name=UNIT).first.click()
    inspection = page.url.rpartition("/")[2]
    page.locator(".tabs").get_by_role("link", name="Văn bản").click()
    page.get_by_role("button", name="Soạn thông báo kết quả").click()
    page.wait_for_url("**/edit")
    edit = urlsplit(page.url).path
    of = [f"/{part}/of/{inspection}" for part in ("findings", "recommendations", "visits")]
    return [f"/inspections/{inspection}", *of, edit, edit.removesuffix("/edit")]
