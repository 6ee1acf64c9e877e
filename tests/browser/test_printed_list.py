"""A list on paper: on its side, all columns, the heading on each sheet, and nothing that is only for the screen."""

import io

import pdfplumber
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A4_ON_ITS_SIDE = (842, 595)
HEADS = ("Họ và tên", "Tên đăng nhập", "Cơ quan", "Vai trò", "Tình trạng", "Xác thực hai bước")
ON_SCREENS_ONLY = ("Đăng xuất", "Bỏ lọc", "Excel", "CSV", "Mở tài khoản", "Danh mục", "Tải về")


def test_a_list_is_printed_without_waste(told_site, people):
    admin = people(told_site, "quantri")
    admin.page.goto(f"{told_site.address}/admin/users")
    with pdfplumber.open(io.BytesIO(admin.page.pdf(prefer_css_page_size=True))) as printed:
        sheets = list(printed.pages)
        texts = [" ".join((sheet.extract_text() or "").split()) for sheet in sheets]
        words = [word for sheet in sheets for word in sheet.extract_words()]
    rows = admin.page.locator("#results tbody tr").count()
    assert {(round(sheet.width), round(sheet.height)) for sheet in sheets} == {A4_ON_ITS_SIDE}
    assert 1 < len(sheets) <= -(-rows // 9), "a row takes a line or two"
    for text in texts:
        for head in HEADS:
            assert all(word in text for word in head.split()), (head, text)
    whole = " ".join(texts)
    assert [told for told in ON_SCREENS_ONLY if told in whole] == []
    assert all(word["x0"] >= 0 and word["x1"] <= A4_ON_ITS_SIDE[0] - 20 for word in words), "nothing is cut off"
