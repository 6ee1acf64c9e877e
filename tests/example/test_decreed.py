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
