"""features/plans_ky_ngoai.feature, step by step."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, step, then
from sqlmodel import select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.files.operations import StoredFile
from rasoat.inspections import queries as inspections
from rasoat.notifying.models import ToldLine
from rasoat.papers import comparing, plan_steps, signing_outside
from rasoat.papers.models import PaperCase
from rasoat.papers.signed_copies import Scan
from rasoat.papers.signing_outside import SignedFile
from rasoat.plans import mail, queries
from rasoat.plans.models import Plan
from rasoat.plans.rules import SIGNED_OUTSIDE
from rasoat.problems import Problem
from rasoat.workflows.pins import runtime
from tests.papers.samples import messages
from tests.plans.samples import draft, numbered
from tests.plans.samples import step as plan_step
from tests.scenes import day_of
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("plans_ky_ngoai.feature")

SIGNERS = {"edu": "edu_leader", "culture": "culture_leader"}


@pytest.fixture
def story() -> dict[str, Any]:
    return {"refusal": ""}


def move(request: pytest.FixtureRequest, day: date) -> None:
    moved = clock.at(datetime.combine(day, time(9), clock.VIETNAM))
    moved.__enter__()
    request.addfinalizer(lambda: moved.__exit__(None, None, None))


def attempt(story: dict[str, Any], action: Callable[[], Any]) -> None:
    story["refusal"] = ""
    try:
        action()
    except Problem as problem:
        story["refusal"] = messages(problem)


def paper(world: World, story: dict[str, Any]) -> PaperCase:
    found = world.see(lambda s: plan_steps.paper_of(s, story["plan"]))
    assert found is not None
    return found


@given(parsers.parse("hôm nay là ngày {day}"))
def _today(request: pytest.FixtureRequest, day: str) -> None:
    move(request, day_of(day))


@given("kế hoạch đã gửi Sở Giáo dục và Sở Văn hóa cùng ký")
def _submitted(world: World, story: dict[str, Any]) -> None:
    story["plan"] = draft(world).id
    plan_step(world, story["plan"], "submit", "officer")


def send(world: World, story: dict[str, Any], signers: dict[str, str]) -> None:
    case, officer, leader = paper(world, story), world.as_("officer"), world.as_("leader").user_id
    beside: dict[UUID, UUID] = {world.agencies[key]: world.as_(who).user_id for key, who in signers.items()}
    attempt(
        story,
        lambda: world.do(
            lambda s: signing_outside.send_to_sign(s, officer, case.id, leader, case.version, beside=beside)
        ),
    )


@step("chuyên viên trình ký ngoài hệ thống, người ký của từng cơ quan là lãnh đạo")
def _sent(world: World, story: dict[str, Any]) -> None:
    send(world, story, SIGNERS)


@step("chuyên viên trình ký ngoài hệ thống, người ký của Sở Văn hóa là chuyên viên")
def _sent_wrongly(world: World, story: dict[str, Any]) -> None:
    send(world, story, {**SIGNERS, "culture": "culture_member"})


@step(parsers.parse("văn thư ghi nhận ba cơ quan ký ngày {own}, {edu}, {culture}"))
def _recorded(
    request: pytest.FixtureRequest, world: World, story: dict[str, Any], own: str, edu: str, culture: str
) -> None:
    move(request, date(2024, 5, 22))
    case, clerk, number = paper(world, story), world.as_("clerk"), new_id().hex
    scan = Scan(
        StoredFile(number * 2, 9, "application/pdf", "ký.pdf"), StoredFile(number * 2, 8, "image/png", "ký.png")
    )
    file = SignedFile(scan, comparing.Comparison(comparing.SAME))
    days = {world.agencies[key]: day_of(day) for key, day in (("edu", edu), ("culture", culture)) if day != "-"}
    attempt(
        story,
        lambda: world.do(
            lambda s: signing_outside.record_signature(
                s, clerk, case.id, case.version, file, signed_on=day_of(own), how="hand", beside=days
            )
        ),
    )


@step("lãnh đạo Sở Giáo dục ký trên hệ thống")
def _signs_here(world: World, story: dict[str, Any]) -> None:
    plan_step(world, story["plan"], "co_sign", "edu_leader")


@step("chuyên viên rút trình")
def _taken_back(world: World, story: dict[str, Any]) -> None:
    plan_step(world, story["plan"], "take_back", "officer")


@step("chuyên viên gửi kế hoạch đi ký lại")
def _again(world: World, story: dict[str, Any]) -> None:
    plan_step(world, story["plan"], "submit", "officer")


@step(parsers.parse('lãnh đạo Sở Văn hóa trả lại vì "{why}"'))
def _returned(world: World, story: dict[str, Any], why: str) -> None:
    assert not story["refusal"], story["refusal"]
    plan_step(world, story["plan"], "return_plan", "culture_leader", reason=why)


@step(parsers.parse("văn thư cấp số 99 ngày {day}"))
def _numbered(world: World, story: dict[str, Any], day: str) -> None:
    numbered(world, story["plan"], 99, day_of(day))


@then(parsers.parse('kế hoạch ở trạng thái "{title}"'))
def _state(world: World, story: dict[str, Any], title: str) -> None:
    plan = world.see(lambda s: s.get_one(Plan, story["plan"]))
    states = world.see(lambda s: runtime(s, plan.workflow, plan.workflow_version).definition.states)
    assert states[plan.status].title == title, story["refusal"]


@then("bản trình ký nêu người ký của cả ba cơ quan")
def _names(world: World, story: dict[str, Any]) -> None:
    row = world.see(lambda s: signing_outside.to_sign(s, paper(world, story)))
    assert row is not None
    text = signing_outside.frozen_text(row)
    people = [world.as_(who).user_id for who in ("leader", "edu_leader", "culture_leader")]
    names = [world.see(lambda s, one=one: s.get_one(User, one).full_name) for one in people]
    assert [text.signing.name, *(one.name for one in text.other_signers)] == names


@then(parsers.parse('trang kế hoạch ghi "{what}"'))
def _page(client_for: Callable[[str], Client], story: dict[str, Any], what: str) -> None:
    assert what in words(client_for("officer").get(f"/plans/{story['plan']}"))


@then("lãnh đạo Sở Văn hóa được báo chữ ký đã được ghi nhận")
def _told(world: World, story: dict[str, Any]) -> None:
    row = next(
        one
        for one in world.see(lambda s: queries.cosigners(s, story["plan"]))
        if one.agency_id == world.agencies["culture"]
    )
    query = select(ToldLine.account_id).where(ToldLine.event == SIGNED_OUTSIDE, ToldLine.event_id == row.id)
    assert world.see(lambda s: s.exec(query).all()) == [world.as_("culture_leader").user_id]
    letter = world.see(lambda s: mail.signed_outside(s, row.id, "https://kiemtra.example"))
    assert letter is not None and "ký kế hoạch kiểm tra, giám sát năm 2024 ngày 22/05/2024" in letter.body


@then(parsers.parse('cấp số ngày {day} bị từ chối vì "{why}"'))
def _not_before(world: World, story: dict[str, Any], day: str, why: str) -> None:
    attempt(story, lambda: numbered(world, story["plan"], 99, day_of(day)))
    assert why in story["refusal"]


@then("có một cuộc kiểm tra")
def _inspections(world: World, story: dict[str, Any]) -> None:
    assert len(world.see(lambda s: inspections.inspections_of(s, story["plan"]))) == 1


@then(parsers.parse('hệ thống từ chối và nêu "{why}"'))
def _refused(story: dict[str, Any], why: str) -> None:
    assert why in story["refusal"]


@then("không còn bản trình ký nào")
def _voided(world: World, story: dict[str, Any]) -> None:
    assert world.see(lambda s: signing_outside.to_sign(s, paper(world, story))) is None
    assert [row.signer_id for row in world.see(lambda s: queries.cosigners(s, story["plan"]))] == [None, None]


@then("chưa cơ quan nào ký")
def _nobody(world: World, story: dict[str, Any]) -> None:
    assert all(row.signed_at is None for row in world.see(lambda s: queries.cosigners(s, story["plan"])))
