"""features/plans_nhac_ky.feature, step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import col, select

from rasoat import clock
from rasoat.notifying.models import ToldLine
from rasoat.plans import mail, reminding
from rasoat.plans.models import CosignReminder
from rasoat.problems import Problem
from tests.papers.samples import messages
from tests.plans.samples import draft, step
from tests.scenes import day_of
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("plans_nhac_ky.feature")

WHO = {
    "chuyên viên": "officer",
    "lãnh đạo Sở Lao động": "leader",
    "chuyên viên Sở Giáo dục": "edu_officer",
    "lãnh đạo Sở Giáo dục": "edu_leader",
    "lãnh đạo Sở Văn hóa": "culture_leader",
}
AFTER_DAYS = 3


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), clock.VIETNAM)


@dataclass
class Told:
    plan_id: UUID
    today: date
    problem: Problem | None = None


@pytest.fixture
def told() -> Told:
    return Told(UUID(int=0), date(2024, 5, 20))


@given(parsers.parse("hôm nay là ngày {day}"))
def _today(told: Told, day: str) -> None:
    told.today = day_of(day)


@given("kế hoạch đã gửi Sở Giáo dục và Sở Văn hóa cùng ký")
def _submitted(told: Told, world: World) -> None:
    with clock.at(at(told.today)):
        told.plan_id = draft(world).id
        step(world, told.plan_id, "submit", "officer")


@given("lãnh đạo Sở Giáo dục đã ký")
def _signed(told: Told, world: World) -> None:
    with clock.at(at(told.today)):
        step(world, told.plan_id, "co_sign", "edu_leader")


@when("lãnh đạo Sở Văn hóa ký")
def _signs(told: Told, world: World) -> None:
    with clock.at(at(told.today)):
        step(world, told.plan_id, "co_sign", "culture_leader")


@when(parsers.parse("ngày {day}, {who} nhắc ký"))
def _asks(told: Told, world: World, day: str, who: str) -> None:
    told.today, told.problem = day_of(day), None
    with clock.at(at(told.today)):
        try:
            world.do(lambda s: reminding.remind_now(s, world.as_(WHO[who]), told.plan_id))
        except Problem as problem:
            told.problem = problem


@when(parsers.parse("hệ thống làm việc ngày {day}"))
def _works(told: Told, world: World, day: str) -> None:
    told.today = day_of(day)
    with clock.at(at(told.today)):
        world.do(lambda s: reminding.remind_slow(s, told.today, AFTER_DAYS))


@then(parsers.parse("{who} được nhắc {times:d} lần"))
def _told_times(told: Told, world: World, who: str, times: int) -> None:
    account = world.as_(WHO[who]).user_id
    query = select(ToldLine).where(ToldLine.event == reminding.EVENT, ToldLine.account_id == account)
    assert len(world.see(lambda s: s.exec(query).all())) == times


@then(parsers.parse('hệ thống từ chối và nêu "{why}"'))
def _refused(told: Told, why: str) -> None:
    assert told.problem is not None
    assert why in messages(told.problem)


@then(parsers.parse('trang kế hoạch ghi "{what}"'))
def _page(told: Told, client_for: Callable[[str], Client], what: str) -> None:
    with clock.at(at(told.today)):
        assert what in words(client_for("officer").get(f"/plans/{told.plan_id}"))


@then(parsers.parse('thư nhắc có "{what}"'))
def _mail(told: Told, world: World, what: str) -> None:
    row = world.see(lambda s: s.exec(select(CosignReminder).order_by(col(CosignReminder.id))).all()[-1])
    with clock.at(at(told.today)):
        letter = world.see(lambda s: mail.asked_again(s, row.id, "https://kiemtra.example"))
    assert letter is not None
    assert what in letter.body
    assert f"https://kiemtra.example/plans/{told.plan_id}" in letter.body
