"""A new build of the tablet's page: offered, never forced, taken whole or not at all."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from rasoat.app import create_app
from rasoat.settings import Settings
from tests.browser.field_tablet import FieldTablet

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
OFFER = "Có bản mới, bấm để dùng"
NEXT = "0123456789ab"


@dataclass
class Shop:
    """A server that hands out builds of the shell from a folder of its own; the shell needs nothing else of it."""

    app: Flask
    dist: Path
    address: str

    @property
    def build(self) -> str:
        """The build handed out now."""
        told: str = json.loads((self.dist / "tablet.json").read_text(encoding="utf-8"))["build"]
        return told

    def publish(self, build: str, *, whole: bool = True) -> None:
        """Hand out another build; not whole: one of its files is not what the service worker expects."""
        manifest = json.loads((self.dist / "manifest.json").read_text(encoding="utf-8"))
        worker = self.dist / manifest["sw.js"]
        worker.write_text(worker.read_text(encoding="utf-8").replace(self.build, build), encoding="utf-8")
        told = json.loads((self.dist / "tablet.json").read_text(encoding="utf-8"))
        (self.dist / "tablet.json").write_text(json.dumps({**told, "build": build}), encoding="utf-8")
        self.app.extensions["rasoat_build"] = build
        style = self.dist / manifest["tablet.css"]
        style.write_bytes(style.read_bytes().rstrip(b"\n") + (b"\n" if whole else b"\n/* cut"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    app = create_app(Settings(data_dir=tmp_path / "data", database_url="", secure_cookies=False))
    dist = tmp_path / "dist"
    shutil.copytree(str(app.static_folder), dist)
    app.static_folder = str(dist)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    running.start()
    yield Shop(app, dist, f"http://localhost:{server.server_port}")
    server.shutdown()
    running.join()
    server.server_close()
    app.extensions["rasoat_database"].close()


@pytest.fixture
def tablet(shop: Shop, browser: Browser, tmp_path: Path) -> Iterator[FieldTablet]:
    made = FieldTablet(browser.browser_type, tmp_path / "profile", shop.address).open()
    made.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    yield made
    made.close()


def look_for_another(page: Page) -> None:
    """Ask the server for a new build and wait until it was taken or given up."""
    page.evaluate(
        """async () => {
          const mine = await navigator.serviceWorker.ready;
          await mine.update().catch(() => {});
          while (mine.installing) await new Promise((done) => setTimeout(done, 20));
        }"""
    )


def runs(page: Page, build: str) -> None:
    expect(page.locator("meta[name=rasoat-build]")).to_have_attribute("content", build)


def kept(page: Page) -> list[str]:
    names: list[str] = page.evaluate("() => caches.keys()")
    return sorted(names)


def test_a_new_build_is_offered_and_waits(shop: Shop, tablet: FieldTablet) -> None:
    page, first = tablet.page, shop.build
    other = page.context.new_page()
    other.goto(f"{shop.address}/tablet/#/device")
    shop.publish(NEXT)
    look_for_another(page)
    offer = page.get_by_role("status").get_by_role("button", name=OFFER)
    expect(offer).to_be_visible()
    expect(other.get_by_role("status").get_by_role("button", name=OFFER)).to_be_visible()
    # Not even a reload changes to it: with two pages open half of them would be new.
    page.reload()
    runs(page, first)
    offer.tap()
    runs(page, NEXT)
    # The other page goes on undisturbed, and what it may still ask for stays until it is closed.
    runs(other, first)
    assert kept(page) == sorted([f"rasoat-shell-{first}", f"rasoat-shell-{NEXT}"])
    other.close()
    page.reload()
    for _ in range(20):
        if len(kept(page)) == 1:
            break
        page.wait_for_timeout(100)
    assert kept(page) == [f"rasoat-shell-{NEXT}"]


def test_half_a_build_is_none(shop: Shop, tablet: FieldTablet) -> None:
    """A proxy that cuts, or a portal that answers for the server: the build at hand stays, whole."""
    page, first = tablet.page, shop.build
    shop.publish(NEXT, whole=False)
    look_for_another(page)
    expect(page.get_by_role("button", name=OFFER)).to_have_count(0)
    assert kept(page) == [f"rasoat-shell-{first}"]
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rà Soát trên máy tính bảng")
    runs(page, first)
