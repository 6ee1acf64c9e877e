"""How many lines a text has at least is what an engine prints, or less: never more."""

import random
from collections.abc import Iterator

import pytest

from rasoat.documents.components import components
from rasoat.documents.line_counts import at_least
from rasoat.documents.measuring import Reader, read
from rasoat.documents.paper import Paper, Paragraph
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, paper_to_pdf

from .printing import weasyprint_here
from .samples import short

WORDS = [
    "Đề",
    "nghị",
    "các",
    "cơ",
    "quan",
    "đơn",
    "vị",
    "phối",
    "hợp",
    "thực",
    "hiện",
    "đúng",
    "nội",
    "dung",
    "và",
    "thời",
    "gian",
    "đã",
    "nêu,",
    "báo",
    "cáo",
    "kết",
    "quả",
    "trước",
    "ngày",
    "30/9/2026",
    "theo",
    "Kế",
    "hoạch",
    "số",
    "99/KHLN-SLĐTBXH-GDĐT-VHTTDL",
    "của",
    "UBND",
    "xã",
    "Ví",
    "Dụ",
    "(b/c)",
    "-",
    "mmm",
    "WWW",
    "ili",
    "tit",
    "illicit",
    "ơn",
    "ướt",
    "ƯƠNG",
]


def _paper() -> Paper:
    chance = random.Random(4)
    texts = (" ".join(chance.choice(WORDS) for _ in range(chance.randrange(10, 70))) for _ in range(60))
    return short(blocks=tuple(Paragraph(id=f"p{at}", text=text) for at, text in enumerate(texts)))


@pytest.fixture(scope="module")
def here() -> Iterator[PdfEngine]:
    with weasyprint_here() as engine:
        yield engine


@pytest.mark.parametrize("name", ["pdfkit", "weasyprint"])
def test_no_text_is_printed_in_fewer_lines_and_most_in_as_many(name: str, here: PdfEngine) -> None:
    paper = _paper()
    file = paper_to_pdf(paper, PdfkitEngine() if name == "pdfkit" else here)
    reader = Reader([g for sheet in read(file) for g in sheet.glyphs])
    more = []
    for component in components(paper):
        span = reader.find(component.text)
        if component.name == "nội dung":
            assert span is not None
            more.append(len(span.lines) - at_least(component.text))
    assert min(more) >= 0
    assert len(more) == 60
    assert sum(more) <= 9


def test_what_is_not_reckoned() -> None:
    assert at_least("") == 1
    assert at_least("Thực hiện ngay./.") == 1
    assert at_least("x" * 400) == 2, "a word that is longer than a line is counted once"
