"""What must be true before an inspection is scheduled, and what a postponement undoes."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_of
from rasoat.inspections import operations, queries, team
from rasoat.inspections.models import Inspection
from rasoat.plans.data import TargetData
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, may
from tests.inspections.samples import drop, planned, prepared, put, put_date, scheduled, step
from tests.plans.samples import VISIT_ON, approved, joint_plan
from tests.world import World


def refused(world: World, inspection: Inspection, trigger: str, who: str = "officer", **payload: object) -> Problem:
    with pytest.raises(Problem) as raised:
        step(world, inspection.id, trigger, who, **payload)
    return raised.value


def test_every_gap_is_told_at_once(world: World) -> None:
    inspection = planned(world)
    put_date(world, inspection.id, None)
    world.do(lambda s: operations.set_checklists(s, world.as_("officer"), inspection.id, []))
    problem = refused(world, inspection, "schedule")
    assert problem.key == "case.refused"
    assert [reason.field for reason in problem.reasons] == ["scheduled_on", "team", "team", "team", "checklists"]
    words = [reason.message for reason in problem.reasons]
    assert "chưa có trưởng đoàn" in words[1]
    assert "Sở Giáo dục và Đào tạo" in words[2]
    assert "Sở Văn hóa, Thể thao và Du lịch" in words[3]


def test_the_page_knows_the_gaps_beforehand(world: World) -> None:
    inspection = planned(world)
    options = world.see(lambda s: may(s, CaseRef("inspection", inspection.id), world.as_("officer")))
    assert {o.transition.trigger: len(o.reasons) for o in options} == {"schedule": 3, "postpone": 0}


def test_one_member_of_each_agency_is_enough(world: World) -> None:
    inspection = prepared(world)
    drop(world, inspection.id, "culture_member")
    problem = refused(world, inspection, "schedule")
    assert [r.message.split(";")[0] for r in problem.reasons] == [
        "Đoàn chưa có thành viên của Sở Văn hóa, Thể thao và Du lịch"
    ]
    put(world, inspection.id, "culture_leader")
    assert step(world, inspection.id, "schedule", "officer").to_state == "scheduled"


def test_a_person_who_moved_to_the_unit_meanwhile_stops_the_schedule(world: World) -> None:
    inspection = prepared(world)
    moved = world.as_("edu_member").user_id
    world.do(lambda s: accounts.edit_user(s, moved, None, {"agency_id": world.agencies["office"]}))
    problem = refused(world, inspection, "schedule")
    assert [reason.field for reason in problem.reasons] == ["team"]
    assert problem.reasons[0].message.startswith("Triệu Thị Giáo thuộc Phòng Lao động")


def reads(world: World, who: str, inspection: Inspection) -> bool:
    query = select(Inspection.id).where(Inspection.id == inspection.id)
    return world.see(lambda s: s.exec(query.where(queries.inspected_by(actor_now(s, world, who)))).first()) is not None


def actor_now(session: Session, world: World, who: str) -> Actor:
    """The account as it is now."""
    found = actor_of(session, world.as_(who).user_id)
    assert found is not None
    return found


@pytest.mark.parametrize("to", ["office", "district"])
def test_a_member_who_moved_to_the_unit_reads_no_drafts_any_more(world: World, to: str) -> None:
    inspection = scheduled(world)
    moved = world.as_("edu_member").user_id
    assert reads(world, "edu_member", inspection)
    world.do(lambda s: accounts.edit_user(s, moved, None, {"agency_id": world.agencies["culture"]}))
    assert reads(world, "edu_member", inspection), "among the inspecting agencies it does not matter"
    world.do(lambda s: accounts.edit_user(s, moved, None, {"agency_id": world.agencies[to]}))
    assert not reads(world, "edu_member", inspection)


def test_who_belonged_to_the_unit_when_named_reads_on(world: World) -> None:
    data = replace(joint_plan(world), inspection_workflow="inspection_self", cosigner_ids=[])
    inspection = planned(world, data)
    put(world, inspection.id, "district_officer", "lead")
    assert reads(world, "district_officer", inspection)


def test_a_self_inspection_is_led_by_the_unit(world: World) -> None:
    data = replace(joint_plan(world), inspection_workflow="inspection_self", cosigner_ids=[])
    inspection = planned(world, data)
    put(world, inspection.id, "district_officer", "lead")
    put_date(world, inspection.id, VISIT_ON)
    assert step(world, inspection.id, "schedule", "officer").to_state == "scheduled"


def test_only_an_officer_of_the_lead_agency_schedules(world: World) -> None:
    inspection = prepared(world)
    for who in world.actors.keys() - {"officer", "officer2"}:
        assert refused(world, inspection, "schedule", who).key == "case.not_allowed", who


def test_a_postponed_inspection_needs_a_new_date(world: World) -> None:
    inspection = scheduled(world)
    assert refused(world, inspection, "postpone").reasons[0].field == "reason"
    step(world, inspection.id, "postpone", "officer", reason="Mưa lũ")
    assert world.see(lambda s: s.get_one(Inspection, inspection.id)).scheduled_on is None
    assert [reason.field for reason in refused(world, inspection, "schedule").reasons] == ["scheduled_on"]
    put_date(world, inspection.id, VISIT_ON.replace(day=24))
    step(world, inspection.id, "schedule", "officer")
    stored = world.see(lambda s: s.get_one(Inspection, inspection.id))
    assert (stored.status, stored.scheduled_on) == ("scheduled", VISIT_ON.replace(day=24))


def test_only_a_leader_cancels_and_says_why(world: World) -> None:
    inspection = scheduled(world)
    assert refused(world, inspection, "cancel", reason="Trùng kế hoạch").key == "case.not_allowed"
    assert refused(world, inspection, "cancel", "leader").reasons[0].field == "reason"
    step(world, inspection.id, "cancel", "leader", reason="Trùng kế hoạch thanh tra")
    assert refused(world, inspection, "schedule").key == "case.wrong_state"


def seeing(world: World, inspection: Inspection) -> set[str]:
    return {
        who for who in world.actors if world.see(lambda s, who=who: queries.visible(s, inspection.id, world.as_(who)))
    }


def test_the_unit_sees_its_inspection_once_it_is_announced(world: World) -> None:
    inspection = prepared(world)
    office = {
        *("officer", "officer2", "leader", "clerk", "lead", "province_leader"),
        *("edu_member", "edu_officer", "edu_leader", "culture_member", "culture_leader"),
    }
    unit = {"district_officer", "district_leader", "office_officer"}
    assert seeing(world, inspection) == office
    step(world, inspection.id, "schedule", "officer")
    assert seeing(world, inspection) == office | unit
    step(world, inspection.id, "postpone", "officer", reason="Mưa lũ")
    assert seeing(world, inspection) == office | unit


def test_who_never_heard_of_it_hears_nothing_of_its_end(world: World) -> None:
    inspection = prepared(world)
    step(world, inspection.id, "postpone", "officer", reason="Mưa lũ")
    step(world, inspection.id, "cancel", "leader", reason="Trùng kế hoạch")
    assert "district_leader" not in seeing(world, inspection)


def test_a_member_of_the_team_from_elsewhere_sees_the_inspection(world: World) -> None:
    inspection = planned(world)
    assert not world.see(lambda s: queries.visible(s, inspection.id, world.as_("ministry_leader")))
    put(world, inspection.id, "ministry_leader")
    assert world.see(lambda s: queries.visible(s, inspection.id, world.as_("ministry_leader")))


def test_who_is_offered_for_the_team(world: World) -> None:
    """Everybody but those who are in it, administrators and the inspected side; the lead agency first, then who co-signs."""
    inspection = planned(world)
    put(world, inspection.id, "lead", "lead")
    offered = world.see(lambda s: team.candidates(s, inspection))
    names = [[user.username for user in people] for _, people in offered]
    assert names[:3] == [
        ["officer", "officer2", "leader", "clerk"],
        ["edu_leader", "edu_officer", "edu_member"],
        ["culture_leader", "culture_member"],
    ]
    assert {name for group in names for name in group}.isdisjoint(
        {"lead", "admin", "district_officer", "district_leader", "office_officer", "other_officer"}
    )
    drop(world, inspection.id, "lead")
    assert "lead" in [user.username for user in world.see(lambda s: team.candidates(s, inspection))[0][1]]


def test_a_plan_s_inspections_come_by_day_those_without_one_last(world: World) -> None:
    later = TargetData(world.agencies["other_district"], None, date(2024, 8, 6))
    plan = approved(world, replace(joint_plan(world), targets=[later, *joint_plan(world).targets]))
    days = [row.scheduled_on for row in world.see(lambda s: queries.inspections_of(s, plan.id))]
    assert days == [VISIT_ON, date(2024, 8, 6)]
    put_date(world, world.see(lambda s: queries.inspections_of(s, plan.id))[0].id, None)
    found = world.see(lambda s: queries.inspections_of(s, plan.id))
    assert [row.scheduled_on for row in found] == [date(2024, 8, 6), None]
