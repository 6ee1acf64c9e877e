"""What each role finds on its first page, from the joint plan to the answered recommendation."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from rasoat import clock
from rasoat.outbox.models import MAX_ATTEMPTS, OutboxItem
from rasoat.recommendations.answering import operations as answering
from rasoat.web import today
from rasoat.workflows import CaseRef, fire
from tests.inspections import samples as inspections
from tests.plans import samples as plans
from tests.recommendations import samples
from tests.web.browse import words
from tests.world import World

DAY = date(2024, 7, 10)


def found(world: World, username: str, day: date = DAY) -> dict[str, int]:
    """Titles of the sections with their counts."""
    with clock.use_date(day):
        sections = world.see(lambda db: today.sections(db, world.as_(username), day))
    return {section.title: section.count for section in sections}


def test_a_plan_waits_for_one_hand_after_the_other(world):
    plan = plans.draft(world)
    assert found(world, "officer") == {"Bạn đang soạn": 1}
    assert found(world, "officer2") == {}
    plans.step(world, plan.id, "submit", "officer")
    assert found(world, "officer") == {}
    assert found(world, "edu_leader") == {"Kế hoạch liên ngành chờ cơ quan bạn ký": 1}
    assert found(world, "leader") == {}, "not all have signed"
    plans.step(world, plan.id, "return_plan", "edu_leader", reason="Thiếu căn cứ.")
    assert found(world, "officer") == found(world, "officer2") == {"Bị trả lại để sửa": 1}
    plans.step(world, plan.id, "submit", "officer")
    for who in ("edu_leader", "culture_leader"):
        plans.step(world, plan.id, "co_sign", who)
    assert found(world, "leader") == {"Chờ bạn phê duyệt": 1}
    assert found(world, "edu_leader") == {}
    plans.step(world, plan.id, "approve", "leader")
    assert found(world, "clerk") == {"Chờ cấp số": 1}
    plans.numbered(world, plan.id, 99, clock.today())
    assert found(world, "officer") == {"Cuộc kiểm tra cần xếp lịch": 1}


def test_a_visit_is_near_for_those_it_concerns(world):
    inspections.scheduled(world)
    assert found(world, "officer") == {"Buổi làm việc": 1}
    near = {"Buổi làm việc của bạn": 1, "Chuẩn bị cho buổi làm việc": 1}
    assert found(world, "lead") == found(world, "edu_member") == near
    assert found(world, "district_officer") == found(world, "office_officer") == {"Đoàn kiểm tra sẽ đến": 1}
    for who in ("other_officer", "culture_leader", "clerk"):
        assert found(world, who) == {}
    assert found(world, "lead", date(2024, 6, 1)) == {}, "a month ahead is not today's work"


def test_suggestions_and_the_notice_wait_after_the_visit(world):
    inspection = samples.reviewing(world)
    samples.shortcoming(
        world, inspection.id, "Biển bị che khuất.", status="drafted", edited_by=world.as_("lead").user_id
    )
    assert found(world, "lead", samples.REVIEWED_ON)["Gợi ý ưu điểm, tồn tại chờ quyết định"] == 1
    assert found(world, "officer", samples.REVIEWED_ON)["Cần soạn thông báo kết quả"] == 1


@pytest.fixture
def owed(world):
    inspection = samples.followed_up(world)
    return samples.obligations(world, inspection.id)[0]


def test_obligations_are_new_then_late_then_reported(world, owed):
    after = date(2025, 1, 10)
    assert found(world, "district_officer", samples.ISSUED_ON)["Nội dung mới, chưa xác nhận đã nhận"] == 7
    assert found(world, "district_officer", after)["Quá hạn"] == 7
    assert found(world, "officer", after)["Quá hạn, cần đôn đốc"] == 14
    assert found(world, "leader", after)["Quá hạn theo đơn vị"] == 2
    assert "Quá hạn" not in found(world, "other_officer", after)
    with clock.use_date(after):
        world.do(
            lambda db: answering.answer(
                db,
                world.as_("district_officer"),
                owed.id,
                claim="met",
                text="Đã bố trí kinh phí.",
                files=[],
                expected_version=None,
                command_id=None,
            )
        )
    assert found(world, "officer", after)["Đã báo cáo, chờ xác minh"] == 1
    assert found(world, "district_officer", after)["Quá hạn"] == 6


def test_an_extension_is_asked_and_its_result_told(world, owed):
    day = samples.ISSUED_ON
    ref = CaseRef("obligation", owed.id)
    with clock.use_date(day):
        until = {"until": date(2025, 3, 1), "reason": "Chờ ngân sách."}
        world.do(lambda db: fire(db, ref, "ask_extension", world.as_("district_officer"), payload=until))
    assert found(world, "officer", day)["Xin gia hạn"] == found(world, "leader", day)["Xin gia hạn"] == 1
    with clock.use_date(day):
        no = {"reason": "Còn đủ thời gian."}
        world.do(lambda db: fire(db, ref, "refuse_extension", world.as_("officer"), payload=no))
    assert found(world, "district_officer", day)["Kết quả xin gia hạn"] == 1
    assert "Xin gia hạn" not in found(world, "officer", day)


@pytest.mark.parametrize(("days", "shown"), [(0, True), (29, True), (30, True), (31, False), (60, False), (299, False)])
def test_the_result_of_an_extension_is_told_for_a_month(world, owed, days, shown):
    day, ref = date(2024, 10, 1), CaseRef("obligation", owed.id)
    with clock.use_date(day):
        until = {"until": date(2026, 3, 1), "reason": "Chờ ngân sách."}
        world.do(lambda db: fire(db, ref, "ask_extension", world.as_("district_officer"), payload=until))
        world.do(lambda db: fire(db, ref, "grant_extension", world.as_("officer"), payload=until))
    told = found(world, "district_officer", day + timedelta(days=days))
    assert ("Kết quả xin gia hạn" in told) == shown


def test_the_most_urgent_stands_first_and_the_order_is_the_same_each_time(world, owed):
    def read(db: Session) -> list[date | None]:
        sections = today.sections(db, world.as_("district_officer"), samples.ISSUED_ON)
        return [item.due_on for section in sections for item in section.items if item.due_on]

    first = world.see(read)
    assert first == sorted(first)
    assert all(world.see(read) == first for _ in range(3))
    assert len(first) <= 8, "the rest is behind “Xem tất cả”"


def test_the_keeper_sees_what_could_not_be_sent(world, app):
    world.do(
        lambda db: db.add(OutboxItem(kind="told_line", key="k", attempts=MAX_ATTEMPTS, error="connection refused"))
    )
    with app.app_context():
        told = found(world, "admin")
    assert list(told) == ["Việc gửi ra ngoài bị hỏng", "Còn phải làm"], "what is broken comes before what is left"
    assert told["Việc gửi ra ngoài bị hỏng"] == 1


def test_figures(world, owed):
    tiles = world.see(lambda db: today.tiles(db, world.as_("leader"), date(2025, 1, 10)))
    assert [tile.value for tile in tiles] == [14, 14, 0, 0]
    assert world.see(lambda db: today.tiles(db, world.as_("clerk"), DAY)) == []


def test_the_navigation_counts_what_waits(world, owed):
    count = world.see(lambda db: today.badges(db, world.as_("district_officer"), samples.ISSUED_ON))
    assert count == {"obligations.inbox": 7}
    late = world.see(lambda db: today.badges(db, world.as_("officer"), date(2025, 1, 10)))
    assert late["followup.board"] == 14


@pytest.mark.parametrize("username", ["officer", "leader", "district_officer", "lead", "clerk", "admin"])
def test_the_page_shows_it_with_working_links(world, owed, client_for, username):
    client = client_for(username)
    page = client.get("/")
    assert page.status_code == 200
    assert 'href=""' not in page.text
    links = {part.split('"')[0] for part in page.text.split('class="row-link" href="')[1:]}
    assert all(client.get(link.replace("&amp;", "&")).status_code == 200 for link in links), links
    if not links:
        assert "Hôm nay chưa có việc nào chờ bạn" in words(page)


def test_the_numbers_of_the_navigation_are_found_by_indexes_and_end(world, owed, monkeypatch):
    """They stand on every page: they may not cost more because the province is older."""
    monkeypatch.setattr(import_module("rasoat.web.today.badges"), "MOST", 5)
    officer, late = world.as_("officer"), date(2025, 1, 10)
    assert world.see(lambda db: today.badges(db, officer, late))["followup.board"] == 6, (
        "one more says that there are more"
    )
    if not world.database.is_sqlite:
        return
    asked: list[tuple[str, Any]] = []
    event.listen(world.database.engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    world.see(lambda db: today.badges(db, officer, late))
    plans = world.see(
        lambda db: [
            str(db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all())
            for text, values in [*asked]
        ]
    )
    for index in ("ix_obligation_open_of_agency", "ix_proposal_open_of_agency"):
        assert any(index in plan for plan in plans), plans
