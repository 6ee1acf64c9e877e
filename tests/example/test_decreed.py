"""The second story of the demo: an inspection under Nghị định 217/2025/NĐ-CP, with papers that the first one has not."""

import shutil
from pathlib import Path

import pytest
from sqlmodel import select

from rasoat.db import Database
from rasoat.documents.layout import measure
from rasoat.documents.models import FrozenPaper
from rasoat.documents.register import snapshot_of
from rasoat.example import decreed
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
    papers = {path.name: path.read_bytes() for path in teller.papers.glob("*.pdf")}
    assert set(papers) == {
        "21-KH-SYT.pdf",
        "01-QĐ-SYT.pdf",
        "01-KH-ĐKT.pdf",
        "01-BB-ĐKT.pdf",
        "01-BC-ĐKT.pdf",
        "01-SYT-PXH.pdf",
    }
    with database.read() as session:
        for snapshot in map(snapshot_of, session.exec(select(FrozenPaper))):
            name = f"{snapshot.number_text().removeprefix('Số: ').replace('/', '-')}.pdf"
            assert not [one for one in measure(papers[name], snapshot) if one.certain], name
        owed = [(row.status, row.force) for row in session.exec(select(Obligation))]
    assert owed == [("issued", "demanded")]
    database.close()


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
