"""Where pages end, with the same ending moved down line by line: the signature has text above it, no heading is alone, heads of tables
are repeated; and the check that says so catches papers that break otherwise.
"""

from collections.abc import Iterator

import pytest

from rasoat.documents import layout_breaks
from rasoat.documents.layout import measure
from rasoat.documents.paper import Block, Bullets, Heading, Paper, Paragraph, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, paper_to_pdf

from .breaking import BREAKS, PAPERS, broken
from .papers import FOURTH, HEAD, THIRD
from .printing import weasyprint_here
from .samples import short

TEXT = "Đề nghị các cơ quan, đơn vị phối hợp thực hiện đúng nội dung và thời gian đã nêu, báo cáo kết quả về cơ quan thường trực. "
TABLE = Table(
    id="t", headers=("STT", "Đơn vị", "Thời hạn"), align=("center", "left", "right"),
    rows=tuple((str(n), f"Ủy ban nhân dân xã Giả Định {n}", f"{n}/9/2026") for n in range(1, 7)),
)  # fmt: skip
HEADS: tuple[Block, ...] = (
    Heading(id="h1", level=1, text="Tổ chức thực hiện"),
    Heading(id="h2", level=2, text="Phân công"),
)
ENDINGS: dict[str, tuple[Block, ...]] = {
    "a short sentence": (Paragraph(id="a", text=TEXT * 4), Paragraph(id="z", text="Trên đây là kết quả kiểm tra.")),
    "a heading and a short sentence": (
        Paragraph(id="a", text=TEXT * 4),
        *HEADS,
        Paragraph(id="z", text="Thực hiện ngay."),
    ),
    "a long paragraph": (*HEADS, Paragraph(id="z", text=TEXT * 9)),
    "items": (*HEADS, Bullets(id="z", items=tuple(f"Việc thứ {n} phải làm" for n in range(1, 6)))),
    "a long item and a heading": (
        *HEADS,
        Bullets(id="y", items=("Thực hiện ngay", TEXT * 3)),
        Heading(id="h3", level=2, text="Hiệu lực"),
        Paragraph(id="z", text="Thông báo này có hiệu lực từ ngày ký."),
    ),
    "a paragraph of three lines": (*HEADS, Paragraph(id="y", text=TEXT * 3), Paragraph(id="z", text=TEXT + TEXT[:90])),
    "a table": (*HEADS, TABLE),
}


@pytest.fixture(scope="module")
def here() -> Iterator[PdfEngine]:
    with weasyprint_here() as engine:
        yield engine


def moved(ending: str, filler: int, **changes: object) -> Paper:
    """A paper with that ending, `filler` lines further down."""
    return short(blocks=(Paragraph(id="f", text="\n".join(["Dòng."] * (filler + 1))), *ENDINGS[ending]), **changes)


def _faults(paper: Paper, engine: PdfEngine) -> list[str]:
    """All but a page that is not full, since what goes with the signature did not fit there."""
    found = measure(paper_to_pdf(paper, engine), paper)
    return [f"{one.component}: {one.found}" for one in found if one.component != "lề dưới" or one.certain]


FEW = [(ending, 12 + at) for at, ending in enumerate(ENDINGS)]
ALL = [(ending, filler) for ending in ENDINGS for filler in range(24) if (ending, filler) not in FEW]
CASES = [*FEW, *(pytest.param(*case, marks=pytest.mark.long) for case in ALL)]


@pytest.mark.parametrize(("ending", "filler"), CASES)
def test_no_page_ends_badly(ending: str, filler: int, here: PdfEngine) -> None:
    assert _faults(moved(ending, filler), here) == []


@pytest.mark.parametrize(
    ("ending", "filler"), [CASES[1], *(pytest.param(*case, marks=pytest.mark.long) for case in ALL)]
)
def test_no_page_with_four_signers_ends_badly(ending: str, filler: int, here: PdfEngine) -> None:
    assert _faults(moved(ending, filler, other_signers=(HEAD, THIRD, FOURTH)), here) == []


# A table that ends on the next page is not for this engine: it does not repeat its head.
@pytest.mark.parametrize(("ending", "filler"), [one for one in CASES if "a table" not in str(one)])
def test_no_page_of_pdfkit_ends_badly(ending: str, filler: int) -> None:
    assert _faults(moved(ending, filler), PdfkitEngine()) == []


@pytest.mark.parametrize("name", ["pdfkit", "weasyprint"])
def test_a_page_that_ends_early_is_told_and_refuses_nothing(name: str, here: PdfEngine) -> None:
    file = broken(PdfkitEngine() if name == "pdfkit" else here, [BREAKS["page that ends early"]])
    told = [one for one in measure(file, PAPERS["ending"]) if one.expected == layout_breaks.FULL]
    assert [(one.page, one.certain) for one in told] == [(1, False)]
