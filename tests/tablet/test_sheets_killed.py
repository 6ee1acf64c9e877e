"""The battery gives out while something is entered outside a checklist: nothing of it is lost, nothing comes twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from rasoat.settings import Settings
from tests.browser.field_tablet import FieldTablet
from tests.tablet.form_desk import photo
from tests.tablets import stage
from tests.tablets.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
WELL = "Giếng không nắp đậy cạnh lớp mầm non"
AWAY = "Bỏ bản đang ghi"


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FieldTablet, stage.Device, Path]]:
    """A tablet with a visit on it, and no network."""
    folder = tmp_path_factory.mktemp("sheets")
    settings = Settings(data_dir=folder / "data", content_dir=stage.overlay(folder / "content"))
    (device,) = stage.prepare(settings, teams=1, tablets=1, sites=2)
    environment = {"RASOAT_DATA_DIR": str(settings.data_dir), "RASOAT_CONTENT_DIR": str(settings.content_dir)}
    server = Served(folder / "server.log", {**environment, "RASOAT_WORKERS": "1"}).start()
    with ExitStack() as stack:
        stack.callback(server.kill)
        playwright = stack.enter_context(sync_playwright())
        tablet = FieldTablet(playwright.chromium, folder / "profile", f"http://localhost:{server.port}")
        stack.callback(tablet.close)
        tablet.open()
        tablet.sign_in(device.username)
        tablet.take_along()
        # The server is gone for good: the page opens from what the tablet keeps.
        server.kill()
        picture = folder / "anh.jpg"
        picture.write_bytes(photo(300, 200))
        yield tablet, device, picture


def killed(tablet: FieldTablet, path: str) -> None:
    """The battery, and the same page after charging it."""
    tablet.saved()
    tablet.kill()
    tablet.open()
    tablet.go(path)


def test_a_danger_half_entered_is_offered_again(offline: tuple[FieldTablet, stage.Device, Path]) -> None:
    tablet, device, picture = offline
    path = f"/visit/{device.visit_id}/danger"
    tablet.go(f"{path}?checklist={stage.CHECKLIST}&item=fence&site={device.sites[0]}")
    tablet.page.get_by_label("Nguy hiểm gì").fill(WELL)
    tablet.page.locator("#photos-files").set_input_files(picture)
    expect(tablet.page.get_by_text("1/20 ảnh")).to_be_visible()
    killed(tablet, path)
    expect(tablet.page.get_by_label("Nguy hiểm gì")).to_have_value(WELL)
    expect(tablet.page.get_by_label("Tại điểm")).to_have_value(str(device.sites[0]))
    expect(tablet.page.locator(".photo img[src]")).to_have_count(1)
    expect(tablet.page.get_by_text("Bản đang ghi dở")).to_be_visible()
    tablet.page.get_by_role("button", name="Lưu và gửi trước tiên").tap()
    expect(tablet.page.get_by_text("Đã lưu, đứng đầu hàng gửi.")).to_be_visible()
    tablet.go("/queue")
    expect(tablet.page.locator(".row-title")).to_have_text([f"Nguy hiểm khẩn cấp: {WELL}", "Ảnh: nguy hiểm khẩn cấp"])
    tablet.go(path)
    expect(tablet.page.get_by_label("Nguy hiểm gì")).to_have_value("")
    expect(tablet.page.get_by_role("button", name=AWAY)).to_be_hidden()


def test_a_site_half_entered_can_be_thrown_away(offline: tuple[FieldTablet, stage.Device, Path]) -> None:
    tablet, device, _ = offline
    path = f"/visit/{device.visit_id}/site"
    tablet.go(path)
    tablet.page.get_by_label("Tên điểm").fill("Ao sau nhà")
    killed(tablet, path)
    name = tablet.page.get_by_label("Tên điểm")
    expect(name).to_have_value("Ao sau nhà")
    for answer, kept in (("Không", "Ao sau nhà"), (AWAY, "")):
        tablet.page.get_by_role("button", name=AWAY).tap()
        tablet.page.get_by_role("dialog").get_by_role("button", name=answer, exact=True).tap()
        expect(name).to_have_value(kept)
    tablet.page.reload()
    expect(name).to_have_value("")


def test_a_photograph_taken_out_stays_out(offline: tuple[FieldTablet, stage.Device, Path]) -> None:
    tablet, device, picture = offline
    path = f"/visit/{device.visit_id}/fill/{stage.CHECKLIST}/site/{device.sites[0]}"
    tablet.go(path)
    tablet.photograph("photos", [picture, picture])
    item = tablet.page.locator("#item-photos")
    item.scroll_into_view_if_needed()
    item.locator(".photo").first.tap()
    tablet.page.get_by_role("button", name="Bỏ ảnh này").tap()
    expect(item.get_by_role("button", name="Hoàn tác")).to_be_visible()
    killed(tablet, path)
    expect(tablet.page.locator("#item-photos .photo")).to_have_count(1)
    tablet.go("/queue")
    # Still being written or, when the machine was slow, on its way: with the one photograph that stayed.
    sent = tablet.page.get_by_text("Ảnh: Ảnh tại điểm")
    expect(tablet.page.get_by_text("bảng kiểm đang ghi").or_(sent).first).to_be_visible()
    assert sent.count() <= 1
