"""Drafting and editing a plan: every fault at once, nobody's work overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from rasoat import clock
from rasoat.plans import operations, queries
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units import operations as units
from rasoat.workflows.registry import kinds
from tests.plans.samples import SYMBOL, TITLE, VISIT_ON, approved, draft, joint_plan, step
from tests.world import SINCE, World


def test_the_planned_joint_check_is_offered_first(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"a_last": "inspection", "inspection": "inspection", "b_first": "inspection", "aaa": "plan"}
    stored = [SimpleNamespace(id=name, kind=kind, title=f"{9 - n}") for n, (name, kind) in enumerate(kinds.items())]
    monkeypatch.setattr(queries.pins, "stored", lambda session: reversed(stored))
    assert list(queries.inspection_workflows(None)) == ["inspection", "a_last", "b_first"]


def test_a_plan_keeps_everything_that_was_written(world: World) -> None:
    plan = draft(world)
    assert (plan.title, plan.symbol, plan.status) == (TITLE, SYMBOL, "drafted")
    assert plan.reference == ""
    assert [b.text for b in world.see(lambda s: queries.bases(s, plan.id))] == ["Luật Trẻ em ngày 05 tháng 4 năm 2016"]
    assert [c.checklist for c in world.see(lambda s: queries.contents(s, plan.id))] == [
        "warning_signs",
        "safe_home",
        "",
    ]
    signers = [c.agency_id for c in world.see(lambda s: queries.cosigners(s, plan.id))]
    assert signers == [world.agencies["edu"], world.agencies["culture"]]
    (target,) = world.see(lambda s: queries.targets(s, plan.id))
    assert (target.planned_on, target.office_id) == (VISIT_ON, world.agencies["office"])


@pytest.mark.parametrize(("years", "possible"), [(-11, False), (-10, True), (2, True), (3, False)])
def test_a_plan_is_for_a_year_within_reach(world: World, years: int, possible: bool) -> None:
    data = joint_plan(world, year=clock.today().year + years, targets=[])
    if possible:
        assert draft(world, data).year == data.year
        return
    with pytest.raises(Problem) as refused:
        draft(world, data)
    assert [reason.field for reason in refused.value.reasons] == ["year"]


def test_a_plan_is_called_by_its_number_once_it_has_one(world: World) -> None:
    label = kinds["plan"].label
    drafted, signed = draft(world), approved(world)
    assert world.see(lambda s: label(s, drafted.id)) == f"Kế hoạch “{TITLE}”"
    assert world.see(lambda s: label(s, signed.id)) == f"Kế hoạch 99/{SYMBOL}"


def test_a_symbol_is_made_from_the_agencies_when_none_is_given(world: World) -> None:
    assert draft(world, joint_plan(world, symbol=" ")).symbol == "KHLN-SLĐTBXH-SGDĐT-SVHTTDL"
    assert draft(world, joint_plan(world, symbol="", cosigner_ids=[])).symbol == "KH-SLĐTBXH"


def test_only_an_officer_drafts(world: World) -> None:
    for who in ("leader", "clerk", "lead", "district_officer", "district_leader", "admin"):
        with pytest.raises(Problem) as refused:
            world.do(lambda s, who=who: operations.draft_plan(s, world.as_(who), joint_plan(world)))
        assert refused.value.key == "forbidden", who


def test_all_faults_are_told_at_once(world: World) -> None:
    wrong = joint_plan(
        world,
        title=" ",
        year=1990,
        inspection_workflow="paper",
        bases=[""],
        contents=[ContentData(""), ContentData("Quỹ", "no_such_checklist")],
        cosigner_ids=[world.agencies["dept"], world.agencies["district"], uuid4(), world.agencies["dept"]],
        targets=[
            TargetData(world.agencies["edu"], None, VISIT_ON),
            TargetData(world.agencies["district"], world.agencies["other_district"], VISIT_ON),
            TargetData(world.agencies["district"], None, date(2009, 7, 17)),
        ],
    )
    with pytest.raises(Problem) as refused:
        draft(world, wrong)
    told = [(reason.field, reason.message) for reason in refused.value.reasons]
    fields = [field for field, _ in told]
    assert refused.value.key == "form.invalid"
    assert fields.count("title") == fields.count("year") == fields.count("bases") == 1
    assert fields.count("inspection_workflow") == 1
    assert fields.count("contents") == 2
    # Twice the lead agency, a district, an unknown one, and the second line again.
    assert [field for field in sorted(fields) if field.startswith("cosigners")] == [
        *("cosigners-0", "cosigners-1", "cosigners-2", "cosigners-3", "cosigners-3")
    ]
    assert ("targets-0-agency_id", "Chọn một đơn vị được kiểm tra trong danh sách.") in told
    assert ("targets-1-office_id", "Phòng chuyên môn phải thuộc UBND huyện Chi Lăng.") in told
    assert ("targets-2-agency_id", "Đơn vị này đã có ở dòng trên.") in told
    gone = "UBND huyện Chi Lăng không hoạt động vào ngày dự kiến; chọn đơn vị kế thừa."
    assert ("targets-2-planned_on", gone) in told


def test_an_edit_replaces_the_draft(world: World) -> None:
    plan = draft(world)
    changed = joint_plan(world, title="Tên mới", bases=["Nghị định A", "Nghị định B"], cosigner_ids=[])
    edited = world.do(lambda s: operations.edit_plan(s, world.as_("officer2"), plan.id, plan.version, changed))
    assert (edited.title, edited.version) == ("Tên mới", plan.version + 1)
    assert [b.text for b in world.see(lambda s: queries.bases(s, plan.id))] == ["Nghị định A", "Nghị định B"]
    assert world.see(lambda s: queries.cosigners(s, plan.id)) == []
    assert world.see(lambda s: s.get_one(Plan, plan.id)).search_text.startswith("ten moi")


def test_an_edit_writes_only_what_changed(world: World) -> None:
    """Of hundreds of units the rows stay that are the same: nothing but the changed one is written and sealed anew."""
    district, other = world.agencies["district"], world.agencies["other_district"]
    before = joint_plan(world, targets=[*joint_plan(world).targets, TargetData(other, None, VISIT_ON, "Hội trường")])
    plan = draft(world, before)

    def rows() -> dict[str, dict[Any, Any]]:
        read = {"bases": queries.bases, "contents": queries.contents, "signers": queries.cosigners}
        found = {
            name: {row.ordinal: row.id for row in world.see(lambda s, q=q: q(s, plan.id))} for name, q in read.items()
        }
        targets = world.see(lambda s: queries.targets(s, plan.id))
        return found | {"targets": {row.agency_id: (row.id, row.planned_on, row.place) for row in targets}}

    def edit(data: PlanData) -> dict[str, dict[Any, Any]]:
        world.do(lambda s: operations.edit_plan(s, world.as_("officer"), plan.id, None, data))
        return rows()

    stored = rows()
    assert edit(before) == stored
    moved = edit(replace(before, targets=[replace(before.targets[0], planned_on=date(2024, 7, 18)), before.targets[1]]))
    assert moved == stored | {
        "targets": stored["targets"]
        | {district: (stored["targets"][district][0], date(2024, 7, 18), before.targets[0].place)}
    }
    fewer = edit(replace(before, targets=before.targets[1:], cosigner_ids=before.cosigner_ids[::-1]))
    assert fewer["targets"] == {other: stored["targets"][other]}
    assert fewer["bases"] == stored["bases"]
    signers = world.see(lambda s: queries.cosigners(s, plan.id))
    assert [row.agency_id for row in signers] == before.cosigner_ids[::-1]


def test_a_plan_of_many_units_is_saved_with_few_statements(world: World) -> None:
    """Not one for each unit, whether it is new, changed, the same or gone."""
    here = world.agencies["province"]

    def found(session: Session) -> list[UUID]:
        return [
            units.add_agency(session, parent_id=here, valid_from=SINCE, kind="commune", name=f"Ủy ban nhân dân xã {number}",
                             short_name=f"UBND xã {number}", symbol="UBND").id for number in range(40)
        ]  # fmt: skip

    communes = world.do(found)
    targets = [TargetData(one, None, VISIT_ON, "Trụ sở") for one in communes]
    with statements() as sent:
        plan = draft(world, joint_plan(world, targets=targets))
    assert len(sent) < 40, sent
    moved = [replace(one, planned_on=date(2024, 8, 1)) for one in targets[:30]]
    with statements() as sent:
        edited = joint_plan(world, targets=moved)
        world.do(lambda s: operations.edit_plan(s, world.as_("officer"), plan.id, None, edited))
    assert len(sent) < 40, sent
    assert {row.planned_on for row in world.see(lambda s: queries.targets(s, plan.id))} == {date(2024, 8, 1)}


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that are sent meanwhile, by readers and writers."""
    sent: list[str] = []

    def note(*given: Any) -> None:
        sent.append(given[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_stale_edit_overwrites_nothing_and_names_who_was_first(world: World) -> None:
    plan = draft(world)
    first = joint_plan(world, title="Của người thứ nhất")
    world.do(lambda s: operations.edit_plan(s, world.as_("officer"), plan.id, 1, first))
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.edit_plan(s, world.as_("officer2"), plan.id, 1, joint_plan(world, title="Chậm")))
    assert refused.value.key == "row.stale"
    assert world.as_("officer").name in refused.value.what
    assert "09:00 ngày 20/05/2024" in refused.value.what
    assert world.see(lambda s: s.get_one(Plan, plan.id)).title == "Của người thứ nhất"


def test_a_step_of_the_workflow_makes_an_edit_stale_too(world: World) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    with clock.at(datetime(2024, 5, 21, 2, tzinfo=UTC)):
        step(world, plan.id, "return_plan", "edu_leader", reason="Bổ sung nội dung")
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.edit_plan(s, world.as_("officer"), plan.id, 1, joint_plan(world)))
    assert refused.value.key == "row.stale"
    assert world.as_("edu_leader").name in refused.value.what


def test_what_was_sent_for_signing_is_not_edited(world: World) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.edit_plan(s, world.as_("officer"), plan.id, None, joint_plan(world)))
    assert refused.value.key == "plan.not_editable"
    assert "Đang lấy chữ ký liên ngành" in refused.value.what


def test_cosigners_read_the_draft_but_do_not_edit_it(world: World) -> None:
    plan = draft(world)
    with pytest.raises(Problem) as refused:
        world.do(lambda s: operations.edit_plan(s, world.as_("edu_leader"), plan.id, 1, joint_plan(world)))
    assert refused.value.key == "forbidden"


def test_who_sees_a_plan(world: World) -> None:
    plan = draft(world, replace(joint_plan(world), cosigner_ids=[world.agencies["edu"]]))
    seeing = {who for who in world.actors if world.see(lambda s, who=who: queries.visible(s, plan.id, world.as_(who)))}
    assert seeing == {
        *("officer", "officer2", "leader", "clerk", "lead"),
        *("edu_member", "edu_officer", "edu_leader"),
        "province_leader",
    }


def test_a_plan_that_may_not_be_seen_is_not_found(world: World) -> None:
    plan = draft(world)
    for plan_id in (plan.id, uuid4()):
        with pytest.raises(Problem) as refused:
            world.see(lambda s, wanted=plan_id: queries.require_visible(s, wanted, world.as_("other_officer")))
        assert refused.value.key == "not_found"
