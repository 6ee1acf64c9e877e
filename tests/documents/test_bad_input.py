"""What nobody should write, and somebody will: each engine prints it in form by itself, or it is refused with the place named."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rasoat.documents import high_rows
from rasoat.documents.high_rows import Run
from rasoat.documents.paper import Appendix, Article, Bullets, Heading, Paper, Paragraph, Signing, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine
from rasoat.documents.trial import print_in_form

from .papers import BOARD, FOURTH, HEAD, SECOND, SENTENCE, THIRD
from .printing import weasyprint_here
from .samples import short

END = Paragraph(id="z", text=SENTENCE)
HTML = '<script src="http://x">alert(1)</script><b onclick="x()">&amp; {{ 7*7 }} </td></tr>'


def table(rows: int, columns: int, name: str = "t") -> Table:
    heads = tuple(f"Cột {at}" for at in range(columns))
    return Table(id=name, headers=heads, rows=tuple(tuple(f"ô {n}" for _ in heads) for n in range(rows)))


HIGH = Table(
    id="high", headers=("STT", "Kết quả", "Tệp", "Việc phải làm"),
    rows=(("1", SENTENCE * 40, "x" * 900, SENTENCE * 33), ("2", "b[^1]", "c", "1/9/2026"), ("3", SENTENCE * 20, "", "[^2]")),
)  # fmt: skip
RECIPIENTS = tuple(f"Ủy ban nhân dân xã Giả Định {n} và các cơ quan, đơn vị trực thuộc có liên quan" for n in range(30))
MUCH: dict[str, Paper] = {
    "nothing": short(blocks=()),
    "a heading at the end": short(blocks=(Paragraph(id="a", text=SENTENCE * 12), Heading(id="h", level=1, text="Cuối"))),
    "six signers": short(other_signers=(HEAD, THIRD, FOURTH, BOARD, SECOND)),
    "long recipients": short(recipients=RECIPIENTS),
    "long recipients below a full page": short(
        recipients=RECIPIENTS, blocks=tuple(Paragraph(id=f"p{n}", text=SENTENCE * 3) for n in range(9))
    ),
    "long recipients and three signers": short(recipients=RECIPIENTS, other_signers=(HEAD, THIRD)),
    "a long signer": short(
        signing=Signing(
            capacity="TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", position="PHÓ CHỦ TỊCH THƯỜNG TRỰC PHỤ TRÁCH VĂN HÓA, XÃ HỘI",
            office="Trưởng Ban Chỉ đạo phòng, chống tai nạn, thương tích trẻ em tỉnh", name="Công Tằng Tôn Nữ Thị Giả Định",
        )
    ),
    "a paragraph of 20 pages": short(blocks=(Paragraph(id="a", text=SENTENCE * 560),)),
    "two long tables": short(
        blocks=(Heading(id="h", level=1, text="Một"), table(60, 4), Heading(id="i", level=2, text="Hai"), table(30, 3, "u"), END)
    ),
    "a long table before a short sentence": short(blocks=(table(60, 4), Paragraph(id="z", text="Trên đây là kết quả."))),
    "a table that begins at the end of a page": short(
        blocks=(
            *(Paragraph(id=f"p{n}", text=SENTENCE * 3) for n in range(7)), Heading(id="h", level=1, text="Một"), table(20, 4), END,
        )
    ),
    "400 rows": short(blocks=(table(400, 4), END)),
    "400 rows before the signature": short(blocks=(END, table(400, 4))),
    "15 columns": short(blocks=(table(30, 15), END)),
    "15 columns on a wide sheet": short(
        blocks=(END,), appendices=(Appendix(title="Bảng", blocks=(table(60, 15),), landscape=True),)
    ),
    "a cell higher than a page": short(
        blocks=(Table(id="t", headers=("Đơn vị", "Kết quả"), rows=(("1", SENTENCE * 60), ("2", "b"))), END)
    ),
    "three cells higher than a page": short(blocks=(HIGH.model_copy(update={"footnotes": ("Một.", "Hai.")}), END)),
    "a cell higher than a wide page": short(
        blocks=(END,), appendices=(Appendix(title="Bảng", blocks=(HIGH,), landscape=True),)
    ),
    "fifteen cells higher than a page": short(blocks=(
        Table(id="t", headers=tuple(f"Cột {n}" for n in range(15)), rows=((SENTENCE * 10,) * 15, ("2",) * 15)), END,
    )),
    "HTML in every field": short(
        subject=HTML, lead=HTML, recipients=(HTML,), legal_bases=(HTML,), drafter=HTML, issuer=(HTML,), issuer_parent=HTML,
        signing=Signing(capacity=HTML, position=HTML, office=HTML, name=HTML), place=HTML, symbol="TB-<i>S</i>", archive=HTML,
        blocks=(
            Heading(id="h", level=1, text=HTML), Paragraph(id="p", text=HTML), Bullets(id="b", items=(HTML,)),
            Table(id="t", caption=HTML, headers=(HTML, HTML), rows=((HTML, HTML),)), Article(id="d", text=HTML), END,
        ),
        appendices=(Appendix(title=HTML, blocks=(Paragraph(id="x", text=HTML),)),),
    ),
}  # fmt: skip
QUICK = (
    ("pdfkit", "a heading at the end"), ("weasyprint", "six signers"), ("weasyprint", "long recipients"), ("pdfkit", "two long tables"),
    ("pdfkit", "a long signer"), ("weasyprint", "a cell higher than a page"), ("pdfkit", "HTML in every field"),
)  # fmt: skip


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, PdfEngine]]:
    with weasyprint_here() as here:
        yield {"pdfkit": PdfkitEngine(), "weasyprint": here}


@pytest.mark.parametrize(
    ("engine", "name"),
    [
        pytest.param(engine, name, marks=() if (engine, name) in QUICK else pytest.mark.long)
        for engine in ("pdfkit", "weasyprint")
        for name in MUCH
    ],
)
def test_each_engine_prints_much_in_form(engine: str, name: str, engines: dict[str, PdfEngine]) -> None:
    """By itself: a server may have only one of them. That every word is there is part of the form."""
    file, _ = print_in_form(MUCH[name], [engines[engine]])
    assert all(page.extract_text().strip() for page in PdfReader(io.BytesIO(file)).pages), "no page is empty"


WORDS = st.lists(st.sampled_from(["xã", "Giả.", "Định;", "báo", "x" * 40, "12,5"]), max_size=400).map(" ".join)


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["", "1/9/2026"])), min_size=1, max_size=3))
def test_a_high_row_is_parted_and_nothing_gets_lost(texts: list[tuple[str, str, str]]) -> None:
    head = [[Run("Đơn vị")], [Run("Kết quả")], [Run("Hạn")]]
    rows = [[[Run(text[:9], 1), Run(text[9:])] if at else [Run(text)] for at, text in enumerate(row)] for row in texts]
    parted, goes_on = high_rows.part(head, rows)
    assert [[_plain(cell) for cell in row] for row in high_rows.whole(parted, goes_on)] == [
        [_plain(cell) for cell in row] for row in rows
    ]
    for at, row in enumerate(parted):
        assert at not in goes_on or any(row), "no empty rows"
        assert max(len("".join(run.text for run in cell)) for cell in row) < 26 * 66


def _plain(line: high_rows.Line) -> list[tuple[str, int]]:
    """The letters with their notes, however the text is cut."""
    return [(letter, run.note if at == len(run.text) - 1 else 0) for run in line for at, letter in enumerate(run.text)]


@pytest.mark.parametrize("rows", [1, 20])
def test_low_rows_stay_whole(rows: int) -> None:
    head = [[Run("Đơn vị")], [Run("Kết quả")]]
    low = [[[Run(f"{n}")], [Run(SENTENCE * 8)]] for n in range(rows)]
    assert high_rows.part(head, low) == (low, frozenset())
