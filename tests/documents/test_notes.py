"""Notes stand at the foot of the page where their mark is; where no engine can do that, together above the signature."""

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from rasoat.documents import notes, pdf
from rasoat.documents.layout import measure
from rasoat.documents.measuring import read
from rasoat.documents.paper import Appendix, Bullets, Heading, Paper, Paragraph, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, WeasyprintEngine, paper_to_pdf
from rasoat.documents.render import to_html
from rasoat.documents.trial import print_in_form

from .printing import weasyprint_here
from .samples import long, short

TEXT = "Ủy ban nhân dân xã đã ban hành văn bản, phân công nhiệm vụ và bố trí người theo dõi việc thực hiện. "
SOURCE = "Báo cáo số 15/BC-UBND của Ủy ban nhân dân xã Giả Định về công tác trẻ em, kèm theo danh sách. "


@pytest.fixture(scope="module")
def here() -> Iterator[PdfEngine]:
    with weasyprint_here() as engine:
        yield engine


def noted(filler: int, long_note: int = 3) -> Paper:
    """A paper with notes everywhere: heading, paragraphs, items, caption, head and cells of a table, an appendix. `filler` lines move
    all of it down; the longest note has `long_note` sentences.
    """
    rows = tuple((str(n), f"Hàng thứ {n}" + ("[^3]" if n == 18 else "")) for n in range(30))
    blocks = (
        Paragraph(id="filler", text="\n".join(["Dòng."] * (filler + 1))),
        Heading(id="h", level=1, text="Kết quả", footnotes=("Ghi chú của đề mục.",)),
        *(
            Paragraph(
                id=f"p{n}",
                text=f"{TEXT * 2}[^1]{TEXT}",
                footnotes=(f"Ghi chú đoạn {n}. {SOURCE * (long_note if n == 3 else 1)}",),
            )
            for n in range(7)
        ),
        Bullets(
            id="b",
            items=tuple(f"{TEXT}[^{n}]" for n in range(1, 4)),
            footnotes=tuple(f"Ghi chú gạch {n}." for n in range(3)),
        ),
        Table(
            id="t",
            caption="Danh sách[^2]",
            headers=("STT[^1]", "Nội dung"),
            rows=rows,
            footnotes=("Đầu bảng.", "Tên bảng.", "Ô."),
        ),
        Paragraph(id="end", text=TEXT * 2, footnotes=("Ghi chú cuối.",)),
    )
    last = Appendix(title="Số liệu", blocks=(Paragraph(id="x", text=TEXT, footnotes=("Ghi chú của phụ lục.",)),))
    return short(blocks=blocks, appendices=(last,))  # fmt: skip


@pytest.mark.parametrize(
    ("filler", "long_note"),
    [(7, 9), *(pytest.param(n, k, marks=pytest.mark.long) for n in range(0, 30, 2) for k in (1, 6, 30))],
)
def test_each_note_stands_at_the_foot_of_the_page_of_its_mark(filler: int, long_note: int, here: PdfEngine) -> None:
    paper = noted(filler, long_note)
    printed = paper_to_pdf(paper, here)
    assert [one for one in measure(printed, paper) if one.certain] == []
    sheets = read(printed)
    marks = notes.marked(sheets)
    assert len(marks) == 16
    assert marks == notes.noted(sheets)


@pytest.mark.long
def test_a_note_longer_than_a_page_goes_on_at_the_foot_of_the_next(here: PdfEngine) -> None:
    paper = short(
        blocks=tuple(
            Paragraph(id=f"p{n}", text=TEXT * 5, footnotes=(SOURCE * 30,) if n == 4 else ()) for n in range(14)
        )
    )
    printed = paper_to_pdf(paper, here)
    assert measure(printed, paper) == []
    assert [sheet.number for sheet in read(printed) if sheet.foot] == [2, 3]


def test_a_note_that_stands_elsewhere_is_caught(here: PdfEngine) -> None:
    """As the engine would print it by itself."""
    paper = noted(7, 40)
    printed = here.render(to_html(paper, engine="weasyprint", part=0))
    away = [one for one in measure(printed, paper) if one.component == "ghi chú 5"]
    assert [one.expected for one in away] == ["ở cuối trang có dấu của nó"]
    assert away[0].text.startswith("Ghi chú đoạn 3.")


def test_the_text_reads_on_over_the_notes(here: PdfEngine) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper_to_pdf(noted(3), here))).pages)
    for words in ("Ghi chú của đề mục.", "Ghi chú cuối.", "Ghi chú của phụ lục."):
        assert words in " ".join(text.split())


def test_a_paper_with_notes_goes_to_the_engine_that_has_a_foot() -> None:
    both: list[PdfEngine] = [PdfkitEngine(), WeasyprintEngine()]
    assert [one.name for one in pdf.suited(both, long())] == ["weasyprint"]
    assert [one.name for one in pdf.suited(both, short())] == ["pdfkit", "weasyprint"]
    assert [one.name for one in pdf.suited(both[:1], long())] == ["pdfkit"]
    table = Table(id="t", headers=("STT",), rows=tuple((str(n),) for n in range(43)))
    assert [one.name for one in pdf.suited(both, short(blocks=(table,)))] == ["weasyprint"], (
        "its head is to be repeated"
    )


def test_where_no_engine_has_a_foot_notes_stand_together_above_the_signature() -> None:
    printed, engine = print_in_form(long(), [PdfkitEngine()])
    assert engine == "pdfkit"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    assert text.index("Ghi chú") < text.index("Công văn số 11/UBND") < text.index("Nơi nhận")
