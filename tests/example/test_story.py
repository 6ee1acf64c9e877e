"""The demo: the whole path, on both databases, with real papers coming out."""

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlmodel import Session, col, func, select

from rasoat.app import create_app
from rasoat.cli import cli
from rasoat.db import installation
from rasoat.example import facts, following, reorganising
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
from rasoat.units import checking
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.web.demo_accounts import DEMO_PASSWORD
from rasoat.workflows.models import JournalEntry
from tests.web.browse import Client

RECOMMENDED = facts.chi_lang().recommendations


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
