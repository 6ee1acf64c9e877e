"""`rasoat documents check FILE.pdf`: each row of the decree's tables, broken once in a real PDF, is found; right papers stay quiet."""

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader, PdfWriter

from rasoat.cli import cli
from rasoat.documents.checking import asking
from rasoat.documents.checking.judging import Judged
from rasoat.documents.checking.program import judge
from rasoat.documents.docx.writing import paper_to_docx
from rasoat.documents.measuring import read
from rasoat.documents.paper import Paper, Signing
from rasoat.documents.pdf import PdfEngine, PdfkitEngine, paper_to_pdf

from .breaking import BREAKS, PAPERS, Break, broken
from .libreoffice import printed
from .papers import FORMS
from .printing import weasyprint_here
from .samples import long, short

ENGINES = ("pdfkit", "weasyprint")
# A break after which the others of its paper would no longer be found, or which another one would hide.
APART = (
    "paper size", "letter paper", "country on the left", "no country", "no kind", "no number", "number at the bottom",
    "stamped with nothing", "capacity lower", "narrow bottom", "signer upper", "appendix title lower",
)  # fmt: skip
RIGHT = {**FORMS, "short": short(), "long": long(), "draft": short(number=None, issued_on=None, urgency="HỎA TỐC")}  # fmt: skip


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, PdfEngine]]:
    with weasyprint_here() as here:
        yield {"pdfkit": PdfkitEngine(), "weasyprint": here}


def _groups(engine: str) -> list[list[str]]:
    """All breaks on few papers: of each component one to a paper, since printing takes long."""
    groups: list[list[str]] = []
    for name, one in BREAKS.items():
        if one.only not in ("", engine):
            continue
        fits = [
            group
            for group in groups
            if name not in APART
            and group[0] not in APART
            and BREAKS[group[0]].paper == one.paper
            and one.component not in {BREAKS[other].component for other in group}
        ]
        if fits:
            fits[0].append(name)
        else:
            groups.append([name])
    return groups


# What so few papers show of pdfkit is enough for each run; of the other engine most are tried.
FEWEST = {"pdfkit": 14, "weasyprint": 7}
QUICK = {
    ("weasyprint", "letter"),
    ("weasyprint", "minutes"),
    ("pdfkit", "decision"),
    ("pdfkit", "draft"),
    ("weasyprint", "short"),
}
TOGETHER = [(engine, group) for engine in ENGINES for group in _groups(engine)]
ALONE = [(engine, [name]) for engine in ENGINES for name, one in BREAKS.items() if one.only in ("", engine)]
SHORT = [
    pytest.param(*case, id=f"{case[0]}: {' and '.join(case[1][:2])}")
    for case in TOGETHER
    if len(case[1]) > FEWEST[case[0]]
]
LONG = [
    pytest.param(*case, id=f"{case[0]}: only {case[1][0]}", marks=pytest.mark.long)
    for case in [*(one for one in TOGETHER if len(one[1]) <= FEWEST[one[0]]), *ALONE]
]


def _wrong(pdf: bytes) -> list[Judged]:
    return [one for one in judge(read(pdf)) if not one.right]


def _is_told(one: Break, wrong: list[Judged]) -> bool:
    return any(told.component == one.component and one.rule in told.rule for told in wrong)


@pytest.mark.parametrize(("engine", "names"), [*SHORT, *LONG])
def test_each_break_is_found(engine: str, names: list[str], engines: dict[str, PdfEngine]) -> None:
    wrong = _wrong(broken(engines[engine], [BREAKS[name] for name in names]))
    assert [name for name in names if not _is_told(BREAKS[name], wrong)] == [], wrong


@pytest.mark.parametrize(
    ("engine", "paper"),
    [
        pytest.param(*one, marks=() if one in {("weasyprint", "notice"), ("pdfkit", "letter")} else pytest.mark.long)
        for one in itertools.product(ENGINES, PAPERS)
    ],
)
def test_the_papers_that_are_broken_are_right_before(engine: str, paper: str, engines: dict[str, PdfEngine]) -> None:
    assert _wrong(broken(engines[engine], [Break("", "", paper=paper)])) == []


# The rows of the board's table are parted by pdfkit: the trial gives that paper to the other engine.
@pytest.mark.parametrize(
    ("engine", "name"),
    [
        pytest.param(*one, marks=() if one in QUICK else pytest.mark.long)
        for one in itertools.product(ENGINES, RIGHT)
        if one != ("pdfkit", "board")
    ],
)
def test_right_papers_stay_quiet(engine: str, name: str, engines: dict[str, PdfEngine]) -> None:
    paper: Paper = RIGHT[name]
    assert _wrong(paper_to_pdf(paper, engines[engine])) == []


TEAM = short(issuer=("Đoàn kiểm tra theo Quyết định", "số 215/QĐ-SLĐTBXH ngày 10/6/2026"), number=1, symbol="TB-ĐKT")
TWO_AGENCIES = short(
    signing=Signing(capacity="SỞ Y TẾ / KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Nông Văn Thử"),
    other_signers=(Signing(capacity="SỞ GDĐT / KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Đinh Văn Mẫu"),),
)


@pytest.mark.parametrize(
    "paper", [TEAM, TWO_AGENCIES], ids=["a number in the team's name", "an agency above a capacity"]
)
@pytest.mark.parametrize("engine", ENGINES)
def test_names_beside_what_is_measured_are_not_taken_for_it(
    engine: str, paper: Paper, engines: dict[str, PdfEngine]
) -> None:
    assert _wrong(paper_to_pdf(paper, engines[engine])) == []


@pytest.mark.long
def test_papers_of_another_program_stay_quiet(tmp_path: Path) -> None:
    """The same papers as Word files, printed by LibreOffice: other fonts' names, another order of letters, lines of its own."""
    files = printed({name: paper_to_docx(paper) for name, paper in RIGHT.items() if name != "draft"}, tmp_path)
    assert [(name, wrong) for name, file in files.items() if (wrong := _wrong(file))] == []


def check(path: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, ["documents", "check", str(path), *more])


def test_the_command_tells_rule_by_rule(tmp_path: Path, engines: dict[str, PdfEngine]) -> None:
    good, bad = tmp_path / "dung.pdf", tmp_path / "sai.PDF"
    good.write_bytes(paper_to_pdf(short(), engines["weasyprint"]))
    told = check(good, "--kind", "TB")
    assert told.exit_code == 0, told.output
    assert "  đúng  Quốc hiệu: cỡ chữ 12-13; đo được 12.0-12.0" in told.output
    assert "Đúng thể thức ở cả" in told.output
    bad.write_bytes(broken(engines["weasyprint"], [BREAKS["number without zero"], BREAKS["signer with degree"]]))
    told = check(bad)
    assert told.exit_code == 1
    assert "  SAI   trang 1, số, ký hiệu: số nhỏ hơn 10 có số 0 phía trước; đo được “Số: 7/TB-SLĐTBXH”" in told.output
    assert "Error: 2 trên" in told.output
    assert "tên loại: có ở trang đầu; đo được không thấy" in check(good, "--kind", "kh").output


def _pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _locked(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("mật khẩu")
    return _bytes(writer)


def _scan() -> bytes:
    out = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(out, "PDF", resolution=150)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "hỏng hoặc không phải PDF"),
        (b"%PDF-1.7 rubbish", "hỏng hoặc không phải PDF"),
        (b"PK\x03\x04" + b"x" * 500, "hỏng hoặc không phải PDF"),
        (_locked(_pages(1)), "có mật khẩu"),
        (_pages(500), "có 500 trang"),
        (_scan(), "không có lớp chữ"),
    ],
    ids=["empty", "rubbish", "archive", "locked", "500 pages", "scan"],
)
def test_what_cannot_be_measured_is_said_in_a_sentence(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(data)
    told = check(path)
    assert told.exit_code == 1
    assert said in told.output
    assert "Traceback" not in told.output


def test_a_missing_file_and_an_unknown_kind_are_told(tmp_path: Path) -> None:
    assert "Không có tệp" in check(tmp_path / "nothing.pdf").output
    assert "Không có loại văn bản “XY”" in check(tmp_path / "nothing.pdf", "--kind", "xy").output


def test_a_file_that_hangs_the_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object) -> bytes:
        raise asking.Unreadable("hangs")

    monkeypatch.setattr(asking.confined, "run", hangs)
    (tmp_path / "a.pdf").write_bytes(_pages(1))
    assert "giới hạn thời gian" in check(tmp_path / "a.pdf").output
