"""What is owed of a plan's reports: who owes what, faults of the form, who may record, two at once, successors."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from rasoat import clock
from rasoat.owed import operations
from rasoat.owed.desk import recording
from rasoat.papers.models import PaperCase
from rasoat.plans import queries as plans
from rasoat.plans.data import ReportData
from rasoat.plans.presenters import said
from rasoat.problems import Problem
from rasoat.recommendations import retelling
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.exporting.taken import csv_of, take
from tests.owed.samples import OWN_DUE, YEAR_DUE, arrived, asked, owed, owed_by
from tests.plans.samples import draft, joint_plan
from tests.recommendations.samples import attempt
from tests.recommendations.test_pages import play_on
from tests.reorganisation.samples import FIRST, TODAY, agency, confirm, end, record
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
MAY_20 = date(2024, 5, 20)


def test_cosigners_and_units_owe_what_is_asked_of_both_and_nobody_twice(world: World) -> None:
    plan = asked(world, ReportData("Báo cáo năm 2024", "both", YEAR_DUE))
    found = owed(world, plan.id)
    assert {row.addressee_id for row in found} == {world.agencies[one] for one in ("edu", "culture", "district")}
    assert len(found) == 3
    assert {(row.force, row.workflow, row.status, row.issued_on) for row in found} == {
        ("assigned", "owed_report", "issued", MAY_20)
    }
    with clock.use_date(MAY_20):
        again = world.do(lambda s: operations.ask_for_reports(s, world.as_("clerk"), plan.id, MAY_20, "Kế hoạch"))
    assert again == 0 and len(owed(world, plan.id)) == 3


def test_periods_that_were_due_before_the_plan_had_its_number_are_left_out(world: World) -> None:
    plan = asked(world, ReportData("Báo cáo", "units", date(2024, 3, 20), repeats="month", until=date(2024, 7, 20)))
    days = [row.due_on for row in owed_by(world, plan.id, "district")]
    assert days == [date(2024, 5, 20), date(2024, 6, 20), date(2024, 7, 20)]


FAULTS = [
    (ReportData(" ", "units", YEAR_DUE), "reports-0-title"),
    (ReportData("Báo cáo", "ai đó", YEAR_DUE), "reports-0-owed_by"),
    (ReportData("Báo cáo", "units", date(2023, 12, 31)), "reports-0-due_on"),
    (ReportData("Báo cáo", "units", date(2026, 1, 1)), "reports-0-due_on"),
    (ReportData("Báo cáo", "units", YEAR_DUE, repeats="tuần"), "reports-0-repeats"),
    (ReportData("Báo cáo", "units", YEAR_DUE, repeats="month"), "reports-0-until"),
    (ReportData("Báo cáo", "units", YEAR_DUE, repeats="month", until=MAY_20), "reports-0-until"),
    (ReportData("Báo cáo", "units", YEAR_DUE, repeats="month", until=date(2099, 1, 1)), "reports-0-until"),
]


@pytest.mark.parametrize(("report", "field"), FAULTS)
def test_each_fault_is_told_where_it_is(world: World, report: ReportData, field: str) -> None:
    with clock.use_date(MAY_20), pytest.raises(Problem) as refused:
        draft(world, joint_plan(world, reports=[report]))
    assert [reason.field for reason in refused.value.reasons] == [field]


def test_nobody_cosigns_and_cosigners_shall_report(world: World) -> None:
    report = ReportData("Báo cáo", "cosigners", YEAR_DUE)
    with clock.use_date(MAY_20), pytest.raises(Problem) as refused:
        draft(world, joint_plan(world, reports=[report], cosigner_ids=[]))
    assert [reason.field for reason in refused.value.reasons] == ["reports-0-owed_by"]


def test_the_form_keeps_its_reports_and_the_page_tells_them(world: World, client_for: Browser) -> None:
    play_on(world, MAY_20)
    with clock.use_date(MAY_20):
        plan = draft(world, joint_plan(world, reports=[ReportData("Báo cáo quý", "lead", YEAR_DUE, "UBND tỉnh")]))
    officer = client_for("officer")
    shown = officer.get(f"/plans/{plan.id}/edit").text
    assert "Báo cáo quý" in shown and "15/11/2024" in shown
    [report] = world.see(lambda s: plans.reports(s, plan.id))
    line = "Báo cáo quý: Cơ quan chủ trì, gửi UBND tỉnh, chậm nhất 15/11/2024"
    assert said(report) == line
    assert line in words(officer.get(f"/plans/{plan.id}"))


def test_a_paper_of_somebody_else_or_without_its_signer_ends_nothing(world: World) -> None:
    plan = asked(world)
    [row], officer = owed_by(world, plan.id, "district"), world.as_("officer")
    with clock.use_date(YEAR_DUE):
        other = arrived(world, YEAR_DUE, "UBND huyện Hữu Lũng")
        mine = arrived(world, YEAR_DUE, "ubnd huyện CHI LĂNG", "301/BC-UBND")
        assert [one.id for one in world.see(lambda s: recording.choices(s, officer, row))] == [mine.id]

        def tries(paper: object, signer: str, who: str = "officer") -> str:
            actor = world.as_(who)
            return attempt(lambda: world.do(lambda s: recording.record(s, actor, row.id, paper, signer, None)))  # type: ignore[arg-type]

        assert "đã vào sổ của cơ quan này" in tries(other.id, "Chu Văn Chi")
        assert "họ tên người ký" in tries(mine.id, " ")
        assert "đã vào sổ" in tries(mine.id, "Chu Văn Chi", "district_officer"), "who owes it sees no register"
        assert tries(mine.id, "Chu Văn Chi", "clerk").startswith("case.not_allowed")
        world.do(lambda s: recording.record(s, officer, row.id, mine.id, "Chu Văn Chi", row.version))
        assert "case.wrong_state" in tries(mine.id, "Chu Văn Chi")
    settled = world.see(lambda s: s.get_one(Obligation, row.id))
    assert (settled.status, settled.verdict, settled.open) == ("reported", "met", False)


def test_a_leader_is_offered_no_paper_that_only_an_officer_records(world: World, client_for: Browser) -> None:
    plan = asked(world)
    [row] = owed_by(world, plan.id, "district")
    with clock.use_date(YEAR_DUE):
        arrived(world, YEAR_DUE)
    play_on(world, YEAR_DUE)
    assert "300/BC-UBND" in words(client_for("officer").get(f"/owed/{row.id}/record"))
    shown = words(client_for("leader").get(f"/owed/{row.id}/record"))
    assert "Chưa có văn bản nào" in shown and "300/BC-UBND" not in shown


def test_a_report_that_is_not_whole_is_not_recorded(world: World) -> None:
    plan = asked(world)
    [row], officer = owed_by(world, plan.id, "district"), world.as_("officer")
    with clock.use_date(YEAR_DUE):
        paper = arrived(world, YEAR_DUE)
        given = {"claim": "partly_met", "text": "Mới có số liệu.", "signer": "Chu Văn Chi", "_incoming": paper}
        told = attempt(
            lambda: world.do(
                lambda s: fire(s, CaseRef("obligation", row.id), "answer_on_paper", officer, payload=given)
            )
        )
    assert "chưa đủ thì chưa ghi nhận" in told


def test_an_own_report_is_one_that_the_debtor_itself_issued(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = asked(world)
    [row], officer = owed_by(world, plan.id, "dept"), world.as_("officer")
    as_report = SimpleNamespace(name="joint_plan", symbol="BC", of_the_team=False, written_here=True)
    monkeypatch.setattr(recording, "kinds", lambda: [as_report])
    with clock.use_date(OWN_DUE):
        [own] = world.see(lambda s: recording.choices(s, officer, row))
        ref, given = CaseRef("obligation", row.id), {"claim": "met", "text": "Báo cáo"}
        none = attempt(lambda: world.do(lambda s: fire(s, ref, recording.ISSUED, officer, payload=given)))
        assert "Chưa có báo cáo nào" in none
        other = PaperCase.model_validate(own.issued.model_dump() | {"lead_agency_id": world.agencies["edu"]})
        given["_paper"] = other  # type: ignore[assignment]
        wrong = attempt(lambda: world.do(lambda s: fire(s, ref, recording.ISSUED, officer, payload=given)))
        assert "Chưa có báo cáo nào" in wrong
        world.do(lambda s: recording.record(s, officer, row.id, own.id, "", None))
    [answer] = world.see(lambda s: answers_of(s, row.id))
    assert (answer.answered_on, answer.paper) == (MAY_20, own.told)


def test_the_table_is_taken_out_and_only_who_sees_the_plan_sees_it(world: World, client_for: Browser) -> None:
    plan = asked(world)
    play_on(world, date(2024, 12, 1))
    lines = csv_of(take(client_for("officer"), "owed_reports", "csv", plan=plan.id))
    assert [line[3] for line in lines[1:]] == ["Quá hạn, chưa có"] * 2
    page = words(client_for("officer").get(f"/owed/plan/{plan.id}"))
    assert "Ủy ban nhân dân huyện Chi Lăng" in page
    assert client_for("district_officer").get(f"/owed/plan/{plan.id}").status_code in (403, 404)
    assert "Không có báo cáo nào khớp" in words(client_for("officer").get(f"/owed/plan/{plan.id}?standing=late"))


def test_the_table_is_searched_by_the_agency_and_by_the_report(world: World, client_for: Browser) -> None:
    plan = asked(world)
    play_on(world, date(2024, 12, 1))
    officer = client_for("officer")

    def found(words_asked: str) -> str:
        return words(officer.get(f"/owed/plan/{plan.id}?q={words_asked}")).partition("Tải về")[2]

    assert "Ủy ban nhân dân huyện Chi Lăng" in found("chi lang") and "Bộ LĐTBXH" not in found("chi lang")
    assert "Bộ LĐTBXH" in found("bo ldtbxh") and "huyện Chi Lăng" not in found("bo ldtbxh")
    lines = csv_of(take(officer, "owed_reports", "csv", plan=plan.id, q="chi lang"))
    assert len(lines) == 2


def test_an_issued_letter_withdraws_a_report(world: World) -> None:
    plan = asked(world)
    [row], clerk = owed_by(world, plan.id, "district"), world.as_("clerk")
    by = retelling.ByPaper("Công văn số 12/SLĐTBXH-PXH ngày 1/10/2024", date(2024, 10, 1))
    with clock.use_date(date(2024, 10, 1)):
        world.do(lambda s: retelling.withdraw(s, clerk, by, row.id, "Đã gộp vào báo cáo khác."))
    assert world.see(lambda s: s.get_one(Obligation, row.id)).status == "withdrawn"


def test_successors_owe_what_an_ended_agency_owed_each_its_own(world: World) -> None:
    plan = asked(world, ReportData("Báo cáo công tác chỉ đạo, bố trí kinh phí", "units", date(2025, 11, 15)))
    [before] = owed_by(world, plan.id, "district")
    with clock.use_date(TODAY):
        keys = [f"commune{number}" for number in range(2)]
        for key in keys:
            agency(world, key, "province", "commune", f"Ủy ban nhân dân xã {key}", f"xã {key}")
        end(world, "district", *keys)
        act = record(world, "officer", "district")
        confirm(world, act.id)
    for key in keys:
        [row] = owed_by(world, plan.id, key)
        assert (row.parent_id, row.due_on, row.workflow) == (before.id, before.due_on, "owed_report")
    assert world.see(lambda s: s.get_one(Obligation, before.id)).status == "transferred"
    assert FIRST <= TODAY
