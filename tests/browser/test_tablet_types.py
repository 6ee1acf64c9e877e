"""Items of which several answers are chosen, numbers with a fraction and times: filled in on a tablet without a network, and
seen and changed at the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rasoat.settings import Settings
from tests.browser.field_tablet import FieldTablet
from tests.tablets import stage
from tests.tablets.served import Served
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
MEASURED = Path(__file__).with_name("measured.yaml")
DRAFTED = "Điểm 000 chỉ có Phao, Sào, chỗ sâu nhất 2,75 m, đo lúc 7 giờ 30."


@dataclass
class Field:
    """A tablet that has the visit with it, and the server's address for the desk."""

    tablet: FieldTablet
    device: stage.Device
    address: str


@pytest.fixture
def field(tmp_path: Path, browser: Browser) -> Iterator[Field]:
    content = stage.overlay(tmp_path / "content")
    (content / "checklists/forty.yaml").write_text(MEASURED.read_text(encoding="utf-8"), encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", content_dir=content)
    (device,) = stage.prepare(settings, teams=1, tablets=1, sites=1)
    environment = {"RASOAT_DATA_DIR": str(settings.data_dir), "RASOAT_CONTENT_DIR": str(content), "RASOAT_WORKERS": "1"}
    server = Served(tmp_path / "server.log", environment).start()
    address = f"http://127.0.0.1:{server.port}"
    tablet = FieldTablet(browser.browser_type, tmp_path / "profile", address).open()
    tablet.sign_in(device.username)
    tablet.take_along()
    yield Field(tablet, device, address)
    tablet.close()
    server.kill()


def fill_in(tablet: FieldTablet) -> None:
    """The three items, by touch and by keys; what fails is drafted at once."""
    page = tablet.page
    for choice in ("Phao", "Dây", "Sào"):
        page.locator("[data-item=kit] label.seg", has_text=choice).tap()
    expect(page.locator("[data-item=where_rope]")).to_be_visible()
    page.locator("[data-item=kit] label.seg", has_text="Dây").tap()
    expect(page.locator("[data-item=where_rope]")).to_be_hidden()
    page.locator("#q-depth").fill("2,75")
    page.locator("#q-measured_at-0").tap()
    page.keyboard.type("730")
    expect(page.locator("[data-item=kit]")).to_contain_text(DRAFTED)


def at_the_desk(browser: Browser, field: Field, path: str) -> Page:
    """A page of the desk, as the same member sees it."""
    page = browser.new_context(locale="vi-VN").new_page()
    page.goto(f"{field.address}/sign-in")
    page.get_by_label("Tên đăng nhập").fill(field.device.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("button", name="Đăng xuất").wait_for()
    page.goto(f"{field.address}{path}")
    return page


def test_the_three_types_come_from_the_tablet_to_the_desk(field: Field, browser: Browser) -> None:
    tablet, (site,) = field.tablet, field.device.sites
    tablet.page.context.set_offline(True)
    tablet.go(f"/visit/{field.device.visit_id}/fill/{stage.CHECKLIST}/site/{site}")
    fill_in(tablet)
    tablet.saved()
    tablet.kill()
    tablet.open()
    tablet.go(f"/visit/{field.device.visit_id}/fill/{stage.CHECKLIST}/site/{site}")
    expect(tablet.page.locator("#q-depth")).to_have_value("2,75")
    expect(tablet.page.locator("#q-measured_at-1")).to_have_value("30")
    expect(tablet.page.locator("#q-kit-buoy")).to_be_checked()
    tablet.send_everything()
    page = at_the_desk(browser, field, f"/visits/{field.device.visit_id}/fill/{stage.CHECKLIST}/{site}")
    expect(page.get_by_label("Chỗ sâu nhất")).to_have_value("2,75")
    expect(page.get_by_label("Đo lúc mấy giờ")).to_have_value("07:30")
    boxes = page.locator("[name=q-kit]")
    assert [box.is_checked() for box in boxes.all()] == [True, False, True]
    expect(page.locator("[data-item=where_rope]")).to_be_hidden()
    page.locator("[data-item=kit] label", has_text="Dây").click()
    expect(page.locator("[data-item=where_rope]")).to_be_visible()
    page.get_by_label("Đo lúc mấy giờ").fill("8h")
    page.get_by_label("Chỗ sâu nhất").fill("3.5")
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    page.get_by_role("link", name="Các bản đã lưu").click()
    told = page.locator("main")
    for words in ("Phao, Dây, Sào", "3,5 m", "8 giờ", "Phao, Sào", "2,75 m", "7 giờ 30"):
        expect(told).to_contain_text(words)
    page.context.close()
