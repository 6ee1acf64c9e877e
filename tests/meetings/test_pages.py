"""The pages of meetings: forms that keep what was typed, words that stay words, long tasks, search, taking out."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat.meetings import operations, queries
from rasoat.meetings.models import Meeting
from rasoat.papers import compose
from rasoat.papers import operations as papers
from rasoat.papers.registry import kind_named
from rasoat.problems import Problem
from rasoat.recommendations.answering import operations as answering
from tests.exporting.taken import statements, take
from tests.meetings.samples import BODY, COMMON, MATTER, PLAN, TEACH, TITLE, meeting_data, prepared
from tests.papers.samples import words_of
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]
HTML = "<b>Đậm</b> <script>alert(1)</script> {matter}"


def form(world: World, **values: object) -> dict[str, object]:
    return {
        "body_name": BODY, "body_sign": "BCĐ", "matter": MATTER, "held_on": "24/1/2024", "place": "Hội trường",
        "chair_name": "Đỗ Văn Tỉnh", "chair_position": "Trưởng Ban", "chair_office": "Phó Chủ tịch UBND tỉnh",
        "chair_agency_id": str(world.agencies["province"]), "secretary": "", "guests": "", "minutes": "", "conclusions": "",
        "members-0-agency_id": str(world.agencies["edu"]), "members-0-people": "Đinh Văn Dục", **values,
    }  # fmt: skip


def meetings(world: World) -> list[Meeting]:
    return world.see(lambda s: list(s.exec(select(Meeting).order_by(Meeting.held_on, Meeting.id))))


def test_an_officer_writes_a_meeting_and_the_next_begins_with_it(world: World, client_for: Browser) -> None:
    officer = client_for("officer")
    assert "Lập cuộc họp đầu tiên" in words(officer.get("/meetings/"))
    done = officer.post("/meetings/new", form(world))
    assert done.status_code == 303
    shown = words(officer.get(done.location))
    assert TITLE in shown
    assert "Sở Giáo dục và Đào tạo: Đinh Văn Dục" in shown
    following = officer.get("/meetings/new").text
    assert BODY in following
    assert "Đinh Văn Dục" not in following
    assert MATTER not in following
    [row] = meetings(world)
    changed = officer.post(f"/meetings/{row.id}/edit", form(world, place="Phòng họp số 2", version=str(row.version)))
    assert changed.status_code == 303
    stale = officer.post(f"/meetings/{row.id}/edit", form(world, place="Phòng họp số 3", version=str(row.version)))
    assert stale.status_code == 409
    assert "Phòng họp số 3" in stale.text
    assert "Phòng họp số 2" in words(stale)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"body_sign": "1 / 2"}, "Ký hiệu chỉ có chữ, số, gạch nối"),
        ({"held_on": "31/2/2024"}, "ngày"),
        ({"chair_name": " "}, "Nhập họ tên người chủ trì"),
        ({"members-1-agency_id": "x", "members-1-people": "Người giữ lại"}, "Cơ quan này không hoạt động vào ngày họp"),
    ],
)
def test_refused_input_keeps_its_text(world: World, client_for: Browser, values: dict[str, object], told: str) -> None:
    refused = client_for("officer").post("/meetings/new", form(world, **values, place="Nơi đã gõ"))
    assert refused.status_code == 422
    assert told in words(refused)
    assert "Nơi đã gõ" in refused.text
    assert meetings(world) == []


def test_words_stay_words_on_the_page_and_in_the_notice(world: World, client_for: Browser) -> None:
    held = prepared(world, conclusions=HTML)
    held.step("hold")
    held.add(HTML, "edu")
    held.step("conclude")
    page = client_for("officer").get(f"/meetings/{held.meeting_id}").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    said = words_of(held.drafted().paper)
    assert said.count("<script>alert(1)</script> {matter}") == 2
    preview = client_for("officer").get(f"/papers/{held.paper_id}").text
    assert "<script>alert(1)" not in preview


def test_a_task_of_twenty_pages_is_kept_whole(world: World, client_for: Browser) -> None:
    long = " ".join(f"Việc thứ {number} phải làm đầy đủ, đúng hạn." for number in range(1, 1400))
    held = prepared(world)
    held.step("hold")
    fields = {"text": long, "due_on": "", "addressees-pick": str(world.agencies["edu"])}
    assert client_for("officer").post(f"/meetings/{held.meeting_id}/tasks/new", fields).status_code == 303
    held.step("conclude")
    assert "Việc thứ 1399 phải làm" in words_of(held.drafted().paper)
    too_long = {**fields, "text": "x" * 100_001}
    refused = client_for("officer").post(f"/meetings/{prepared(world).meeting_id}/tasks/new", too_long)
    assert refused.status_code == 422


def test_tasks_are_edited_and_removed_until_the_conclusions_stand(world: World, client_for: Browser) -> None:
    held, officer = prepared(world), client_for("officer")
    first, second = held.add(TEACH, "edu"), held.add(PLAN, "dept")
    page = f"/meetings/tasks/{first.id}"
    assert TEACH in words(officer.get(page))
    early = {"text": TEACH, "due_on": "1/1/2024", "addressees-0": str(world.agencies["edu"]), "version": "1"}
    refused = officer.post(page, early)
    assert refused.status_code == 422
    assert "Hạn không thể trước ngày họp (24/01/2024)" in words(refused)
    both = {**early, "due_on": "", "to_all": "y"}
    assert "bỏ một trong hai" in words(officer.post(page, both))
    assert officer.post(f"{page}/remove").status_code == 303
    assert [(row.id, row.ordinal) for row in held.tasks] == [(second.id, 1)]
    held.step("hold")
    held.step("conclude")
    assert officer.post(f"/meetings/tasks/{second.id}/remove").status_code == 409
    assert officer.get(f"/meetings/{held.meeting_id}/edit").status_code == 409
    assert "Thêm nhiệm vụ" not in words(officer.get(f"/meetings/{held.meeting_id}"))


@pytest.mark.parametrize(("who", "status"), [("edu_officer", 404), ("clerk", 403), ("district_officer", 403)])
def test_only_officers_of_the_standing_agency_write(world: World, client_for: Browser, who: str, status: int) -> None:
    held = prepared(world)
    assert client_for(who).get(f"/meetings/{held.meeting_id}/edit").status_code == status
    with pytest.raises(Problem):
        world.do(lambda s: operations.edit_meeting(s, world.as_(who), held.meeting_id, None, meeting_data(world)))


def test_it_is_found_and_taken_out(world: World, client_for: Browser) -> None:
    prepared(world)
    officer = client_for("officer")
    assert TITLE in words(officer.get("/meetings/?q=tong+ket"))
    assert TITLE not in words(officer.get("/meetings/?q=khong+co"))
    assert TITLE not in words(officer.get("/meetings/?status=announced"))
    assert MATTER in take(officer, "meetings", "csv").data.decode("utf-8-sig")


def test_a_notice_that_hides_a_task_or_its_day_is_not_submitted(world: World) -> None:
    held, officer = prepared(world).concluded().drafted(), world.as_("officer")
    block = f"tasks.{world.agencies['edu']}"
    world.do(lambda s: papers.arrange_block(s, officer, held.notice.id, held.notice.version, block, "hide"))
    with pytest.raises(Problem) as refused:
        held.fire("check", "officer")
    assert "Nhiệm vụ 2 đang bị ẩn" in str([reason.message for reason in refused.value.reasons])
    world.do(lambda s: papers.arrange_block(s, officer, held.notice.id, held.notice.version, block, "show"))
    world.do(
        lambda s: papers.change_block(
            s, officer, held.notice.id, held.notice.version, block, "Làm sớm.", footnotes=[], visibility="public"
        )
    )
    with pytest.raises(Problem) as refused:
        held.fire("check", "officer")
    assert "không còn ghi hạn 30/6/2024" in str([reason.message for reason in refused.value.reasons])


def test_the_notice_is_not_dated_before_the_meeting_and_not_begun_twice(world: World) -> None:
    held = prepared(world).concluded().drafted()
    assert "Đã có thông báo kết luận" in _against(world, held.meeting_id)
    held.fire("check", "officer")
    held.fire("approve", "leader")
    with pytest.raises(Problem) as refused:
        held.fire("number", "clerk", issued_on=date(2024, 1, 23))
    assert "Ngày ban hành không thể trước ngày họp" in str([reason.message for reason in refused.value.reasons])


def _against(world: World, meeting_id: UUID) -> str:
    return str(world.see(lambda s: kind_named("conclusions").against(s, meeting_id)))


def test_a_recalled_notice_suspends_its_tasks_and_none_replaces_it(world: World, client_for: Browser) -> None:
    held = prepared(world).concluded().issued()
    held.fire("recall", "leader", reason="Sai tên cơ quan")
    assert all(row.suspended_on for row in held.obligations)
    row, edu = held.task_of("edu", TEACH), world.as_("edu_officer")
    with pytest.raises(Problem):
        world.do(lambda s: answering.answer(s, edu, row.id, claim="met", text="Xong."))
    page = words(client_for("officer").get(f"/papers/{held.paper_id}"))
    assert "Soạn văn bản thay thế" not in page
    assert world.see(lambda s: queries.owed(s, held.meeting_id)) != []


def test_a_reminder_and_an_amendment_name_the_notice(world: World) -> None:
    held = prepared(world).concluded().issued()
    row, officer = held.task_of("edu", TEACH), world.as_("officer")
    letter = world.do(lambda s: papers.draft_paper(s, officer, "amendment", row.id))
    said = words_of(world.see(lambda s: compose.as_paper(s, letter)))
    assert "01/TB-BCĐ" in said
    assert f"của {BODY}" in said


def test_the_page_does_not_ask_once_a_task(world: World, client_for: Browser) -> None:
    few, many = prepared(world).concluded().issued(), prepared(world)
    for _ in range(6):
        many.add(TEACH, "edu", "dept")
    many.concluded().issued()
    officer, asked = client_for("officer"), []
    for held in (few, few, many):
        with statements() as made:
            page = officer.get(f"/meetings/{held.meeting_id}")
        asked.append(len([one for one in made if one.startswith("SELECT")]))
    assert page.text.count('href="/obligations/') == len(many.obligations) == 16
    assert asked[2] <= asked[1], asked


def test_a_task_without_a_day_says_so(world: World, client_for: Browser) -> None:
    held = prepared(world).concluded().issued()
    page = words(client_for("edu_officer").get(f"/obligations/{held.task_of('edu', COMMON).id}"))
    assert "Không nêu hạn" in page
    assert "Thông báo số 01/TB-BCĐ ngày 26/01/2024 không nêu hạn." in page
