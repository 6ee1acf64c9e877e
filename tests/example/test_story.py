"""The demo: the whole path, on both databases, with real papers coming out."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pdfplumber
import pypdfium2
import pytest
from click.testing import CliRunner
from sqlmodel import Session, col, func, select

from rasoat.app import create_app
from rasoat.cli import cli
from rasoat.db import Database, installation
from rasoat.documents.layout import measure
from rasoat.documents.models import FrozenPaper
from rasoat.documents.paper import Heading, Paper
from rasoat.documents.register import snapshot_of
from rasoat.example import facts, following, reorganising, story
from rasoat.example.teller import Teller
from rasoat.findings.models import Finding
from rasoat.followup.models import LadderStep
from rasoat.inspections.models import Inspection
from rasoat.owed.desk import queries as owed
from rasoat.owed.queries import of_plan
from rasoat.papers.models import PaperCase
from rasoat.proposals.models import Proposal
from rasoat.recommendations import stances
from rasoat.recommendations.answering.models import Answer
from rasoat.recommendations.models import Obligation
from rasoat.reorganisation import queries as reorganisations
from rasoat.reported import queries as reported
from rasoat.reported.desk import when
from rasoat.settings import Settings
from rasoat.units import checking
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.web.demo_accounts import DEMO_PASSWORD
from rasoat.workflows.models import JournalEntry
from tests.documents.libreoffice import deviations, printed
from tests.papers.samples import print_at_once
from tests.web.browse import Client


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
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgresql":
            # Which database it is makes no difference to the sheets: they are printed and measured once.
            print_at_once(patch)
        yield story.tell(database, settings, papers=folder / "papers", say=lines.append), lines
    database.close()


def test_the_whole_path_ends_as_the_story_says(told: tuple[Teller, list[str]]) -> None:
    teller, lines = told
    with teller.database.read() as session:
        assert session.get_one(Inspection, teller.ids["inspection.chi_lang"]).status == "closed"
        obligations = {
            key: session.get_one(Obligation, teller.ids[f"obligation.{key}"]) for key in ("review", "signs", "fund")
        }
        assert (obligations["review"].status, obligations["review"].verdict) == ("verified", "met")
        assert (obligations["signs"].status, obligations["signs"].verdict) == ("transferred", "partly_met")
        assert [part.verdict for part in obligations["signs"].parts] == ["met", "partly_met", "met"]
        assert obligations["fund"].status == "transferred"
        assert obligations["fund"].due_on is not None and obligations["fund"].due_on < following.LAST_DAY
        overdue = session.exec(select(LadderStep).where(LadderStep.case_id == obligations["fund"].id)).all()
        told_on = [step.day for step in overdue if step.step == "overdue"]
        assert told_on.count(date(2024, 10, 16)) == 1 and len(set(told_on)) == len(told_on)
        assert session.get_one(Proposal, teller.ids["proposal.software"]).status == "closed"
        assert installation.example_date(session) == following.LAST_DAY
    assert sum("bị từ chối" in line for line in lines) == 6
    numbers = [int(line[:2]) for line in lines if re.match(r"[ \d]\d  [UPC]", line)]
    assert numbers == [*(one for number in range(1, 15) for one in [number] * (5 if number == 3 else 1)), 1, 2, 1]


def test_at_the_end_nothing_of_2024_is_open(told: tuple[Teller, list[str]]) -> None:
    """The communes have their signs, the province's papers ended the rest, one was asked again; of 2026 one thing is late, one waits."""
    teller, _ = told
    with teller.database.read() as session:
        of_2024 = select(Obligation).where(Obligation.inspection_id == teller.ids["inspection.chi_lang"])
        every = [row for row in session.exec(of_2024) if row.status != "transferred"]
        signs = [row for row in every if row.parent_id == teller.ids["obligation.signs"]]
        assert sum(part.target or 0 for row in signs for part in row.parts) == 46
        [again] = [row for row in every if row.status == "repeated"]
        newer = session.get_one(Obligation, teller.ids["obligation.signs_2026"])
        assert (newer.repeats_id, newer.status, newer.verdict) == (again.id, "verified", "met")
        rows = [row for row in every if row is not again]
        assert {row.verdict for row in rows} == {"met"} and {row.status for row in rows} == {"verified", "closed"}
        late, pond = (session.get_one(Obligation, teller.ids[f"obligation.{key}"]) for key in ("homes_2026", "pond"))
        assert (late.status, late.force, pond.status, pond.force) == ("issued", "recommended", "answered", "demanded")
        assert (late.priority, pond.priority) == ("ordinary", "urgent") and "ao chưa rào" in pond.priority_reason
        letter = select(LadderStep.letter_id).where(LadderStep.case_id == late.id, LadderStep.step == "letter")
        assert session.get_one(PaperCase, session.exec(letter).one()).status == "drafted"
        assert not reorganisations.open_with_ended(session, None, following.LAST_DAY)
        assert not checking.faults(session, following.LAST_DAY)


def test_of_the_reports_of_2026_one_came_late_and_one_is_missing(told: tuple[Teller, list[str]]) -> None:
    """The department's own reports are those that it issued to the province; nobody drafts a letter about what is missing."""
    teller, lines = told
    with teller.database.read() as session:
        of_it = of_plan(teller.ids["plan.2026"])
        rows = session.exec(select(Obligation).where(of_it).order_by(col(Obligation.due_on), col(Obligation.id))).all()
        names = {teller.ids[key]: key for key in ("xa_nhan_ly", "xa_quan_son", "health")}
        became = owed.standings(session, rows, following.LAST_DAY)
        told_so = {
            (names[row.addressee_id], row.due_on and row.due_on.strftime("%d/%m")): became[row.id] for row in rows
        }
        assert told_so == {
            ("xa_nhan_ly", "20/05"): "sent",
            ("xa_quan_son", "20/05"): "late",
            ("health", "25/05"): "sent",
            ("xa_nhan_ly", "15/11"): "sent",
            ("xa_quan_son", "15/11"): "missing",
            ("health", "20/11"): "sent",
        }
        steps = select(LadderStep).where(LadderStep.case_id == teller.ids["owed.missing"])
        climbed = [(step.step, step.outcome) for step in session.exec(steps.order_by(col(LadderStep.day)))]
        assert climbed == [("overdue", "done"), ("overdue", "done"), ("letter", "stopped")]
    assert sum(line.startswith("    ") and "Gửi báo cáo" in line for line in lines) == 6


def test_a_unit_reports_before_the_team_comes(told: tuple[Teller, list[str]]) -> None:
    """What it reported stands beside what the team saw; the next commune has reported and waits."""
    teller, _ = told
    with teller.database.read() as session:
        for key, status in (("xa_nhan_ly", "following_up"), ("xa_quan_son", "scheduled")):
            inspection = session.get_one(Inspection, teller.ids[f"inspection.{key}"])
            assert inspection.status == status
            assert when.asking(session, inspection) is not None
            assert reported.figures_in(session, inspection.id)["warning_signs"]["points"].value in (18, 15)


def test_of_fourteen_four_were_open_when_the_district_ended(told: tuple[Teller, list[str]]) -> None:
    """One was disagreed with and kept, one is partly met, one was sent back, of one nobody answers."""
    teller, _ = told
    with teller.database.read() as session:
        rows = {fact.key: session.get_one(Obligation, teller.ids[f"obligation.{fact.key}"]) for fact in RECOMMENDED}
        passed = {key for key, row in rows.items() if row.status == "transferred"}
        assert passed == {"budget", "signs", "advise_checks", "fund"}
        assert all(row.verdict == "met" for key, row in rows.items() if key not in passed)
        assert not any(part.kind == "text" and not part.measure for row in rows.values() for part in row.parts)
        [stance] = stances.stances_of(session, rows["budget"].id)
        assert (stance.stance, stance.outcome) == ("disagrees", "kept")


def test_what_was_open_goes_to_the_six_communes_and_to_the_province(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    fact = reorganising.facts()
    with teller.database.read() as session:
        signs = _children(session, teller.ids["obligation.signs"])
        shares = {row.addressee_id: row.parts[1].target for row in signs}
        assert shares == {teller.ids[key]: share for key, share in fact.shares.items()}
        assert sum(fact.shares.values()) == 46
        for key, to in (("budget", "province"), ("fund", "province"), ("advise_checks", "xa_chi_lang")):
            [child] = _children(session, teller.ids[f"obligation.{key}"])
            assert child.addressee_id == teller.ids[to], key
        assert {row.lead_agency_id for row in signs} == {teller.ids["health"]}
        in_time = [row.due_basis or {} for row in signs if row.due_on == date(2025, 9, 30)]
        assert len(in_time) == 4 and all(basis["act"].startswith(fact.district.name) for basis in in_time)
        ended = session.exec(select(Agency).where(Agency.valid_to == date(2025, 6, 30))).all()
        assert {row.id for row in ended} == {teller.ids[key] for key in fact.district.ends}
        begun = select(AdministrativeUnit.name).where(
            col(AdministrativeUnit.id).in_(
                select(Agency.unit_id).where(col(Agency.id).in_([teller.ids[one.key] for one in fact.communes]))
            )
        )
        assert {f"Ủy ban nhân dân {name[0].lower()}{name[1:]}" for name in session.exec(begun)} == {
            one.name for one in fact.communes
        }


def _children(session: Session, obligation_id: UUID) -> list[Obligation]:
    query = select(Obligation).where(Obligation.parent_id == obligation_id).order_by(col(Obligation.id))
    return list(session.exec(query))


def test_one_climbs_to_a_letter_and_is_answered_in_rounds(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    with teller.database.read() as session:
        homes, fund = (teller.ids[f"obligation.{key}"] for key in ("homes", "fund"))
        letter = session.exec(select(LadderStep).where(LadderStep.case_id == homes, LadderStep.step == "letter")).one()
        assert (letter.letter_id, letter.day) == (teller.ids["paper.climbed"], date(2024, 12, 13))
        stopped = session.exec(select(LadderStep).where(LadderStep.case_id == fund, LadderStep.step == "letter")).one()
        assert (stopped.outcome, stopped.letter_id) == ("stopped", None)
        assert _ends(session, homes) == ["supplemented", ""]
        assert _ends(session, teller.ids["obligation.advise"]) == ["taken_back", ""]
        [typed] = session.exec(
            select(Answer).where(Answer.obligation_id == teller.ids["obligation.advise_special"])
        ).all()
        assert typed.paper == "Báo cáo số 145/BC-LĐTBXHDT ngày 26/12/2024"


def _ends(session: Session, obligation_id: UUID) -> list[str]:
    query = select(Answer.ended).where(Answer.obligation_id == obligation_id).order_by(col(Answer.id))
    return list(session.exec(query))


def test_the_findings_and_recommendations_are_those_of_the_paper(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    with teller.database.read() as session:
        here = teller.ids["inspection.chi_lang"]
        query = select(Finding.kind, func.count()).where(Finding.status == "accepted", Finding.inspection_id == here)
        assert dict(session.exec(query.group_by(Finding.kind)).all()) == {"strength": 7, "shortcoming": 4}
        addressees = (
            select(Obligation.addressee_id, func.count())
            .where(col(Obligation.parent_id).is_(None), Obligation.inspection_id == here)
            .group_by(Obligation.addressee_id)
        )
        counts = dict(session.exec(addressees).all())
        assert counts == {teller.ids["chi_lang"]: 7, teller.ids["chi_lang_office"]: 7}


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


RECOMMENDED = facts.chi_lang().recommendations
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


ENDS_EARLY = {"2026/59-BC-SYT.pdf"}
"""Two pages of which the first ends early before what is kept together: the check cannot tell that from a wide margin, and says so."""


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
    assert {name: lines for name, lines in wrong.items() if lines and name not in ENDS_EARLY} == {}
    assert all("lề dưới" in line for name in ENDS_EARLY for line in wrong[name])
    assert all("Đúng thể thức" in lines[-1] for name, lines in told_of.items() if name not in ENDS_EARLY)


def test_nothing_in_the_journal_is_free_text(told: tuple[Teller, list[str]]) -> None:
    teller, _ = told
    longest = max(len(fact.text) for fact in facts.chi_lang().recommendations)
    with teller.database.read() as session:
        for entry in session.exec(select(JournalEntry)):
            # Files are told by their digests.
            said = [value for name, value in entry.facts.items() if name != "files"]
            assert all(len(str(value)) < 40 < longest for value in said)


@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_the_date_moves_through_all_of_it(told: tuple[Teller, list[str]]) -> None:
    """Whatever day somebody chooses, before, between and after: the first pages of each side are there."""
    teller, _ = told
    app = create_app(teller.settings.model_copy(update={"secure_cookies": False}))
    followed = f"/obligations/{teller.ids['obligation.signs.xa_quan_son']}"
    pages = {"chuyenvien": ("/followup/", followed), "quanson": (followed,), "cosotgxh": ("/obligations/inbox",)}
    for username, more in pages.items():
        client = Client(app)
        assert client.sign_in(username, DEMO_PASSWORD).status_code == 303
        for day in ("01/08/2024", "13/12/2024", "01/07/2025", "19/05/2026", "03/12/2026"):
            client.post("/example/date", {"date": day})
            for page in ("/", *more):
                answer = client.get(page)
                assert answer.status_code == 200 and day in answer.text, (username, day, page)
    teller.database.write(lambda s: installation.move_date(s, following.LAST_DAY))
    client = Client(app)
    client.sign_in("chuyenvien", DEMO_PASSWORD)
    before = client.get(f"/obligations/{teller.ids['obligation.signs']}").text
    assert "Xin gia hạn" in before and "Mã Thị Nháp, UBND xã Chi Lăng" not in before
    app.extensions["rasoat_database"].close()


def test_the_command_refuses_a_directory_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    result = CliRunner().invoke(cli, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 1 and "không trống" in result.output
    assert (tmp_path / "mine.txt").read_text() == "kept"
