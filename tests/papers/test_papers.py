"""The finished papers of both kinds, printed by both engines, read as a clerk reads them."""

import io
from datetime import date

import pdfplumber
import pytest

from rasoat.documents import layout, pdf
from rasoat.documents.paper import Paper
from tests.papers.samples import CHILD_WORDS, FAMILY_WORDS, result, schedule
from tests.world import World

SAYS = {
    "schedule": [
        "Số: 97/TB-SLĐTBXH",
        "Lịch kiểm tra, giám sát tình hình thực hiện các chương trình",
        "I. THỜI GIAN, ĐỊA ĐIỂM VÀ ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "Lương Văn Đoàn",
        "Triệu Thị Giáo",
        "KT. GIÁM ĐỐC",
    ],
    "result": [
        "Số: 97/TB-SLĐTBXH",
        "I. KẾT QUẢ KIỂM TRA",
        "46 điểm chưa có biển cảnh báo",
        "72.032 hộ",
        "II. ĐÁNH GIÁ CHUNG",
        "1. Ưu điểm",
        "2. Tồn tại, hạn chế",
        "III. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA",
        "1. Đối với Ủy ban nhân dân huyện Chi Lăng",
        "a) Cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/10/2024",
        "2. Đối với Phòng Lao động - Thương binh và Xã hội huyện Chi Lăng",
        "- UBND tỉnh (b/c);",
        "Nông Văn Mẫu",
    ],
}


def read(data: bytes) -> str:
    """The words of a PDF as a reader copies them, in one line."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        return " ".join(" ".join(page.extract_text() for page in file.pages).split())


@pytest.mark.parametrize("engine", ["pdfkit", "weasyprint"])
@pytest.mark.parametrize("kind", ["schedule", "result"])
def test_the_finished_paper_is_in_the_decree_s_form(world: World, kind: str, engine: str) -> None:
    told = schedule(world) if kind == "schedule" else result(world)
    dated = {"number": 97, "issued_on": date(2024, 8, 5)}
    paper = Paper.model_validate({**told.paper.model_dump(), **dated})
    # As `trial` prints it when the first print breaks a table: the schedule's second one may reach over the page.
    data = pdf.paper_to_pdf(paper, pdf.choose(engine), cut=True)
    assert [one for one in layout.measure(data, paper) if one.certain] == []
    said = read(data)
    assert "\t" not in said
    for words in SAYS[kind]:
        assert words in said, said
    assert CHILD_WORDS not in said
    assert FAMILY_WORDS not in said
