"""The demo: the whole path, on both databases, with real papers coming out."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from click.testing import CliRunner
from sqlmodel import func, select

from rasoat.cli import cli
from rasoat.db import Database, installation
from rasoat.documents.layout import measure
from rasoat.documents.models import FrozenPaper
from rasoat.documents.register import snapshot_of
from rasoat.example import facts, following, story
from rasoat.example.teller import Teller
from rasoat.findings.models import Finding
from rasoat.followup.models import Reminder
from rasoat.inspections.models import Inspection
from rasoat.proposals.models import Proposal
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from rasoat.workflows.models import JournalEntry


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Teller, list[str]]]:
    """The story, told once on each database; the tests only look."""
    folder = tmp_path_factory.mktemp("story")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "story.sqlite3")
        url = f"sqlite:///{folder / 'story.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres").create("story", request.getfixturevalue("postgres_template"))
    lines: list[str] = []
    settings = Settings(data_dir=folder / "data", database_url=url)
    database = Database(url)
    yield story.tell(database, settings, papers=folder / "papers", say=lines.append), lines
    database.close()


def test_the_whole_path_ends_as_the_story_says(told: tuple[Teller, list[str]]) -> None:
    teller, lines = told
    with teller.database.read() as session:
        assert session.get_one(Inspection, teller.ids["inspection.chi_lang"]).status == "following_up"
        obligations = {
            key: session.get_one(Obligation, teller.ids[f"obligation.{key}"]) for key in ("review", "signs", "fund")
        }
        assert (obligations["review"].status, obligations["review"].verdict) == ("verified", "met")
        assert (obligations["signs"].status, obligations["signs"].verdict) == ("reopened", "partly_met")
        assert obligations["fund"].status == "acknowledged"
        assert obligations["fund"].due_on is not None and obligations["fund"].due_on < following.LAST_DAY
        overdue = session.exec(select(Reminder).where(Reminder.obligation_id == obligations["fund"].id)).all()
        assert sum(reminder.kind == "overdue" for reminder in overdue) == 1
        assert session.get_one(Proposal, teller.ids["proposal.software"]).status == "closed"
        assert installation.example_date(session) == following.LAST_DAY
    assert sum("bị từ chối" in line for line in lines) == 6
    assert len([line for line in lines if line[:2].strip().isdigit() and "/2024  " in line[30:50]]) == 14


def test_the_findings_and_recommendations_are_those_of_the_paper(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    with teller.database.read() as session:
        query = select(Finding.kind, func.count()).where(Finding.status == "accepted").group_by(Finding.kind)
        assert dict(session.exec(query).all()) == {"strength": 7, "shortcoming": 4}
        addressees = select(Obligation.addressee_id, func.count()).group_by(Obligation.addressee_id)
        counts = dict(session.exec(addressees).all())
        assert counts == {teller.ids["chi_lang"]: 7, teller.ids["chi_lang_office"]: 7}


def test_the_papers_are_in_the_decrees_form(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    papers = {path.name: path.read_bytes() for path in teller.papers.glob("*.pdf")}
    joint = "99-KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM"
    assert set(papers) == {f"{joint}.pdf", "97-TB-SLĐTBXH.pdf", "98-TB-SLĐTBXH.pdf"}
    words = sorted(path.name for path in teller.papers.glob("*.docx"))
    names = ("97-TB-SLĐTBXH", "98-TB-SLĐTBXH", joint)
    assert words == [f"{name}, bản Word, không phải bản đã ban hành.docx" for name in names]
    with teller.database.read() as session:
        snapshots = {p.number_text(): p for p in map(snapshot_of, session.exec(select(FrozenPaper)))}
    for name, pdf in papers.items():
        paper = snapshots[f"Số: {name.removesuffix('.pdf').replace('-', '/', 1)}"]
        assert [one for one in measure(pdf, paper) if one.certain] == []
    with pdfplumber.open(io.BytesIO(papers["98-TB-SLĐTBXH.pdf"])) as document:
        text = " ".join("\n".join(page.extract_text() for page in document.pages).split())
    for words in ("67 điểm", "21 biển", "10.099 hộ", "8.314", "chậm nhất ngày 15/10/2024"):
        assert words in text
    assert "Hộ gia đình thứ nhất" not in text


def test_nothing_in_the_journal_is_free_text(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    longest = max(len(fact.text) for fact in facts.chi_lang().recommendations)
    with teller.database.read() as session:
        for entry in session.exec(select(JournalEntry)):
            assert all(len(str(value)) < 40 < longest for value in entry.facts.values())


def test_the_command_refuses_a_directory_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    result = CliRunner().invoke(cli, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 1 and "không trống" in result.output
    assert (tmp_path / "mine.txt").read_text() == "kept"
