"""The papers that come out of the demo: their form, what they say, and what they must not say."""

import io
import re
import zipfile
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from click.testing import CliRunner
from sqlmodel import select

from rasoat.cli import cli
from rasoat.documents.layout import measure
from rasoat.documents.models import FrozenPaper
from rasoat.documents.paper import Heading, Paper
from rasoat.documents.register import snapshot_of
from rasoat.example import facts
from rasoat.example.teller import Teller
from tests.documents.libreoffice import deviations, printed

OF_2026 = (
    "34-KH-SYT",
    "22-TB-SYT",
    "23-TB-SYT",
    "71-KH-SYT",
    "183-QĐ-SYT",
    "01-BB-ĐKT",
    "641-SYT-PXH",
    "58-BC-SYT",
    "59-BC-SYT",
)
PAPERS = {
    "99-KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM.pdf",
    "215-QĐ-SLĐTBXH.pdf",
    "97-TB-SLĐTBXH.pdf",
    "01-BB-ĐKT.pdf",
    "01-BC-ĐKT.pdf",
    "98-TB-SLĐTBXH.pdf",
    "99-TB-SLĐTBXH.pdf",
    *(f"{number}-SLĐTBXH-PXH.pdf" for number in range(1040, 1045)),
    "2025/106-SLĐTBXH-PXH.pdf",
    "2025/37-BC-SLĐTBXH.pdf",
    *(f"2026/{name}.pdf" for name in OF_2026),
}


@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_the_papers_are_in_the_decrees_form(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    papers = {_in(teller, path): path.read_bytes() for path in teller.papers.rglob("[0-9]*.pdf")}
    assert set(papers) == PAPERS
    words = sorted(_in(teller, path) for path in teller.papers.rglob("*.docx"))
    assert words == sorted(f"{name.removesuffix('.pdf')}, bản Word, không phải bản đã ban hành.docx" for name in PAPERS)
    with teller.database.read() as session:
        snapshots = {_file(p): p for p in map(snapshot_of, session.exec(select(FrozenPaper)))}
    for name, pdf in papers.items():
        assert not [one for one in measure(pdf, snapshots[name]) if one.certain], name
    with pdfplumber.open(io.BytesIO(papers["98-TB-SLĐTBXH.pdf"])) as document:
        text = " ".join("\n".join(page.extract_text() for page in document.pages).split())
    for part in ("67 điểm", "21 biển", "10.099 hộ", "8.314", "chậm nhất ngày 15/10/2024"):
        assert part in text
    assert "Hộ gia đình thứ nhất" not in text


def _in(teller: Teller, path: Path) -> str:
    return path.relative_to(teller.papers).as_posix()


def _file(paper: Paper) -> str:
    """The name of a paper's file in the folder; the papers of later years stand in folders of their own."""
    year = paper.issued_on.year if paper.issued_on else 2024
    folder = "" if year == 2024 else f"{year}/"
    return f"{folder}{paper.number_text().removeprefix('Số: ').replace('/', '-')}.pdf"


def test_the_other_papers_say_what_happened(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    with teller.database.read() as session:
        said = {
            _file(p): " ".join(p.model_dump_json().split()) for p in map(snapshot_of, session.exec(select(FrozenPaper)))
        }
    for name, words in (
        ("215-QĐ-SLĐTBXH.pdf", "Lương Văn Nháp, Trưởng phòng, Sở LĐTBXH - Trưởng đoàn"),
        ("97-TB-SLĐTBXH.pdf", "chậm nhất ngày 10/7/2024"),
        ("01-BB-ĐKT.pdf", "Huyện nhất trí với kết quả kiểm tra"),
        ("01-BC-ĐKT.pdf", "Quyết định số 215/QĐ-SLĐTBXH ngày 11/7/2024"),
        ("1040-SLĐTBXH-PXH.pdf", "Nâng cấp phần mềm cập nhật dữ liệu trẻ em"),
        ("98-TB-SLĐTBXH.pdf", "tại Công văn số 1040/SLĐTBXH-PXH ngày 25/7/2024"),
        ("1041-SLĐTBXH-PXH.pdf", "Đồng ý gia hạn; thời hạn thực hiện mới: chậm nhất ngày 15/10/2024"),
        ("1042-SLĐTBXH-PXH.pdf", "kêu gọi cơ quan"),
        ("99-TB-SLĐTBXH.pdf", "Thông báo này thay thế Thông báo số 97/TB-SLĐTBXH ngày 12/7/2024"),
        ("1044-SLĐTBXH-PXH.pdf", "1.785 hộ chưa được công nhận được tư vấn"),
        ("2025/37-BC-SLĐTBXH.pdf", "Huyện chưa tự cân đối được"),
        ("2026/58-BC-SYT.pdf", "Ủy ban nhân dân xã Quan Sơn"),
        ("2026/59-BC-SYT.pdf", "Ủy ban nhân dân xã Nhân Lý"),
        ("1043-SLĐTBXH-PXH.pdf", "đã đôn đốc việc này tại Công văn số 1042/SLĐTBXH-PXH ngày 17/10/2024"),
    ):
        assert words in said[name], name
    assert not any("Hộ gia đình thứ nhất" in words for words in said.values())
    # Only a plan's title begins with what was done; the sentences around it say it themselves.
    assert not any("giám sát giám sát" in words or "kiểm tra kiểm tra" in words for words in said.values())
    # A law is cited by its name and day.
    assert not any(re.search(r"Luật [^;.]{0,40}\d+/\d{4}/QH\d+", words) for words in said.values())


def test_the_notice_has_every_section_of_the_paper_with_its_notes(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    with teller.database.read() as session:
        notice = next(p for p in map(snapshot_of, session.exec(select(FrozenPaper))) if _file(p) == RESULT)
    headings = [(one.level, one.text) for one in notice.blocks if isinstance(one, Heading)]
    assert headings == [
        (1, "Kết quả kiểm tra"),
        *((2, content.title) for content in facts.chi_lang().plan.contents),
        (1, "Đánh giá chung"),
        (2, "Ưu điểm"),
        (2, "Tồn tại, hạn chế"),
        (1, "Kiến nghị của đoàn kiểm tra"),
        (2, "Đối với Ủy ban nhân dân huyện Chi Lăng"),
        (2, "Đối với Phòng Lao động, Thương binh, Xã hội - Dân tộc huyện Chi Lăng"),
        (2, "Đối với đề xuất, kiến nghị của UBND huyện Chi Lăng"),
    ]
    notes = [note for block in notice.blocks for note in block.footnotes]
    assert len(notes) == 6
    for group in ("Chính phủ, bộ, ngành Trung ương", "Hội đồng nhân dân các cấp", "Mặt trận Tổ quốc Việt Nam"):
        assert f"Đối với {group}" in notes[-1]


@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_no_paper_tells_of_a_single_person_or_of_a_home(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    papers = {_in(teller, path): _printed(path.read_bytes()) for path in teller.papers.rglob("*.pdf")}
    papers |= {_in(teller, path): _in_word(path) for path in teller.papers.rglob("*.docx")}
    assert len(papers) == 2 * len(PAPERS) + 2
    register = papers["Sổ đăng ký văn bản đi 2024.pdf"]
    for name in (one for one in PAPERS if not one.startswith("20")):
        # A symbol goes on in the cell's next line behind a slash or a hyphen.
        assert "/".join(name.removesuffix(".pdf").split("-")[:2]) in register.replace("/ ", "/"), name
    for name, said in papers.items():
        assert SINGLE.findall(said) == [], name
        assert not [words for words in OF_THE_SEED if words in said], name


def _printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def _in_word(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if re.search(r"word/\w+\.xml$", name)]
    return " ".join(re.sub(r"<[^>]+>", "", part) for part in parts)


RESULT = "98-TB-SLĐTBXH.pdf"
SINGLE = re.compile(r"\b(?:cháu|em) [A-ZĐ]\.|\b[A-ZĐ]\.[A-ZĐ]\.[A-ZĐ]\b|\b(?:0?1|một) (?:trẻ|cháu|em bé|gia đình|hộ)\b")
"""Initials, and counts of one."""
OF_THE_SEED = (
    "Đàm Văn",
    "Minh Ho",
    "Vạn Linh",
    "Bằng Mạc",
    "Đồng Mỏ",
    "tử vong",
    "bị bỏ rơi",
    "bị bạo hành",
    "Hộ gia đình thứ",
)
"""Who signed the true paper, where the two homes are, and the single cases that it tells with their places."""


@pytest.mark.long
@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_the_word_files_print_in_the_decrees_form_too(told: tuple[Teller, list[str]], tmp_path: Path) -> None:
    teller, _ = told
    words = {_flat(_in(teller, path).partition(",")[0]): path.read_bytes() for path in teller.papers.rglob("*.docx")}
    with teller.database.read() as session:
        papers = {_flat(_file(p)): p for p in map(snapshot_of, session.exec(select(FrozenPaper)))}
    assert {f"{name}.pdf" for name in words} == set(papers)
    found = {name: deviations(pdf, papers[f"{name}.pdf"]) for name, pdf in printed(words, tmp_path).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _flat(name: str) -> str:
    """LibreOffice prints everything into one folder."""
    return name.replace("/", "_")


@pytest.mark.long
@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_the_check_of_any_pdf_finds_no_fault_in_them(told: tuple[Teller, list[str]]) -> None:
    """What `rasoat documents check` says of a file alone, without the data that it was made from."""
    teller, _ = told
    told_of = {
        name: CliRunner().invoke(cli, ["documents", "check", str(teller.papers / name)]).output.splitlines()
        for name in sorted(PAPERS)
    }
    wrong = {name: [line for line in lines if "SAI" in line] for name, lines in told_of.items()}
    assert {name: lines for name, lines in wrong.items() if lines} == {}
    assert all("Đúng thể thức" in lines[-1] for lines in told_of.values())
