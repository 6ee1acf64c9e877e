"""The registers to print: A4 sheets that lie, the decree's ten columns at the head of each, every line of the year."""

import io
from datetime import date

import pdfplumber
import pytest

from rasoat.documents import register
from rasoat.documents.ledger import Column, printed
from rasoat.settings import Settings
from tests.exporting.taken import take

ROWS = 60
SUBJECT = "về kết quả kiểm tra, giám sát tình hình thực hiện các chương trình bảo vệ, chăm sóc trẻ em"


def pages_of(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [(page.width, page.height, page.extract_text()) for page in document.pages]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_clerk_prints_the_register_whole(world, client_for):
    line = register.Line("TB-SLĐTBXH", date(2024, 7, 17), "Thông báo", SUBJECT, "Nông Văn Mẫu", "UBND huyện", "PXH")
    issuer = world.agencies["dept"]
    world.do(lambda s: [register.take_number(s, issuer, 2024, "TB", line) for _ in range(ROWS)])
    answer = take(client_for("clerk"), "register", "pdf", year="2024")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "so-dang-ky-van-ban-di" in answer.headers["Content-Disposition"]
    sheets = pages_of(answer.data)
    assert len(sheets) > 1
    assert all(width > height and round(width) == 842 for width, height, _ in sheets)
    assert all("Người ký" in text and "(10)" in text for _, _, text in sheets), "the head stands on every sheet"
    whole = "".join(text for _, _, text in sheets)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in whole and "năm 2024" in whole
    assert all(f"{number:02d}/TB" in whole for number in range(1, ROWS + 1)), (
        "also what the page shows on its second part"
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_not_every_list_is_printed(client_for):
    assert take(client_for("clerk"), "papers", "pdf").status_code == 400
    assert 'value="pdf"' not in client_for("clerk").get("/papers/").text


def test_what_nobody_expects_is_printed_as_text_and_inside_the_sheet():
    hostile = "<script>alert(1)</script> " + "a" * 400
    columns = (Column("Số, ký hiệu", 20), Column("Trích yếu", 40), Column("Ghi chú", 40))
    pdf = printed("Sổ đăng ký", "Sở Mẫu, năm 2024", columns, [("01/TB", hostile, "hết")] * 3, Settings())
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        assert "<script>alert(1)</script>" in page.extract_text()
        assert max(letter["x1"] for letter in page.chars) < page.width - 40, "nothing stands in the margin"
        assert max(rect["x1"] for rect in [*page.rects, *page.lines]) < page.width - 40
