"""Columns are as wide in print as in Word: none is one word wide where another has room to spare."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from rasoat.documents import columns
from rasoat.documents.components import components
from rasoat.documents.flow import flow
from rasoat.documents.measuring import MM, Reader, read
from rasoat.documents.paper import Paragraph, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, paper_to_pdf

from .printing import weasyprint_here
from .samples import short

UNIT = "Ủy ban nhân dân huyện Giả Định"
ROW = (
    "1", UNIT, "Quan tâm cân đối kinh phí thực hiện công tác bảo vệ, chăm sóc trẻ em trên địa bàn huyện",
    "Không nhất trí: huyện chưa tự cân đối được; đề nghị tỉnh bố trí kinh phí các chương trình về trẻ em cho huyện",
    "Ngân sách huyện có nguồn chi thường xuyên; giữ kiến nghị, nêu ý kiến của huyện khi báo cáo UBND tỉnh",
)  # fmt: skip
PAPER = short(
    blocks=(
        Table(id="t", headers=("STT", "Đơn vị", "Nội dung", "Ý kiến của đơn vị", "Lý do giữ nguyên"), rows=(ROW,)),
        Paragraph(id="z", text="Trên đây là kết quả."),
    )
)


@pytest.fixture(scope="module")
def here() -> Iterator[PdfEngine]:
    with weasyprint_here() as engine:
        yield engine


@pytest.mark.parametrize("name", ["pdfkit", "weasyprint"])
def test_a_short_name_beside_long_cells_is_not_one_word_wide(name: str, here: PdfEngine) -> None:
    file = paper_to_pdf(PAPER, PdfkitEngine() if name == "pdfkit" else here)
    reader = Reader([g for sheet in read(file) for g in sheet.glyphs])
    spans = {one.text: reader.find(one.text) for one in components(PAPER) if one.name == "ô bảng"}
    unit = spans[UNIT]
    assert unit is not None
    assert len(unit.lines) <= 4
    wide = columns.widths(flow(PAPER).groups[0][0], 163 * MM)
    begins = [min(line.x0 for line in span.lines) for text in ROW[1:] if (span := spans[text])]
    printed = [right - left for left, right in pairwise(begins)]
    assert printed == pytest.approx(wide[1:-1], abs=2.5)
