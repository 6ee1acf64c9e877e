"""The first day of a province, from an empty folder: what a person sees and presses, and how many pages that takes."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from rasoat.web.beginning.token import token
from rasoat.web.demo_accounts import DEMO_PASSWORD
from tests.browser.images import guide_folder
from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Counted:
    """How many pages were loaded. A redirect belongs to the page it leads to; a file that comes down is no page."""

    def __init__(self, person: Person) -> None:
        self.pages = 0
        person.page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        is_page = response.headers.get("content-type", "").startswith("text/html")
        self.pages += response.request.is_navigation_request() and is_page and not 300 <= response.status < 400


def test_an_empty_folder_becomes_a_province(browser: Browser, tmp_path: Path) -> None:
    images = guide_folder(tmp_path / "images")
    faults: list[str] = []
    with serve(tmp_path / "data") as site:
        admin = Person(browser, site, "quantri")
        counted = Counted(admin)

        def looked(picture: str = "") -> None:
            # Both sizes, and what axe finds.
            if picture:
                admin.picture(images, picture)
            faults.extend(f"{admin.page.url} {fault}" for fault in admin.faults())
            admin.fits(TABLET).fits(DESK)

        admin.open(f"/begin/{token((tmp_path / 'data/secret_key').read_text())}")
        looked()
        admin.fill(province="20", name="Sở Y tế", symbol="SYT", place="Lạng Sơn", valid_from="1/3/2025")
        admin.do("Xem phần đầu văn bản, sang bước 2").sees("UBND TỈNH LẠNG SƠN")
        looked("begin-letterhead")
        admin.fill(full_name="Quản Trị Thử", username="quantri", password=DEMO_PASSWORD, again_password=DEMO_PASSWORD)
        admin.do("Lập và đăng nhập").sees("Trước khi mọi người làm việc được")
        # Kind after kind, those above first.
        admin.go("Cơ quan").go_in_page("Lập theo đơn vị")
        for kind, count in (("district", 11), ("district_office", 11), ("commune", 65), ("commune_office", 65)):
            admin.sees(f": {count} cơ quan")
            if kind == "commune":
                looked("agencies-proposed")
            admin.do("Lập các cơ quan này").sees(f"Đã lập {count} cơ quan.")
        for page in ("/admin/mail-server", "/admin/backup-folder"):
            admin.open(page)
            looked()
        admin.go("Trang chính").sees("Còn phải làm")
        admin.open("/admin/remaining").sees("130 cơ quan đang hoạt động")
        looked("remaining")
        assert counted.pages < 40
        print(f"pages loaded: {counted.pages}")
        admin.close()
    assert not faults, "\n".join(faults)
