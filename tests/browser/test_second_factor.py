"""A person turns on the second factor and signs in with it; all its pages fit a telephone and a tablet."""

import time
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import expect

from rasoat.web.demo_accounts import DEMO_PASSWORD
from tests.browser.person import DESK, TABLET, WAIT_MS, Person
from tests.browser.server import Site

pytestmark = [pytest.mark.browser]
People = Callable[..., Person]
SMALL = {"width": 390, "height": 844}


def fits(person: Person) -> None:
    assert person.faults() == []
    for size in (SMALL, TABLET, DESK):
        person.fits(size)


def test_it_is_turned_on_and_asked_for_at_the_next_sign_in(begun_site: Site, people: People) -> None:
    person = people(begun_site, "chuyenvien")
    person.press(person.page.locator(".topbar a.person")).sees("Chưa bật")
    fits(person)
    person.go_in_page("Bật xác thực hai bước…")
    picture = person.main.locator(".qr-code svg").bounding_box()
    assert picture is not None
    assert picture["width"] >= 200, "a telephone reads it from the screen"
    fits(person)
    secret = person.main.locator(".secret-groups").inner_text().replace(" ", "")
    person.fill(code=pyotp.TOTP(secret).at(int(time.time()))).do("Bật xác thực hai bước").sees("Mười mã dự phòng")
    fits(person)
    codes = person.main.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    person.open("/account/second-factor/")
    fits(person)
    person.go_in_page("Đổi điện thoại…").sees("Mã dự phòng đang có vẫn dùng được")
    fits(person)
    person.open("/")
    person.press(person.page.get_by_role("button", name="Đăng xuất"))
    person.page.get_by_label("Tên đăng nhập").fill("chuyenvien")
    person.page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    person.do("Đăng nhập").sees("Nhập mã xác thực")
    fits(person)
    person.go_in_page("Không có điện thoại: dùng mã dự phòng").fill(code="AAAA-BBBB-CCCC-DDDD").do("Tiếp tục").sees(
        "Mã dự phòng không đúng"
    )
    fits(person)
    person.fill(code=codes[0]).do("Tiếp tục")
    expect(person.page.get_by_role("button", name="Đăng xuất")).to_be_visible(timeout=WAIT_MS)
    person.sees("còn 9 mã")
