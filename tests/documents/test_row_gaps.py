"""Rows of tables are as high as their words, wherever the table stands; a row with an empty line is found in a real PDF."""

from collections.abc import Iterator

import pytest

from rasoat.documents.checking.program import judge
from rasoat.documents.layout import measure
from rasoat.documents.layout_breaks import NO_GAP
from rasoat.documents.measuring import read
from rasoat.documents.paper import Appendix, Paper, Paragraph, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, paper_to_pdf
from rasoat.documents.render import to_html
from rasoat.documents.row_gaps import gaps

from .printing import weasyprint_here
from .samples import short

UNITS = Table(
    id="t", headers=("STT", "Nội dung"),
    rows=tuple((str(n), "Ủy ban nhân dân huyện Giả Định Thượng " * 4) for n in range(1, 7)),
)  # fmt: skip
MIDDLE = Table(id="t", headers=("STT", "Nội dung"), rows=(("1", "Một dòng."), ("2", "Hai dòng. " * 14), ("3", "Ba.")))


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, PdfEngine]]:
    with weasyprint_here() as here:
        yield {"pdfkit": PdfkitEngine(), "weasyprint": here}


def _moved(filler: int, table: Table = UNITS, *, landscape: bool = False) -> Paper:
    blocks = (Paragraph(id="f", text="\n".join(["Dòng."] * (filler + 1))), table)
    if landscape:
        return short(appendices=(Appendix(title="Lịch", blocks=blocks, landscape=True),))
    return short(blocks=(*blocks, Paragraph(id="z", text="Đề nghị các đơn vị phối hợp. " * 9)))


MOST = [pytest.param("pdfkit", n, marks=() if n == 2 else pytest.mark.long) for n in range(4)]


@pytest.mark.parametrize(("engine", "filler"), [*MOST, ("weasyprint", 2)])
def test_no_row_of_a_table_has_an_empty_line(engine: str, filler: int, engines: dict[str, PdfEngine]) -> None:
    for landscape in (False, True):
        paper = _moved(filler, landscape=landscape)
        assert list(gaps(read(paper_to_pdf(paper, engines[engine])))) == []


def test_as_narrow_as_the_program_begins_rows_have_one_and_it_is_found() -> None:
    html = to_html(_moved(2), engine="pdfkit")
    pdf = PdfkitEngine().render(html.replace("</style>", "body { min-width: 0 }</style>"))
    (one,) = gaps(read(pdf))
    assert (one.page, one.text[:8]) == (1, "5 Ủy ban")
    assert one.height > 8


@pytest.mark.parametrize("engine", ["pdfkit", "weasyprint"])
@pytest.mark.parametrize(
    "cell", ["td { padding-bottom: 16pt }", "td { padding-top: 18pt }"], ids=["below the words", "above the words"]
)
def test_a_gap_in_one_row_is_told_by_both_measurements(engine: str, cell: str, engines: dict[str, PdfEngine]) -> None:
    paper = _moved(0, MIDDLE)
    html = to_html(paper, engine=engines[engine].name)
    pdf = engines[engine].render(html.replace("</style>", f".paper-table tr:nth-child(2) {cell}</style>"))
    (one,) = [one for one in measure(pdf, paper) if one.expected == NO_GAP]
    assert (one.page, one.text.split()[0], one.certain) == (1, "2", False)
    (told,) = [one for one in judge(read(pdf)) if one.component == "hàng của bảng"]
    assert not told.right
    assert "“2 Hai dòng." in told.found


@pytest.mark.parametrize("engine", ["pdfkit", "weasyprint"])
def test_rows_that_are_all_as_high_or_whose_words_stand_in_the_middle_have_none(
    engine: str, engines: dict[str, PdfEngine]
) -> None:
    html = to_html(_moved(0, MIDDLE), engine=engines[engine].name)
    for cell in ("td, .paper-table th { padding-bottom: 16pt }", "tr:nth-child(2) td { padding: 16pt 4pt }"):
        pdf = engines[engine].render(html.replace("</style>", f".paper-table {cell}</style>"))
        assert list(gaps(read(pdf))) == []
