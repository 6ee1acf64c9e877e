"""Visits: the first one with the schedule, further ones, what opening and closing them means for the inspection."""

from datetime import date

import pytest
from tests.visits.samples import (
    FUND,
    GOOD_SIGN,
    HIDDEN_SIGN,
    HOMES,
    NEXT_DAY,
    SIGNS,
    ChiLang,
    reviewing,
    scheduled,
    visiting,
)
from tests.world import World

from rasoat.problems import Problem
from rasoat.visits import operations, progress, queries
from rasoat.workflows import CaseRef, may


def missing(case: ChiLang) -> list[str]:
    return [reason.message for reason in case.world.see(lambda s: progress.missing(s, case.inspection_id))]


def plan(case: ChiLang, who: str, day: date = NEXT_DAY, place: str = "") -> None:
    actor = case.world.as_(who)
    case.world.do(lambda s: operations.plan_visit(s, actor, case.inspection_id, day, place))


def test_scheduling_plans_the_first_visit(world: World) -> None:
    case = scheduled(world)
    (visit,) = case.visits()
    assert (visit.status, visit.happens_on, visit.place) == (
        "planned", date(2024, 7, 17), "Hội trường UBND huyện Chi Lăng",
    )  # fmt: skip


def test_the_first_visit_moves_the_inspection_to_visiting(world: World) -> None:
    case = scheduled(world)
    case.visit_step("open")
    assert (case.visit.status, case.inspection.status) == ("open", "visiting")
    plan(case, "lead")
    case.visit_step("open")
    assert [visit.status for visit in case.visits()] == ["open", "open"]


@pytest.mark.parametrize("who", ["officer", "edu_member", "leader", "clerk", "district_leader"])
def test_only_the_lead_opens_a_visit(world: World, who: str) -> None:
    case = scheduled(world)
    with pytest.raises(Problem) as raised:
        case.visit_step("open", who)
    assert raised.value.key == "case.not_allowed"
    assert case.inspection.status == "scheduled"


def test_postponing_calls_the_planned_visit_off_and_scheduling_again_plans_another(world: World) -> None:
    case = scheduled(world)
    case.step("postpone", "officer", reason="Mưa lũ")
    assert [visit.status for visit in case.visits()] == ["cancelled"]
    with pytest.raises(Problem) as raised:
        plan(case, "officer")
    assert raised.value.key == "visit.not_plannable"


def test_further_visits_are_planned_by_officer_or_team_and_moved_until_they_begin(world: World) -> None:
    case = visiting(world)
    plan(case, "officer", place="Xã Chi Lăng")
    later = case.visit
    assert (later.ordinal, later.place) == (2, "Xã Chi Lăng")
    lead = world.as_("lead")
    world.do(lambda s: operations.move_visit(s, lead, later.id, later.version, date(2024, 7, 19), ""))
    assert (case.visit.happens_on, case.visit.place) == (date(2024, 7, 19), "Hội trường UBND huyện Chi Lăng")
    with pytest.raises(Problem) as raised:
        world.do(lambda s: operations.move_visit(s, lead, later.id, later.version, NEXT_DAY, ""))
    assert raised.value.key == "row.stale"
    case.visit_step("open")
    with pytest.raises(Problem) as raised:
        world.do(lambda s: operations.move_visit(s, lead, later.id, None, NEXT_DAY, ""))
    assert raised.value.key == "visit.begun"


def test_who_may_not_plan_a_visit_and_when(world: World) -> None:
    case = visiting(world)
    for who, key in (("leader", "forbidden"), ("district_officer", "forbidden"), ("other_officer", "not_found")):
        with pytest.raises(Problem) as raised:
            plan(case, who)
        assert raised.value.key == key
    with pytest.raises(Problem) as raised:
        plan(case, "lead", date(2024, 7, 16))
    assert raised.value.reasons[0].field == "happens_on"


def test_no_visit_is_closed_with_a_required_checklist_missing(world: World) -> None:
    case = visiting(world)
    street = case.site("water_point", "Phố Sặt")
    with pytest.raises(Problem) as raised:
        case.visit_step("close")
    assert raised.value.key == "case.refused"
    told = " ".join(reason.message for reason in raised.value.reasons)
    assert len(raised.value.reasons) == 4
    assert "tại Phố Sặt: chưa ghi" in told
    case.fill_unit()
    case.fill("warning_signs", {"on_list": "yes"}, street)
    assert missing(case) == [
        "Bảng kiểm “Biển cảnh báo tại điểm có nguy cơ đuối nước” tại Phố Sặt: còn 2 mục bắt buộc chưa trả lời."
    ]
    case.fill("warning_signs", HIDDEN_SIGN, street, based_on=1)
    assert missing(case) == []
    case.visit_step("close")
    assert case.visit.status == "closed"


def test_a_contradiction_keeps_the_visit_open_until_it_is_explained(world: World) -> None:
    case = visiting(world)
    case.fill("safe_home", HOMES)
    case.fill("fund_use", FUND)
    wrong = {**SIGNS, "points": 20}
    assert case.fill("warning_signs", wrong).complete is False
    (told,) = missing(case)
    assert "Số biển đã cắm nhiều hơn số điểm đã rà soát" in told
    explained = {**wrong, "_explanations": {"signs_within_points": "Một điểm có hai biển ở hai lối xuống."}}
    kept = case.fill("warning_signs", explained, based_on=1)
    assert kept.complete
    assert kept.answers["_explanations"]["signs_within_points"].startswith("Một điểm")
    case.visit_step("close")


def test_a_site_added_after_the_last_visit_keeps_the_review_from_beginning(world: World) -> None:
    case = visiting(world)
    case.fill_unit()
    case.visit_step("close")
    dam = case.site("water_point", "Đập Bãi Hào")
    with pytest.raises(Problem) as raised:
        case.step("begin_review")
    assert [reason.field for reason in raised.value.reasons] == [f"warning_signs-{dam.id}"]
    case.visit_step("reopen", reason="Bổ sung đập Bãi Hào")
    case.fill("warning_signs", GOOD_SIGN, dam)
    case.visit_step("close")
    case.step("begin_review")
    assert case.inspection.status == "reviewing"


def test_the_review_waits_for_every_visit(world: World) -> None:
    case = visiting(world)
    case.fill_unit()
    plan(case, "lead")
    options = world.see(lambda s: may(s, CaseRef("inspection", case.inspection_id), world.as_("lead")))
    (begin,) = [option for option in options if option.transition.trigger == "begin_review"]
    told = [reason.message for reason in begin.reasons]
    assert told[:2] == [
        "Buổi làm việc thứ 1, ngày 17/7/2024: kết thúc hoặc bỏ buổi này trước.",
        "Buổi làm việc thứ 2, ngày 18/7/2024: kết thúc hoặc bỏ buổi này trước.",
    ]


def test_a_closed_visit_stays_closed_once_the_results_are_put_together(world: World) -> None:
    case = reviewing(world)
    with pytest.raises(Problem) as raised:
        case.visit_step("reopen", reason="Bổ sung")
    assert raised.value.key == "case.refused"
    case.step("resume_visiting", reason="Bổ sung ảnh")
    case.visit_step("reopen", reason="Bổ sung")
    assert case.visit.status == "open"


def test_what_counts_of_the_unit_is_its_newest_answers_and_not_those_of_its_sites(world: World) -> None:
    case = reviewing(world)
    unit = world.see(lambda s: queries.unit_answers(s, case.inspection_id))
    assert set(unit) == {"warning_signs", "safe_home", "fund_use"}
    assert all(found.response.scope == "unit" for found in unit.values())
    assert unit["warning_signs"].answers["points"] == 67
    assert unit["safe_home"].answers["recognised"] == 8_314
    assert unit["fund_use"].answers["spending_total"] == 12_000_000
