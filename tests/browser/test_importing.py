"""A long table is brought in from a browser: one sees how far it is; pages of imports and codes hold at every size."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Response

from tests.browser.person import DESK, TABLET, Person
from tests.browser.server import Site
from tests.browser.wide import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]
UNITS = 4_000


def table(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Bảng")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    path = folder / "bang.xlsx"
    path.write_bytes(out.getvalue())
    return path


def looked(admin: Person) -> list[str]:
    found = []
    for size in (PHONE, TABLET, DESK):
        found += admin.fits(size).faults()
    return found


def test_how_far_a_long_table_is(begun_site: Site, people: Callable[..., Person], tmp_path: Path) -> None:
    admin, told = people(begun_site, "quantri"), []

    def answered(response: Response) -> None:
        if "/progress" in response.url:
            told.append(response.status)

    admin.page.on("response", answered)
    admin.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const words = document.querySelector('[data-waiting-words]');"
        " if (words) new MutationObserver(() => localStorage.setItem('seen', (localStorage.getItem('seen') || '')"
        " + words.textContent)).observe(words, {childList: true}); })"
    )
    communes = [(f"8{number:04}", f"Xã Mẫu {number}", "Xã", "91", "1/7/2025") for number in range(UNITS)]
    heads = ("Mã", "Tên", "Cấp", "Mã đơn vị cấp trên", "Từ ngày")
    file = table(tmp_path, heads, ("91", "Tỉnh Mẫu", "Tỉnh", None, "1/7/2025"), *communes)
    admin.go("Đơn vị hành chính").go_in_page("Nhập từ bảng").fill(file=file).do("Xem trước").sees("4.001 mới")
    assert looked(admin) == []
    admin.do("Nhập").sees("Đã nhập: 4.001 mới")
    assert looked(admin) == []
    assert set(told) == {200}
    assert "dòng." in admin.page.evaluate("localStorage.getItem('seen')")


def test_codes_for_those_of_a_table(begun_site: Site, people: Callable[..., Person], tmp_path: Path) -> None:
    admin = people(begun_site, "quantri")
    names = [(f"Nguyễn Văn Mẫu {number}", "Sở LĐTBXH", "Chuyên viên") for number in range(9)]
    wrong = table(tmp_path, ("Họ và tên", "Cơ quan", "Vai trò"), ("Lê Văn Thử", "Sở Không Có", "Chuyên viên"), *names)
    admin.open("/imports/of/accounts").fill(file=wrong).do("Xem trước").is_refused(422).sees("Dòng 2")
    assert looked(admin) == []
    right = table(tmp_path, ("Họ và tên", "Cơ quan", "Vai trò"), *names)
    admin.fill(file=right).do("Xem trước").do("Nhập").go_in_page("Cấp mã kích hoạt cho người mới")
    assert looked(admin) == []
    admin.main.get_by_role("button", name="Tạo mã").click()
    with admin.page.expect_download() as download:
        admin.page.locator(".confirm-dialog .btn-primary").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    admin.open("/codes/").sees("9")
    assert looked(admin) == []
    admin.press(admin.main.locator("table a").first).sees("Chưa dùng")
    assert looked(admin) == []
