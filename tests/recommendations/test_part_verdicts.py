"""Figures and verdicts by part: what is reported, what is found, and that the whole follows from the parts."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.problems import Problem
from rasoat.recommendations import figures, operations, releasing
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import AnswerPart, Verification, VerificationPart
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import VERDICTS, Obligation, ObligationPart
from rasoat.recommendations.parts import give_verdicts, put_parts, verdict_of
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, derived, fire, pins
from tests.recommendations.samples import add, attempt, issue_all, obligations, reviewing
from tests.recommendations.test_pages import picture, play_on
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
SIGNS = Measure("cảnh báo được cắm", "count", "biển", 21, 67)
PLAN = Measure("Kế hoạch mở lớp dạy bơi", "paper")
SEEN = Measure("Biển tại Phố Sặt nhìn thấy rõ", "state")
AUGUST_20 = date(2024, 8, 20)
GUARD = "met_of_a_count_needs_the_count"


def issued(world: World, *measures: Measure) -> Obligation:
    """A recommendation of these parts, sent to the district."""
    inspection = reviewing(world)
    add(world, inspection.id, "Cắm biển và mở lớp bơi.", "district")
    row = obligations(world, inspection.id)[0]
    world.do(lambda s: operations.set_measures(s, world.as_("officer"), row.id, None, measures))
    issue_all(world, inspection.id)
    return obligations(world, inspection.id)[0]


def answer(world: World, row: Obligation, *parts: PartReport) -> None:
    district = world.as_("district_officer")
    with clock.use_date(AUGUST_20):
        world.do(lambda s: answering.answer(s, district, row.id, claim="partly_met", text="Đã làm.", parts=parts))


def verify(
    world: World, row: Obligation, *parts: PartVerdict, evidence: str = "Xem tại chỗ.", verdict: str = ""
) -> None:
    officer = world.as_("officer")
    world.do(lambda s: answering.verify(s, officer, row.id, verdict=verdict, parts=parts, evidence=evidence))


def told(session: Session, row: Obligation) -> list[tuple[str, str, str, str]]:
    """(measure, verdict, reason, figure) of each part that was verified, of all verifications."""
    query = select(VerificationPart).join(Verification, col(Verification.id) == col(VerificationPart.verification_id))
    query = query.where(Verification.obligation_id == row.id).order_by(
        col(Verification.ordinal), col(VerificationPart.ordinal)
    )
    return [(part.measure, part.verdict, part.reason, part.told) for part in session.exec(query)]


def test_each_part_has_its_verdict_and_the_whole_follows(world: World) -> None:
    row = issued(world, SIGNS, PLAN)
    reports = (PartReport(1, 31), PartReport(2, None, "12/KH-UBND", date(2024, 8, 19)))
    answer(world, row, *reports)
    said = world.see(lambda s: [one.told for one in s.exec(select(AnswerPart).order_by(col(AnswerPart.ordinal)))])
    assert said == ["31/67 biển", "văn bản số 12/KH-UBND ngày 19/08/2024"]
    verify(world, row, PartVerdict(1, "partly_met", "Còn 36 điểm.", 31), PartVerdict(2, "met"))
    again = world.see(lambda s: s.get_one(Obligation, row.id))
    assert (again.verdict, [part.verdict for part in again.parts]) == ("partly_met", ["partly_met", "met"])
    assert world.see(lambda s: told(s, row)) == [
        (SIGNS.words, "partly_met", "Còn 36 điểm.", "31/67 biển"),
        (PLAN.words, "met", "", ""),
    ]
    assert world.see(lambda s: list(derived.untrue(s))) == []


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((PartVerdict(1, "met", "", None), PartVerdict(2, "met")), "cần số đã đếm được"),
        ((PartVerdict(1, "met", "", 31), PartVerdict(2, "met")), "Mới được 31/67 biển"),
        ((PartVerdict(1, "met", "", 66), PartVerdict(2, "not_met", "Chưa có.")), "Mới được 66/67 biển"),
        ((PartVerdict(1, "not_met", "Chưa cắm.", -1), PartVerdict(2, "met")), "không được nhỏ hơn 0"),
        ((PartVerdict(1, "not_met", " "), PartVerdict(2, "met")), "Ghi lý do"),
        ((PartVerdict(1, "not_met", "Chưa."), PartVerdict(2, "")), "Chọn kết luận cho phần này"),
        ((PartVerdict(1, "not_met", "Chưa."),), "case.edited"),
        ((PartVerdict(1, "not_met", "Chưa."), PartVerdict(3, "met")), "case.edited"),
        ((PartVerdict(1, "not_met", "Chưa."), PartVerdict(1, "met", "", 67)), "case.edited"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_verdict_that_cannot_be_is_refused_and_nothing_is_written(
    world: World, parts: tuple[PartVerdict, ...], why: str
) -> None:
    row = issued(world, SIGNS, PLAN)
    answer(world, row)
    assert why in attempt(lambda: verify(world, row, *parts))
    assert world.see(lambda s: told(s, row)) == []
    assert world.see(lambda s: s.get_one(Obligation, row.id)).verdict == ""


def test_met_for_all_at_once_needs_the_count_too(world: World) -> None:
    row = issued(world, SIGNS, PLAN)
    answer(world, row)
    assert "Ghi số đã đếm được" in attempt(lambda: verify(world, row, verdict="met"))
    verify(world, row, verdict="not_met")
    assert [one[1] for one in world.see(lambda s: told(s, row))] == ["not_met", "not_met"]


def test_cases_on_an_older_version_go_on_without_the_count(world: World) -> None:
    """The guard came with version 11: what began before is verified as it was told then, with its parts."""
    row = issued(world, SIGNS, PLAN)
    newest = world.see(lambda s: pins.newest(s, "obligation")).definition
    assert newest.version >= 11

    def begin_on_8(session: Session) -> None:
        told = [one.model_copy(update={"guards": [g for g in one.guards if g != GUARD]}) for one in newest.transitions]
        before = newest.model_copy(update={"version": 8, "transitions": told})
        pins.publish(session, before)
        session.get_one(Obligation, row.id).workflow_version = 8

    answer(world, row)
    assert "cần số đã đếm" in attempt(lambda: verify(world, row, PartVerdict(1, "met"), PartVerdict(2, "met")))
    world.do(begin_on_8)
    verify(world, row, PartVerdict(1, "met"), PartVerdict(2, "not_met", "Chưa có."))
    again = world.see(lambda s: s.get_one(Obligation, row.id))
    assert (again.workflow_version, again.verdict) == (8, "partly_met")


def test_a_verdict_of_a_part_changed_past_the_program_is_found(world: World) -> None:
    row = issued(world, SIGNS, PLAN)
    answer(world, row)
    verify(world, row, verdict="not_met")
    changed = update(VerificationPart).where(col(VerificationPart.ordinal) == 2).values(verdict="met")
    world.do(lambda s: s.connection().execute(changed))
    [(ref, said)] = world.see(lambda s: list(derived.untrue(s)))
    assert (ref.id, "các phần cho “Thực hiện một phần”" in said) == (row.id, True)


def test_a_state_is_shown_by_a_picture_that_is_attached(world: World) -> None:
    row = issued(world, SEEN)
    assert "chưa đính kèm ảnh" in attempt(lambda: answer(world, row, PartReport(1, photo=True)))
    assert "Nhập ngày ban hành" in attempt(lambda: answer(world, row, PartReport(1, None, "12/KH")))
    assert "không thể ở sau hôm nay" in attempt(
        lambda: answer(world, row, PartReport(1, None, "12/KH", date(2024, 8, 21)))
    )
    assert "case.edited" in attempt(lambda: answer(world, row, PartReport(2)))
    figures.check_reports(row, [PartReport(1, photo=True)], pictures=True)
    assert figures.told(SEEN, PartReport(1, photo=True)) == "có ảnh"


def test_what_waits_for_the_leader_keeps_its_figures(world: World) -> None:
    row = issued(world, SIGNS, PLAN)

    def wish(session: Session) -> None:
        session.get_one(Agency, world.agencies["district"]).leader_releases = True

    world.do(wish)
    reports = [PartReport(1, 40), PartReport(2, None, "9/KH-UBND", date(2024, 8, 16))]
    officer, leader = world.as_("district_officer"), world.as_("district_leader")
    with clock.use_date(AUGUST_20):
        made = world.do(lambda s: releasing.prepare(s, officer, row.id, claim="met", text="Xong.", parts=reports))
        world.do(lambda s: releasing.release(s, leader, row.id, made.id))
    said = world.see(lambda s: [one.told for one in s.exec(select(AnswerPart).order_by(col(AnswerPart.ordinal)))])
    assert said == ["40/67 biển", "văn bản số 9/KH-UBND ngày 16/08/2024"]


VERDICT = st.sampled_from(sorted(VERDICTS))


@given(st.lists(VERDICT, min_size=1, max_size=6), st.lists(VERDICT, min_size=1, max_size=6))
def test_verdicts_of_the_parts_and_of_the_whole_never_disagree(first: list[str], second: list[str]) -> None:
    """Whatever is found, of however many parts, once and again: the whole is what its parts say, told or stored."""
    row = Obligation()
    put_parts(row, *(f"phần {number}" for number in range(len(first))))
    for found in (first, (second * len(first))[: len(first)]):
        given = [PartVerdict(place, one, "Vì thế.") for place, one in enumerate(found, start=1)]
        give_verdicts(row, [one.verdict for one in given])
        assert row.verdict == figures.check_verdicts(given) == verdict_of(found)
        assert [part.verdict for part in row.parts] == found
        assert (row.verdict == "met") == all(one == "met" for one in found)
    with pytest.raises(ValueError, match="zip"):
        give_verdicts(row, [*first, "met"])


def test_verdicts_of_the_parts_follow_through_reopening_and_a_paper_that_takes_a_part_away(world: World) -> None:
    from rasoat.recommendations.retelling import ByPaper, Terms, retell

    row = issued(world, SIGNS, PLAN)
    officer = world.as_("officer")
    for found in (("met", "not_met"), ("partly_met", "met"), ("met", "met")):
        answer(world, row)
        figure = {"met": 67, "partly_met": 40}.get(found[0])
        verify(world, row, PartVerdict(1, found[0], "Vì thế.", figure), PartVerdict(2, found[1], "Vì thế."))
        stored = world.see(lambda s: s.get_one(Obligation, row.id))
        assert stored.verdict == verdict_of(found)
        assert world.see(lambda s: list(derived.untrue(s))) == []
        anew = {"due_on": date(2099, 1, 5), "reason": "Làm tiếp."}
        world.do(lambda s, p=anew: fire(s, CaseRef("obligation", row.id), "reopen", officer, payload=p))
    by, terms = ByPaper("98/TB", AUGUST_20), Terms("Cắm biển.", date(2099, 2, 1), (SIGNS.words,))
    world.do(lambda s: retell(s, officer, by, row.id, terms))
    assert world.see(lambda s: list(derived.untrue(s))) == []
    kept = world.see(lambda s: s.exec(select(ObligationPart).where(ObligationPart.obligation_id == row.id)).all())
    assert [part.as_measure for part in kept] == [SIGNS]


def test_the_pages_take_figures_and_verdicts_part_by_part(world: World, client_for: Browser) -> None:  # noqa: F811
    row = issued(world, SIGNS, PLAN)
    play_on(world, date(2024, 9, 20))
    district, officer, page = client_for("district_officer"), client_for("officer"), f"/obligations/{row.id}"
    form = inputs(district.get(page))
    assert {form["parts-0-ordinal"], form["parts-1-ordinal"]} == {"1", "2"}
    sent = {**form, "claim": "partly_met", "text": "Đã cắm thêm.", "parts-0-reached": "31,5"}
    refused = district.post(f"{page}/answer", sent)
    assert (refused.status_code, "số nguyên" in words(refused)) == (422, True)
    assert inputs(refused)["parts-0-reached"] == "31,5"
    sent |= {"parts-0-reached": "31", "parts-1-paper_number": "12/KH-UBND", "parts-1-paper_dated": "19/9/2024"}
    sent["files"] = picture()
    assert district.post(f"{page}/answer", sent).status_code == 303
    shown = words(officer.get(page))
    assert "31/67 biển" in shown and "văn bản số 12/KH-UBND ngày 19/09/2024" in shown
    form = inputs(officer.get(page))
    assert "verdict" not in form, "the whole follows from the parts"
    given_ = {**form, "parts-0-verdict": "met", "parts-0-reached": "31", "parts-1-verdict": "met", "evidence": "Xem."}
    refused = officer.post(f"{page}/verify", given_)
    assert refused.status_code == 422
    assert "Phần, dòng 1: Số đã đếm được: Mới được 31/67 biển" in words(refused)
    given_ |= {"parts-0-verdict": "partly_met", "parts-0-reason": "Còn 36 điểm."}
    assert officer.post(f"{page}/verify", given_).status_code == 303
    shown = words(district.get(page))
    assert "Người xác minh đếm: 31/67 biển" in shown and "Còn 36 điểm." in shown
    assert world.see(lambda s: s.get_one(Obligation, row.id)).verdict == "partly_met"


def test_an_unknown_part_is_no_fault_of_the_server(world: World) -> None:
    row = issued(world, SIGNS)
    with pytest.raises(Problem):
        figures.check_reports(row, [PartReport(0)], pictures=False)
