"""The reports of a big plan are sent some at a time: the rest by the worker, once each, and not at all once the plan is recalled."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.outbox.models import MAX_ATTEMPTS, OutboxItem
from rasoat.outbox.operations import run_due, try_again
from rasoat.owed import operations
from rasoat.papers import mail, plan_steps, sending_reports
from rasoat.plans.data import ReportData
from rasoat.plans.models import Plan
from rasoat.workflows import CaseRef, fire
from tests.owed.samples import asked, owed
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
MAY_20 = date(2024, 5, 20)
MONTHLY = ReportData("Báo cáo tháng", "both", date(2024, 8, 31), repeats="month", until=date(2024, 11, 30))
GOES_ON = "Đang gửi việc báo cáo cho từng cơ quan"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(operations, "AT_ONCE", 3)
    with clock.use_date(MAY_20):
        yield


def work(world: World) -> int:
    return run_due(world.database, sending_reports.handlers())


def pairs(world: World, plan: Plan) -> list[tuple[UUID, UUID]]:
    return sorted((row.source_id, row.addressee_id) for row in owed(world, plan.id))


def test_the_worker_sends_what_the_issue_left(world: World, client_for: Browser) -> None:
    plan = asked(world, MONTHLY)
    play_on(world, MAY_20)
    assert len(pairs(world, plan)) == 3
    for address in (f"/plans/{plan.id}", f"/owed/plan/{plan.id}"):
        assert GOES_ON in words(client_for("officer").get(address))
    assert work(world) == 1
    found = owed(world, plan.id)
    assert len(pairs(world, plan)) == len(set(pairs(world, plan))) == 12
    assert {(row.status, row.issued_on) for row in found} == {("issued", MAY_20)}
    assert len({row.due_on for row in found}) == 4
    for address in (f"/plans/{plan.id}", f"/owed/plan/{plan.id}"):
        assert GOES_ON not in words(client_for("officer").get(address))
    assert work(world) == 0


@pytest.mark.parametrize("seed", [2, 9])
def test_a_worker_that_dies_again_and_again_sends_each_once(
    world: World, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, choose, write = asked(world, MONTHLY), random.Random(seed), world.database.write
    item = world.see(lambda s: s.exec(select(OutboxItem).where(OutboxItem.kind == sending_reports.GO_ON)).one())
    take_turn, deaths = sending_reports.handlers()[sending_reports.GO_ON], 0

    def dying(operation: Callable[[Session], Any]) -> Any:
        def dies(session: Session) -> Any:
            found = operation(session)
            if choose.random() < 0.5:
                raise SystemExit("the machine stops")
            return found

        return write(dies)

    monkeypatch.setattr(world.database, "write", dying)
    while len(pairs(world, plan)) < 12:
        try:
            take_turn(world.database, item.payload)
        except SystemExit:
            deaths += 1
    assert deaths
    assert len(set(pairs(world, plan))) == len(pairs(world, plan)) == 12


def test_nothing_more_is_sent_of_a_plan_that_was_recalled(world: World, client_for: Browser) -> None:
    plan, leader = asked(world, MONTHLY), world.as_("leader")
    paper = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert paper is not None
    ref = CaseRef("paper", paper.id)
    world.do(lambda s: fire(s, ref, "recall", leader, payload={"reason": "Ghi nhầm căn cứ."}))
    assert work(world) == 1
    assert len(pairs(world, plan)) == 3
    assert all(row.suspended_on for row in owed(world, plan.id))
    # A plan's paper is never replaced by another paper, so nobody is told to wait for one.
    assert all("không có văn bản thay thế" in row.suspended_because for row in owed(world, plan.id))
    told = world.see(lambda s: mail.recalled(s, paper.id, "https://rasoat.example"))
    assert told is not None and "thay thế" not in told.body and "rút từng nội dung" in told.body
    page = words(client_for("leader").get(f"/papers/{paper.id}"))
    assert "Văn bản này không có văn bản thay thế" in page
    play_on(world, MAY_20)
    assert GOES_ON not in words(client_for("officer").get(f"/plans/{plan.id}"))


def test_the_rest_is_sent_of_a_plan_whose_paper_gave_way_to_another(world: World) -> None:
    plan, leader = asked(world, MONTHLY), world.as_("leader")
    paper = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert paper is not None
    ref = CaseRef("paper", paper.id)
    world.do(lambda s: fire(s, ref, "replace", leader, payload={"reason": "Có kế hoạch điều chỉnh."}))
    work(world)
    assert len(pairs(world, plan)) == 12


def test_the_pages_say_that_the_worker_gave_up_and_who_lets_it_go_on(world: World, client_for: Browser) -> None:
    plan = asked(world, MONTHLY)
    item = select(OutboxItem).where(OutboxItem.kind == sending_reports.GO_ON)
    world.do(lambda s: setattr(s.exec(item).one(), "attempts", MAX_ATTEMPTS))
    play_on(world, MAY_20)
    for address in (f"/plans/{plan.id}", f"/owed/plan/{plan.id}"):
        page = words(client_for("officer").get(address))
        assert GOES_ON not in page and "hệ thống đã thôi thử vì lỗi. Nhờ quản trị mở trang" in page
    world.do(lambda s: try_again(s, s.exec(item).one().id))
    for address in (f"/plans/{plan.id}", f"/owed/plan/{plan.id}"):
        page = words(client_for("officer").get(address))
        assert GOES_ON in page and "đã thôi thử" not in page


def test_after_its_time_the_worker_lets_others_work_and_comes_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = asked(world, MONTHLY)
    monkeypatch.setattr(sending_reports, "SECONDS", -1.0)
    for count in (6, 9, 12):
        assert work(world) == 1
        assert len(pairs(world, plan)) == count


def test_what_the_clerk_began_is_sent_when_the_account_is_closed_meanwhile(world: World) -> None:
    plan, clerk = asked(world, MONTHLY), world.as_("clerk").user_id

    def close(session: Session) -> None:
        session.get_one(User, clerk).active = False

    world.do(close)
    work(world)
    assert len(pairs(world, plan)) == 12
