"""Both engines print what the decree asks for; and the check that says so catches papers that do not."""

import io
import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from rasoat import content
from rasoat.documents.layout import Deviation, measure
from rasoat.documents.letters import lacking
from rasoat.documents.paper import Paper, Paragraph, Signing, Table
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, WeasyprintEngine, paper_to_pdf
from rasoat.documents.render import to_html
from rasoat.documents.trial import print_in_form
from rasoat.problems import Problem

from .papers import FORMS
from .printing import weasyprint_here
from .samples import FILE, LONG_WORDS, long, short, two_pages

ENGINES = {"pdfkit": PdfkitEngine(), "weasyprint": WeasyprintEngine()}
PAPERS = {
    "short": short(),
    "long": long(),
    "two pages": two_pages(),
    "draft": short(number=None, issued_on=None, urgency="HỎA TỐC"),
    "letter": short(
        kind="CV",
        kind_title="",
        symbol="SLĐTBXH-PXH",
        subject="đôn đốc thực hiện kiến nghị sau kiểm tra",
        addressed_to=("UBND huyện Chi Lăng", "UBND huyện Mẫu Sơn (giả định)"),
    ),
    "head signs": short(signing=Signing(position="GIÁM ĐỐC", name="Trần Thị Ví Dụ"), issuer=("SỞ GIẢ ĐỊNH",)),
}


@cache
def _printed(engine: str, paper: str) -> bytes:
    return paper_to_pdf(PAPERS[paper], ENGINES[engine])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_printed_paper_keeps_to_the_decree(engine: str, paper: str) -> None:
    assert measure(_printed(engine, paper), PAPERS[paper]) == []


# wkhtmltopdf knows no foot of a page, and neither repeats the head of a table nor keeps its rows whole.
NOT_BY_PDFKIT = {"letter": "địa chỉ", "board": "đầu bảng"}


QUICK = {
    ("pdfkit", "decision"),
    ("pdfkit", "minutes"),
    ("pdfkit", "letter"),
    ("weasyprint", "letter"),
    ("weasyprint", "decision"),
}


@pytest.mark.parametrize(
    ("engine", "form"),
    [pytest.param(*one, marks=() if one in QUICK else pytest.mark.long) for one in itertools.product(ENGINES, FORMS)],
)
def test_every_form_keeps_to_the_decree(engine: str, form: str) -> None:
    found = measure(paper_to_pdf(FORMS[form], ENGINES[engine]), FORMS[form])
    if engine == "pdfkit" and form in NOT_BY_PDFKIT:
        assert NOT_BY_PDFKIT[form] in {one.component for one in found if one.certain}
    else:
        assert found == []


def test_a_paper_goes_to_the_engine_that_can_print_it() -> None:
    both = list(ENGINES.values())
    # The head of its table is not repeated by the first.
    assert print_in_form(FORMS["board"], both)[1] == "weasyprint"


@pytest.mark.parametrize("engine", ENGINES)
def test_long_words_are_broken_and_found(engine: str) -> None:
    """All kinds of them in one paper: no letter is smaller, none leaves the sheet, each word is still one in the text."""
    paper = short(**LONG_WORDS)
    file = paper_to_pdf(paper, ENGINES[engine])
    assert [one for one in measure(file, paper) if one.certain] == []
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert FILE in "".join(printed.split())
    assert "\u200b" not in printed


@pytest.mark.parametrize("engine", ENGINES)
def test_figures_that_do_not_fit_their_column_are_refused_by_name(engine: str) -> None:
    heads = tuple(f"Cột {i}" for i in range(12))
    table = Table(id="money", headers=heads, rows=(("1.234.567.890",) * 12,))
    with pytest.raises(Problem) as refused:
        print_in_form(short(blocks=(table, Paragraph(id="z", text="Hết"))), [ENGINES[engine]])
    assert refused.value.key == "paper.out_of_form"
    assert [reason.message.split(":")[0] for reason in refused.value.reasons[:-1]] == [
        "“1.234.567.890” (ô bảng, trang 1)"
    ]


@pytest.fixture(scope="module")
def here() -> Iterator[PdfEngine]:
    with weasyprint_here() as engine:
        yield engine


def _broken(tmp_path: Path, css: str, paper: Paper, engine: PdfEngine) -> list[Deviation]:
    """Print with an overlay whose style ends in `css`, and measure."""
    folder = tmp_path / "templates" / "documents"
    folder.mkdir(parents=True)
    style = content.root() / "templates" / "documents" / "print.css.j2"
    (folder / "print.css.j2").write_text(style.read_text(encoding="utf-8") + css, encoding="utf-8")
    return measure(paper_to_pdf(paper, engine, tmp_path), paper)


# What is broken, the component that must be named, a word of what was expected.
BREAKS = {
    "paper size": ("@page { size: 8.5in 11in }", "khổ giấy", "A4"),
    "left margin": ("@page { margin-left: 20mm }", "lề trái", "30"),
    "wide left margin": ("@page { margin-left: 40mm }", "lề trái", "30"),
    "right margin": ("@page { margin-right: 10mm }", "lề phải", "15"),
    "wide right margin": ("@page { margin-right: 25mm }", "lề phải", "15"),
    "top margin": ("@page { margin-top: 12mm }", "lề trên", "20"),
    "wide top margin": ("@page { margin-top: 32mm }", "lề trên", "20"),
    "bottom margin": ("@page { margin-bottom: 3mm }", "lề dưới", "20"),
    "wide bottom margin": ("@page { margin-bottom: 45mm }", "lề dưới", "20"),
    "font": ('body { font-family: "Liberation Sans" }', "Quốc hiệu", "Times"),
    "colour": (".paper-subject { color: #00c }", "trích yếu", "đen"),
    "body size": (".paper-paragraph { font-size: 12pt }", "nội dung", "13-14"),
    "country size": (".paper-country { font-size: 14pt }", "Quốc hiệu", "12-13"),
    "parent bold": (".paper-parent { font-weight: bold }", "cơ quan chủ quản", "đậm=False"),
    "issuer not bold": (".paper-issuer { font-weight: normal }", "cơ quan ban hành", "đậm=True"),
    "number size": (".paper-head .paper-number { font-size: 14pt }", "số, ký hiệu", "13"),
    "date upright": (".paper-date { font-style: normal }", "địa danh, thời gian", "nghiêng=True"),
    "kind size": (".paper-kind { font-size: 16pt }", "tên loại", "13-14"),
    "basis upright": (".paper-basis { font-style: normal }", "căn cứ", "nghiêng=True"),
    "heading plain": (".paper-level-1 { font-weight: normal }", "đề mục", "đậm=True"),
    "recipients size": (".paper-recipients p { font-size: 13pt }", "danh sách nơi nhận", "11"),
    "label upright": (".paper-recipients-label { font-style: normal }", "Nơi nhận", "nghiêng=True"),
    "signer plain": (".paper-signer { font-weight: normal }", "họ tên người ký", "đậm=True"),
    "country wrapped": (".paper-country { white-space: normal; width: 50mm; margin: auto }", "Quốc hiệu", "một dòng"),
    "country on the left": (".paper-head { direction: rtl }", "Quốc hiệu", "bên phải"),
    "motto aside": (".paper-motto { margin-left: 30mm }", "Tiêu ngữ", "Quốc hiệu"),
    "date on another line": (".paper-head .paper-date { padding-top: 14mm; vertical-align: top }", "địa danh, thời gian", "cùng dòng"),
    "number aside": (".paper-number { text-align: left !important }", "số, ký hiệu", "canh giữa"),
    "title on the left": (".paper-title { text-align: left }", "tên loại", "canh giữa"),
    "no line under motto": (".paper-rule-whole { border-top: 0 }", "đường kẻ dưới Tiêu ngữ", "97%"),
    "short line under motto": (".paper-rule-whole { width: 50% }", "đường kẻ dưới Tiêu ngữ", "97%"),
    "long line under issuer": (".paper-agency .paper-rule { width: 90% }", "đường kẻ dưới cơ quan ban hành", "33%"),
    "short line under subject": (".paper-title .paper-rule { width: 15% }", "đường kẻ dưới trích yếu", "33%"),
    "ragged": ("p { text-align: left !important }", "nội dung", "canh đều"),
    "no indent": (".paper-paragraph { text-indent: 0 }", "nội dung", "lùi đầu dòng"),
    "no gaps": (".paper-item { margin-top: 0 }", "nội dung", "6 pt"),
    "double spacing": (".paper-paragraph, .paper-basis, .paper-item { line-height: 2.4 }", "nội dung", "1,5 dòng"),
    "cramped": (".paper-paragraph, .paper-basis, .paper-item { line-height: 0.95 }", "nội dung", "dòng đơn"),
    "number on page 1": ("@page :first { @top-center { content: counter(page) } }", "số trang", "trang đầu"),
    "number at the bottom": (
        "@page { @top-center { content: none } @bottom-center { content: counter(page) } }",
        "số trang",
        "giữa lề trên",
    ),
    "no number": ("@page { @top-center { content: none } }", "số trang", "giữa lề trên"),
    "number at the side": ("@page { @top-center { content: none } @top-left { content: counter(page) } }", "số trang", "giữa lề trên"),
    "number bold": ("@page { @top-center { font-weight: bold } }", "số trang", "đứng"),
    "number small": ("@page { @top-center { font-size: 10pt } }", "số trang", "13-14"),
    "wrong number": ('@page { @top-center { content: "9" } }', "số trang", "“2”"),
    "signing not level": (".paper-sign .paper-signing { vertical-align: top; padding-top: 9mm }", "Nơi nhận", "ngang hàng"),
    "no room to sign": (".paper-signature { height: 2mm }", "họ tên người ký", "chừa"),
    "signer aside": (".paper-signer { text-align: right }", "họ tên người ký", "canh giữa"),
    "recipients indented": (".paper-recipients { padding-left: 9mm !important }", "Nơi nhận", "sát lề trái"),
    "signing on the left": (
        ".paper-sign div, .paper-sign p { position: relative } .paper-sign div { left: -80mm } .paper-sign p { left: 80mm }",
        "chức vụ",
        "bên phải",
    ),
}  # fmt: skip


APART = [
    ("wide left margin", "wide right margin", "wide top margin", "country on the left", "no line under motto",
     "double spacing", "number on page 1", "number small", "recipients indented"),
    ("wide bottom margin", "short line under motto", "no gaps", "number bold"),
    ("number at the bottom",),
    ("no number",),
    ("number at the side",),
]  # fmt: skip
"""Breaks that another one would hide, or whose deviation another one would bring as well."""
TOGETHER = [tuple(name for name in BREAKS if not any(name in few for few in APART)), *APART]
"""All breaks on few papers: printing takes long. Alone each is tried by `make long`."""
ALONE = [pytest.param((name,), id=name, marks=pytest.mark.long) for name in BREAKS if (name,) not in TOGETHER]


@pytest.mark.parametrize("names", [*(pytest.param(some, id=" and ".join(some[:2])) for some in TOGETHER), *ALONE])
def test_a_broken_paper_is_caught(names: tuple[str, ...], tmp_path: Path, here: PdfEngine) -> None:
    deviations = _broken(tmp_path, "".join(BREAKS[name][0] for name in names), PAPERS["two pages"], here)
    for name in names:
        _, component, expected = BREAKS[name]
        assert [d for d in deviations if d.component == component and expected in d.expected], (name, deviations)


@pytest.mark.parametrize(
    ("css", "component"),
    [
        (".paper-paragraph { font-size: 12pt }", "nội dung"),
        (".paper-country { white-space: normal; width: 40mm; margin: auto }", "Quốc hiệu"),
        (".sheet-number { text-align: left }", "số trang"),
    ],
)
def test_broken_papers_of_pdfkit_are_caught(css: str, component: str, tmp_path: Path) -> None:
    assert component in {d.component for d in _broken(tmp_path, css, PAPERS["two pages"], ENGINES["pdfkit"])}


def test_spaces_that_are_tabs_are_caught() -> None:
    raw = ENGINES["pdfkit"].render(to_html(PAPERS["short"], engine="pdfkit"))
    found = measure(raw, PAPERS["short"])
    assert {"có dấu cách giữa các từ"} == {d.expected for d in found}


def test_pdfkit_pages_without_their_stamp_are_caught() -> None:
    raw = ENGINES["pdfkit"].render(to_html(PAPERS["long"], engine="pdfkit"))
    assert "số trang" in {d.component for d in measure(raw, PAPERS["long"])}


def test_a_paper_that_says_something_else_is_caught() -> None:
    other = short(subject="Một việc khác")
    assert [(d.component, d.found) for d in measure(_printed("pdfkit", "short"), other)] == [
        ("trích yếu", "không thấy trong tệp")
    ]


def test_letters_that_the_font_lacks_are_named_before_printing() -> None:
    strange = short(subject="Lịch kiểm tra 漢", blocks=(Paragraph(id="p", text="Trời ☃ lạnh"),))
    with pytest.raises(Problem) as refused:
        print_in_form(strange, [])
    told = [reason.message for reason in refused.value.reasons]
    assert "“漢” (U+6F22)" in told[0]
    assert "“☃” (U+2603)" in told[1]
    assert list(lacking(FORMS["board"])) == []
