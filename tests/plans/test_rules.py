"""The path of a plan: submitted, signed by each agency once, returned, approved under a free number."""

import pytest

from rasoat.inspections import queries as inspections
from rasoat.papers import plan_steps
from rasoat.plans import queries
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, fire, may
from tests.plans.samples import SIGNED_ON, SYMBOL, TITLE, VISIT_ON, approved, draft, joint_plan, numbered, step
from tests.shipped import version
from tests.world import World


def refused(world: World, plan: Plan, trigger: str, who: str, **payload: object) -> Problem:
    with pytest.raises(Problem) as raised:
        step(world, plan.id, trigger, who, **payload)
    return raised.value


def test_an_empty_plan_is_not_submitted_and_says_all_that_is_missing(world: World) -> None:
    plan = draft(world, joint_plan(world, bases=[], contents=[], targets=[]))
    problem = refused(world, plan, "submit", "officer")
    assert problem.key == "case.refused"
    assert {reason.field for reason in problem.reasons} == {"bases", "contents", "targets"}


def test_the_page_knows_these_reasons_beforehand(world: World) -> None:
    plan = draft(world, joint_plan(world, bases=[], targets=[]))
    (submit,) = world.see(lambda s: may(s, CaseRef("plan", plan.id), world.as_("officer")))
    assert [reason.field for reason in submit.reasons] == ["targets", "bases"]


def test_each_agency_signs_once(world: World) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "co_sign", "edu_leader")
    signed = {row.agency_id: row.signed_by for row in world.see(lambda s: queries.cosigners(s, plan.id))}
    assert signed == {
        world.agencies["edu"]: world.as_("edu_leader").user_id,
        world.agencies["culture"]: None,
    }
    problem = refused(world, plan, "co_sign", "edu_leader")
    assert "đã ký lúc 09:00 ngày 20/05/2024" in problem.reasons[0].message


def test_nobody_else_signs(world: World) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    for who in world.actors.keys() - {"edu_leader", "culture_leader"}:
        assert refused(world, plan, "co_sign", who).key == "case.not_allowed", who


def test_a_returned_plan_loses_its_signatures(world: World) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "co_sign", "edu_leader")
    assert refused(world, plan, "return_plan", "culture_leader").reasons[0].field == "reason"
    step(world, plan.id, "return_plan", "culture_leader", reason="Thêm nội dung về bể bơi")
    assert all(row.signed_at is None for row in world.see(lambda s: queries.cosigners(s, plan.id)))
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "co_sign", "edu_leader")


def test_approval_waits_for_every_signature_and_names_the_missing_ones(world: World) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    problem = refused(world, plan, "approve", "leader")
    assert [reason.message.split(" chưa ký")[0] for reason in problem.reasons] == [
        "Sở Giáo dục và Đào tạo",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]


def test_plans_numbered_by_hand_before_are_not_numbered_again(world: World) -> None:
    """A plan of before, whose leader typed its number, stands in no register: the series has to begin after it."""
    old = draft(world)
    world.do(lambda s: [setattr(s.get_one(Plan, old.id), *one) for one in (("number", 7), ("signed_on", SIGNED_ON))])
    plan = draft(world, joint_plan(world, cosigner_ids=[]))
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "approve", "leader")
    paper = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert paper is not None
    ref, clerk = CaseRef("paper", paper.id), world.as_("clerk")
    with pytest.raises(Problem) as told:
        world.do(lambda s: fire(s, ref, "number", clerk, payload={"issued_on": SIGNED_ON}))
    assert "đã có kế hoạch số 7" in told.value.reasons[0].message
    numbered(world, plan.id, 8)
    assert world.see(lambda s: s.get_one(Plan, plan.id)).number == 8


def test_a_plan_whose_paper_has_its_number_does_not_go_back(world: World) -> None:
    plan = draft(world, joint_plan(world, cosigner_ids=[]))
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "approve", "leader")
    paper = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert paper is not None
    world.do(
        lambda s: fire(s, CaseRef("paper", paper.id), "number", world.as_("clerk"), payload={"issued_on": SIGNED_ON})
    )
    told = refused(world, plan, "return_plan", "clerk", reason="Sai số.")
    assert "đã có số 01/" in told.reasons[0].message


def test_approval_gives_the_number_and_makes_one_inspection_for_each_target(world: World) -> None:
    plan = approved(world)
    stored = world.see(lambda s: s.get_one(Plan, plan.id))
    assert (stored.status, stored.reference, stored.signed_on) == ("approved", f"99/{SYMBOL}", SIGNED_ON)
    assert "99 khln" in stored.search_text
    (made,) = world.see(lambda s: inspections.inspections_of(s, plan.id))
    assert (made.status, made.workflow, made.plan_id) == ("planned", "inspection", plan.id)
    assert (made.unit_id, made.office_id) == (world.agencies["district"], world.agencies["office"])
    assert (made.scheduled_on, made.place) == (VISIT_ON, "Hội trường UBND huyện Chi Lăng")
    assert made.unit_name == "Ủy ban nhân dân huyện Chi Lăng"
    used = world.see(lambda s: inspections.checklists(s, made.id))
    pinned = [(c.checklist, c.checklist_version, c.required) for c in used]
    # The minutes are everybody's, and may stay empty.
    wanted = (("warning_signs", True), ("safe_home", True), ("minutes", False))
    assert pinned == [(name, version(name), required) for name, required in wanted]


def test_the_plan_chooses_the_kind_of_its_inspections(world: World) -> None:
    plan = approved(world, joint_plan(world, inspection_workflow="inspection_self"))
    (made,) = world.see(lambda s: inspections.inspections_of(s, plan.id))
    assert made.workflow == "inspection_self"
    assert made.title == "Tự kiểm tra của đơn vị: UBND huyện Chi Lăng"


def test_a_plan_closes_after_all_its_inspections(world: World) -> None:
    plan = approved(world)
    step(world, plan.id, "begin", "officer")
    problem = refused(world, plan, "close", "officer")
    assert problem.reasons[0].message.startswith("Cuộc kiểm tra tại Ủy ban nhân dân huyện Chi Lăng đang")
    assert TITLE not in problem.reasons[0].message
