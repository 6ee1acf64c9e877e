"""The second story of the demo: an inspection under Nghị định 217/2025/NĐ-CP, with papers that the first one has not."""

import io
import shutil
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from sqlmodel import Session, col, select

from rasoat.db import Database
from rasoat.documents.layout import measure
from rasoat.documents.models import FrozenPaper
from rasoat.documents.register import snapshot_of
from rasoat.example import changing, decreed
from rasoat.incoming.models import IncomingPaper
from rasoat.papers import recalling
from rasoat.papers.models import PaperCase
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from tests.documents.libreoffice import deviations, printed
from tests.papers.samples import print_at_once


def test_its_papers_are_in_form_and_the_commune_owes_what_is_demanded(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "story.sqlite3")
    url = f"sqlite:///{tmp_path / 'story.sqlite3'}"
    database, lines = Database(url), []
    teller = decreed.tell(
        database, Settings(data_dir=tmp_path / "data", database_url=url), papers=tmp_path / "217", say=lines.append
    )
    papers = {path.name: path.read_bytes() for path in teller.papers.glob("[0-9]*.pdf")}
    registers = {path.name: path.read_bytes() for path in teller.papers.glob("S*.pdf")}
    assert set(papers) == {
        "21-KH-SYT.pdf",
        "01-QĐ-SYT.pdf",
        "01-KH-ĐKT.pdf",
        "01-BB-ĐKT.pdf",
        "01-BC-ĐKT.pdf",
        "01-TB-BCĐ.pdf",
        *(f"{number:02d}-SYT-PXH.pdf" for number in range(1, 5)),
    }
    assert set(registers) == {"Sổ đăng ký văn bản đi 2026.pdf", "Sổ đăng ký văn bản đến 2026.pdf"}
    assert "48/UBND-" in _text(registers["Sổ đăng ký văn bản đến 2026.pdf"])
    with database.read() as session:
        for snapshot in map(snapshot_of, session.exec(select(FrozenPaper))):
            name = f"{snapshot.number_text().removeprefix('Số: ').replace('/', '-')}.pdf"
            assert not [one for one in measure(papers[name], snapshot) if one.certain], name
        owed = session.exec(select(Obligation).where(Obligation.force == "demanded")).one()
        assert (owed.status, owed.force, owed.suspended_on) == ("issued", "demanded", None)
        assert (owed.due_on, owed.measure) == (changing.LAST, changing.MEASURE)
        tasks = session.exec(select(Obligation).where(Obligation.force == "assigned")).all()
        assert {row.status for row in tasks} == {"issued"}
        counted = Counter(row.addressee_id for row in tasks)
        assert counted == {teller.ids["dept"]: 3, teller.ids["edu"]: 2}
        _after_the_demand(session, {name: _text(pdf) for name, pdf in papers.items()})
    database.close()


def _text(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _after_the_demand(session: Session, said: dict[str, str]) -> None:
    """The commune's letter is in the register, each later paper says what it does to which, the recall is confirmed."""
    [entry] = session.exec(select(IncomingPaper))
    assert (entry.number, entry.reference, entry.about_kind) == (1, "48/UBND-VHXH", "inspection")
    for name, words in (
        ("02-SYT-PXH.pdf", "V/v đính chính Công văn số 01/SYT-PXH ngày 26/3/2026"),
        ("03-SYT-PXH.pdf", "V/v thay đổi nội dung kiến nghị tại Công văn số 01/SYT-PXH"),
        ("03-SYT-PXH.pdf", "hạn thực hiện: chậm nhất ngày 30/6/2026 (kết quả cần đạt: 03 điểm còn lại có biển)"),
        ("04-SYT-PXH.pdf", "Công văn này thay thế Công văn số 01/SYT-PXH ngày 26/3/2026"),
        ("04-SYT-PXH.pdf", "hạn thực hiện: chậm nhất ngày 15/7/2026"),
        ("01-TB-BCĐ.pdf", "đồng chí Phan Văn Giả Định, Phó Chủ tịch UBND tỉnh - Trưởng Ban kết luận như sau:"),
        ("01-TB-BCĐ.pdf", "(hoàn thành trước ngày 15/6/2026)"),
        ("01-TB-BCĐ.pdf", "Các cơ quan thành viên Ban Chỉ đạo thực hiện công tác trẻ em tỉnh Ví Dụ"),
    ):
        assert "".join(words.split()) in "".join(said[name].split()), name
    order = col(PaperCase.id)
    demands = session.exec(select(PaperCase).where(PaperCase.kind == "demand").order_by(order)).all()
    assert [(row.status, bool(row.recalled_on), bool(row.replaces_id)) for row in demands] == [
        ("replaced", True, False),
        ("issued", False, True),
    ]
    assert all(row.confirmed_at for row in recalling.receipts(session, demands[0].id))


@pytest.mark.long
def test_its_word_files_print_in_form_too(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "story.sqlite3")
    url = f"sqlite:///{tmp_path / 'story.sqlite3'}"
    database = Database(url)
    settings = Settings(data_dir=tmp_path / "data", database_url=url)
    teller = decreed.tell(database, settings, papers=tmp_path / "217", say=lambda _line: None)
    monkeypatch.undo()
    words = {path.name.partition(",")[0]: path.read_bytes() for path in teller.papers.glob("*.docx")}
    with database.read() as session:
        papers = {
            p.number_text().removeprefix("Số: ").replace("/", "-"): p
            for p in map(snapshot_of, session.exec(select(FrozenPaper)))
        }
    assert set(words) == set(papers)
    found = {name: deviations(pdf, papers[name]) for name, pdf in printed(words, tmp_path).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    database.close()
