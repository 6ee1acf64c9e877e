"""A checklist is completed beside the form that a tablet will draw: on a phone, a tablet and at the desk, by keyboard and by touch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import Site
from tests.browser.wide import PHONE, wider_than_its_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LABEL = "Có tủ thuốc gia đình ở nơi trẻ không với tới"


def test_what_is_typed_is_seen_as_a_tablet_draws_it(begun_site: Site, people: Callable[..., Person]) -> None:
    admin = people(begun_site, "quantri").open("/admin/checklists/safe_home/1")
    admin.press(admin.main.get_by_role("button", name="Bổ sung, sửa mục"))
    tablet = admin.page.frame_locator(".draft-frame")
    expect(tablet.get_by_text("Bảng mới có 17 trong 33 tiêu chí").first).to_be_visible()
    admin.press(admin.main.get_by_role("link", name="Thêm mục").first)
    admin.page.get_by_label("Nội dung mục").fill(LABEL)
    admin.page.get_by_label("Nguồn", exact=False).first.fill("QĐ 548/QĐ-LĐTBXH, trang 4")
    admin.page.get_by_label("Tồn tại được gợi ý").fill("Tại {site}, chưa có tủ thuốc.")
    admin.press(admin.main.get_by_role("button", name="Lưu vào bản nháp"))
    # A criterion says what follows when it is not met.
    expect(admin.main.get_by_text("Tiêu chí cần có mục này").first).to_be_visible()
    expect(admin.page.get_by_label("Nội dung mục")).to_have_value(LABEL)
    admin.page.get_by_label("Kiến nghị được gợi ý").fill("Hướng dẫn hộ gia đình làm tủ thuốc.")
    admin.page.get_by_label("Thời hạn (ngày làm việc)").fill("20")
    assert admin.faults() == []
    admin.press(admin.main.get_by_role("button", name="Lưu vào bản nháp"))

    question = tablet.locator(".q").filter(has_text=LABEL)
    question.get_by_role("radio", name="Không", exact=True).press("Space")
    expect(question.get_by_text("Tại nơi kiểm tra, chưa có tủ thuốc.")).to_be_visible()
    # The source is a sign; the Enter key opens what it stands for.
    words = question.get_by_text("QĐ 548/QĐ-LĐTBXH, trang 4")
    expect(words).to_be_hidden()
    question.locator("summary", has_text="Nguồn").press("Enter")
    expect(words).to_be_visible()
    expect(question.locator(".q-source strong")).to_contain_text("nhập ngày")
    for window in (DESK, TABLET, PHONE):
        admin.fits(window)
        assert wider_than_its_window(admin.page) == ""
    assert admin.faults() == []
