"""A tablet in the field: a browser with its own storage on disk, which may be killed and opened again."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from tests.browser.conftest import QUIET
from tests.browser.person import TABLET, WAIT_MS
from tests.chromium import CHROMIUM
from tests.world import PASSWORD

SAVED, ALL_SENT = "Đã lưu", "Mọi thứ đã về Sở."


class FieldTablet:
    """The tablet's page in a Chromium of its own. `kill` does what an empty battery does; `open` starts it again."""

    def __init__(self, chromium: BrowserType, folder: Path, address: str, flags: tuple[str, ...] = ()) -> None:
        self._chromium = chromium
        self._folder = folder
        self._address = address
        self._flags = [*QUIET, *flags]
        self._context: BrowserContext | None = None
        self.page: Page

    def open(self) -> "FieldTablet":
        """Start the browser cold and open the tablet's page."""
        self._context = self._chromium.launch_persistent_context(
            self._folder,
            executable_path=CHROMIUM,
            args=self._flags,
            viewport=TABLET,  # type: ignore[arg-type]  # a plain dict of the same shape
            has_touch=True,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self._context.set_default_timeout(WAIT_MS)
        self.page = self._context.pages[0] if self._context.pages else self._context.new_page()
        self.page.goto(f"{self._address}/tablet/")
        return self

    def kill(self) -> None:
        """SIGKILL to every process of this browser."""
        os.killpg(os.getpgid(self._process()), signal.SIGKILL)
        self.close()

    def _process(self) -> int:
        """The browser's main process: the one with this test's folder and without a part (`--type=`) to play for
        another.
        """
        mark = f"--user-data-dir={self._folder}".encode()
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                if mark in words and not any(word.startswith(b"--type=") for word in words):
                    return int(entry.name)
        raise RuntimeError("the browser is not running")

    def close(self) -> None:
        """Put the tablet away."""
        if self._context is not None:
            with contextlib.suppress(Exception):
                self._context.close()
            self._context = None

    def sign_in(self, username: str) -> None:
        """From the tablet's own page, by way of the office's, and back."""
        self.page.get_by_role("button", name="Đăng nhập", exact=True).tap()
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).tap()
        expect(self.page.get_by_role("heading", name="Chuyến đi của tôi")).to_be_visible()

    def take_along(self) -> None:
        """The one visit there is, until the page says that it is ready."""
        self.page.get_by_role("button", name="Mang theo", exact=True).tap()
        expect(self.page.get_by_text("Sẵn sàng làm việc không cần mạng.")).to_be_visible()

    def go(self, path: str) -> None:
        """Open one of the page's own addresses without reloading the page."""
        self.page.evaluate("path => { location.hash = `#${path}`; }", path)

    def choose(self, item: str, value: str) -> None:
        """One answer of a question, by touching its words."""
        self.page.locator(f"label.seg:has(#q-{item}-{value})").tap()

    def photograph(self, item: str, pictures: list[Path]) -> None:
        """Add pictures as if they had been taken before."""
        count = self.page.locator(f"#q-{item}-count")
        # inner_text is not used: what is far from the screen has no layout and therefore no inner text.
        before = int((count.text_content() or "").partition("/")[0])
        self.page.locator(f"#q-{item}-files").set_input_files(pictures)
        expect(count).to_contain_text(f"{before + len(pictures)}/")

    def saved(self) -> None:
        """Wait until the page says that everything typed is saved."""
        expect(self.page.locator("#topbar")).to_contain_text(SAVED)

    def send_everything(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Press “send now” in the queue as often as it takes, as an impatient member does."""
        self.go("/queue")
        done = self.page.get_by_text(ALL_SENT)
        now = self.page.get_by_role("button", name="Gửi ngay")
        expect(done.or_(now).first).to_be_visible()
        for _ in range(60):
            if done.is_visible():
                return
            if now.is_enabled():
                now.tap()
            meanwhile()
            with contextlib.suppress(AssertionError):
                expect(done).to_be_visible(timeout=500)
        raise AssertionError(self.page.locator("main").inner_text())


def trust_flags(certificate: Path) -> tuple[str, ...]:
    """What makes Chromium trust the authority of a certificate file (server first, authority second), and no other."""
    authority = certificate.read_text().split("-----END CERTIFICATE-----\n")[1] + "-----END CERTIFICATE-----\n"
    script = "openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64"
    told = subprocess.run(["bash", "-c", script], input=authority, capture_output=True, text=True, check=True)
    return (f"--ignore-certificate-errors-spki-list={told.stdout.strip()}",)
