"""features/plans_joint_plan.feature, step by step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.papers import compose, plan_steps
from rasoat.papers import queries as papers
from rasoat.papers.models import PaperCase
from rasoat.plans import operations, queries
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.units import operations as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef
from rasoat.workflows.journal import entries
from rasoat.workflows.pins import runtime
from tests.plans.samples import approved, draft, joint_plan, numbered, step
from tests.web.browse import Client, inputs
from tests.world import SINCE, World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("plans_joint_plan.feature")

WHO = {
    "chuyên viên Sở Lao động": "officer",
    "lãnh đạo Sở Lao động": "leader",
    "lãnh đạo Sở Giáo dục": "edu_leader",
    "lãnh đạo Sở Văn hóa": "culture_leader",
    "chuyên viên Sở Giáo dục": "edu_member",
    "lãnh đạo UBND tỉnh": "province_leader",
    "lãnh đạo Bộ": "ministry_leader",
    "lãnh đạo huyện": "district_leader",
}


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=clock.VIETNAM).date()


@dataclass
class Told:
    """The plan the scenario is about, and the last refusal."""

    plan: Plan | None = None
    problem: Problem | None = None
    versions: dict[str, int] = field(default_factory=dict)
    communes: dict[str, UUID] = field(default_factory=dict)

    @property
    def id(self) -> Any:
        assert self.plan is not None
        return self.plan.id


@pytest.fixture
def told() -> Told:
    return Told()


def attempt(told: Told, world: World, trigger: str, who: str, **payload: object) -> None:
    told.problem = None
    try:
        step(world, told.id, trigger, who, **payload)
    except Problem as problem:
        told.problem = problem


@given(parsers.parse("hôm nay là ngày {today}"))
def _today(today: str, request: pytest.FixtureRequest) -> None:
    stopped = clock.at(datetime.combine(day(today), time(9), clock.VIETNAM))
    stopped.__enter__()
    request.addfinalizer(lambda: stopped.__exit__(None, None, None))


@given("chuyên viên Sở Lao động soạn kế hoạch liên ngành cùng Sở Giáo dục và Sở Văn hóa")
def _drafted(told: Told, world: World) -> None:
    told.plan = draft(world)


@given("kế hoạch có huyện Chi Lăng vào ngày 17/7/2024")
def _has_target(told: Told, world: World) -> None:
    (target,) = world.see(lambda s: queries.targets(s, told.id))
    assert (target.agency_id, target.planned_on) == (world.agencies["district"], date(2024, 7, 17))


@given("chuyên viên Sở Lao động soạn một kế hoạch chỉ có tên")
def _empty(told: Told, world: World) -> None:
    told.plan = draft(world, joint_plan(world, bases=[], contents=[], cosigner_ids=[], targets=[]))


@given("một kế hoạch khác của Sở Lao động đã mang số 99 năm 2024")
def _other_plan(told: Told, world: World) -> None:
    approved(world)


@when("chuyên viên gửi kế hoạch đi ký")
def _submit(told: Told, world: World) -> None:
    attempt(told, world, "submit", "officer")


@when("chuyên viên rút trình")
def _take_back(told: Told, world: World) -> None:
    attempt(told, world, "take_back", "officer")


@when(parsers.re(r"(?P<who>lãnh đạo [^0-9]+|chuyên viên Sở Giáo dục) ký$"))
def _sign(told: Told, world: World, who: str) -> None:
    attempt(told, world, "co_sign", WHO[who])


@when(parsers.parse('lãnh đạo Sở Văn hóa trả lại vì "{reason}"'))
def _return(told: Told, world: World, reason: str) -> None:
    attempt(told, world, "return_plan", "culture_leader", reason=reason)


@when(parsers.re(r"(?P<who>lãnh đạo Sở Lao động|chuyên viên Sở Lao động) phê duyệt$"))
def _approve(told: Told, world: World, who: str) -> None:
    attempt(told, world, "approve", WHO[who])


@when(parsers.parse("văn thư Sở Lao động cấp số {number} ngày {on} cho văn bản kế hoạch"))
def _number(told: Told, world: World, number: str, on: str) -> None:
    assert told.problem is None
    numbered(world, told.id, 1 if number == "tiếp theo" else int(number), day(on))


@when(parsers.parse('văn thư Sở Lao động trả lại vì "{reason}"'))
def _clerk_returns(told: Told, world: World, reason: str) -> None:
    attempt(told, world, "return_plan", "clerk", reason=reason)


@when(parsers.parse('chuyên viên thứ nhất đổi tên kế hoạch thành "{title}"'))
def _first_edit(told: Told, world: World, title: str) -> None:
    _edit(told, world, "officer", title)


@when(parsers.parse('chuyên viên thứ hai, còn mở trang cũ, đổi tên thành "{title}"'))
def _second_edit(told: Told, world: World, title: str) -> None:
    _edit(told, world, "officer2", title)


def _edit(told: Told, world: World, who: str, title: str) -> None:
    told.problem = None
    changed = joint_plan(world, title=title)
    try:
        world.do(lambda s: operations.edit_plan(s, world.as_(who), told.id, 1, changed))
    except Problem as problem:
        told.problem = problem


@then(parsers.parse('kế hoạch mang số "{reference}"'))
def _has_number(told: Told, world: World, reference: str) -> None:
    assert told.problem is None
    assert world.see(lambda s: s.get_one(Plan, told.id)).reference == reference


@then(parsers.parse("có một cuộc kiểm tra tại huyện Chi Lăng, dự kiến ngày {planned_on}"))
def _made(told: Told, world: World, planned_on: str) -> None:
    (made,) = world.see(lambda s: inspections.inspections_of(s, told.id))
    assert (made.unit_id, made.scheduled_on) == (world.agencies["district"], day(planned_on))


@then(parsers.parse('cuộc kiểm tra dùng bảng kiểm "{first}", "{second}" và biên bản làm việc'))
def _uses(told: Told, world: World, first: str, second: str) -> None:
    (made,) = world.see(lambda s: inspections.inspections_of(s, told.id))
    used = world.see(lambda s: inspections.checklists(s, made.id))
    assert [row.checklist for row in used] == [first, second, "minutes"]


@then(parsers.parse('hệ thống từ chối và nêu "{words}"'))
@then(parsers.parse('hệ thống nêu thêm "{words}"'))
def _refused(told: Told, words: str) -> None:
    assert told.problem is not None
    assert told.problem.key == "case.refused"
    assert any(words in reason.message for reason in told.problem.reasons), told.problem.reasons


@then(parsers.parse('hệ thống không nêu "{words}"'))
def _not_told(told: Told, words: str) -> None:
    assert told.problem is not None
    assert all(words not in reason.message for reason in told.problem.reasons)


@then(parsers.parse('hệ thống từ chối vì việc này thuộc về "{whom}"'))
def _not_yours(told: Told, whom: str) -> None:
    assert told.problem is not None
    assert told.problem.key == "case.not_allowed"
    assert whom in told.problem.todo


@then(parsers.parse('kế hoạch ở trạng thái "{title}"'))
def _state(told: Told, world: World, title: str) -> None:
    plan = world.see(lambda s: s.get_one(Plan, told.id))
    assert world.see(queries.states)[plan.status].title == title


@then("chưa cơ quan nào ký")
def _nobody_signed(told: Told, world: World) -> None:
    assert [row.signed_at for row in world.see(lambda s: queries.cosigners(s, told.id))] == [None, None]


@then(parsers.parse('nhật ký còn ghi lý do "{reason}"'))
def _journal(told: Told, world: World, reason: str) -> None:
    story = world.see(lambda s: [(e.trigger, n.texts if n else None) for e, n in entries(s, CaseRef("plan", told.id))])
    assert story[-1] == ("return_plan", {"reason": reason})


@given("tỉnh có các xã Vân Thủy, Chiến Thắng và xã Hữu Kiên chỉ đến hết ngày 30/6/2024")
def _communes(told: Told, world: World) -> None:
    def settle(session: Session) -> dict[str, UUID]:
        until = {"Vân Thủy": None, "Chiến Thắng": None, "Hữu Kiên": date(2024, 6, 30)}
        return {
            name: units.add_agency(session, parent_id=world.agencies["province"], valid_from=SINCE, valid_to=last,
                                   kind="commune", name=f"Ủy ban nhân dân xã {name}", short_name=f"UBND xã {name}",
                                   symbol="UBND").id for name, last in until.items()
        }  # fmt: skip

    told.communes = world.do(settle)


@when(parsers.parse("chuyên viên mở bản soạn, chọn ngày chung {common} rồi thêm tất cả các xã"))
def _all_communes(told: Told, world: World, client_for: Callable[[str], Client], common: str) -> None:
    client, page = client_for("officer"), f"/plans/{told.id}/edit"
    form = {**inputs(client.get(page)), "title": told.plan.title if told.plan else "", "day": common}
    form |= {
        "inspection_workflow": "inspection",
        "bases-0": "Luật Trẻ em",
        "contents-0-title": "Phòng, chống đuối nước",
    }
    picked = inputs(client.post(page, {**form, "all": "targets:commune"}))
    assert client.post(page, {**form, **picked}).status_code == 303


@then(parsers.parse("bản soạn có thêm xã {names} vào ngày {common}"))
def _has_communes(told: Told, world: World, names: str, common: str) -> None:
    for name in names.split(", "):
        assert _days(told, world)[told.communes[name]] == day(common)


@then(parsers.parse("huyện Chi Lăng vẫn kiểm tra ngày {planned_on}"))
def _own_day(told: Told, world: World, planned_on: str) -> None:
    assert _days(told, world)[world.agencies["district"]] == day(planned_on)


@then(parsers.parse("bản soạn không có xã {name}"))
def _has_not(told: Told, world: World, name: str) -> None:
    assert told.communes[name] not in _days(told, world)


def _days(told: Told, world: World) -> dict[UUID, date]:
    return {row.agency_id: row.planned_on for row in world.see(lambda s: queries.targets(s, told.id))}


@then("chưa có cuộc kiểm tra nào")
def _nothing_made(told: Told, world: World) -> None:
    assert world.see(lambda s: s.exec(select(func.count(col(Inspection.id)))).one()) == 0


def _paper(told: Told, world: World) -> PaperCase:
    case = world.see(lambda s: plan_steps.paper_of(s, told.id))
    assert case is not None
    return case


@then(parsers.parse('văn bản kế hoạch ở trạng thái "{title}"'))
def _paper_state(told: Told, world: World, title: str) -> None:
    case = _paper(told, world)
    states = world.see(lambda s: runtime(s, case.workflow, case.workflow_version).definition.states)
    assert states[case.status].title == title


@then(parsers.parse('văn bản kế hoạch do "{one}" và "{other}" cùng ban hành, cùng ký'))
def _jointly(told: Told, world: World, one: str, other: str) -> None:
    case = _paper(told, world)
    paper = world.see(lambda s: compose.shown(s, case))
    head = " ".join(paper.issuer)
    names = world.see(lambda s: [s.get_one(Agency, world.agencies[key]) for key in ("edu", "culture")])
    assert [agency.name for agency in names] == [one, other]
    assert all(agency.short_name in head for agency in names)
    signed = [signing.name for signing in paper.other_signers]
    assert signed == [world.as_(who).name for who in ("edu_leader", "culture_leader")]
    assert [row.short_name.upper() for row in names] == [signing.capacity_lines[0] for signing in paper.other_signers]


@then("huyện Chi Lăng không thấy văn bản kế hoạch")
def _hidden(told: Told, world: World) -> None:
    case = _paper(told, world)
    assert case.is_out
    assert not world.see(lambda s: papers.visible(s, case.id, world.as_("district_officer")))
    assert world.see(lambda s: papers.visible(s, case.id, world.as_("edu_leader")))


@then("người thứ hai được báo ai đã sửa trước")
def _told_who(told: Told, world: World) -> None:
    assert told.problem is not None
    assert told.problem.key == "row.stale"
    assert world.as_("officer").name in told.problem.what


@then(parsers.parse('tên đang lưu là "{title}"'))
def _stored(told: Told, world: World, title: str) -> None:
    plan = world.see(lambda s: s.get_one(Plan, told.id))
    assert plan.title == title
    assert world.see(lambda s: s.get_one(Agency, plan.lead_agency_id)).symbol == "SLĐTBXH"
