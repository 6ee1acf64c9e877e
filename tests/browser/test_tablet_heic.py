"""A telephone's HEIC, which Chromium cannot decode: chosen on a tablet without a network, kept over a restart, sent, and seen
at the desk.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_tablet_types import Field, at_the_desk, field
from tests.files import heic
from tests.tablets import stage

__all__ = ["field"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field]
UNSEEN = "Xem được sau khi gửi"


def test_a_heic_comes_from_the_tablet_to_the_desk(field: Field, browser: Browser, tmp_path: Path) -> None:
    tablet, (site,) = field.tablet, field.device.sites
    chosen = tmp_path / "IMG_0815.HEIC"
    chosen.write_bytes(heic.turned())
    tablet.page.context.set_offline(True)
    tablet.go(f"/visit/{field.device.visit_id}/fill/{stage.CHECKLIST}/site/{site}")
    tablet.photograph("seen", [chosen])
    expect(tablet.page.locator("[data-item=seen]")).to_contain_text(UNSEEN)
    tablet.saved()
    tablet.kill()
    tablet.open()
    tablet.go(f"/visit/{field.device.visit_id}/fill/{stage.CHECKLIST}/site/{site}")
    place = tablet.page.locator("[data-item=seen]")
    expect(place.locator(".photo-unseen")).to_be_visible()
    expect(place.locator(".photo-away")).to_be_hidden()
    tablet.send_everything()
    page = at_the_desk(browser, field, f"/visits/{field.device.visit_id}/fill/{stage.CHECKLIST}/{site}")
    expect(page.locator("[data-item=seen]")).to_contain_text("Giữ IMG_0815.jpg")
    size = page.evaluate(
        "async (url) => { const b = await createImageBitmap(await (await fetch(url)).blob()); return [b.width, b.height]; }",
        page.locator("[data-item=seen]").get_by_role("link", name="Xem").get_attribute("href"),
    )
    # It stands upright.
    assert size == list(heic.SIZE[::-1])
    page.context.close()
