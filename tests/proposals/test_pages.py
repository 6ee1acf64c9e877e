"""The pages of proposals as browsers without scripts use them."""

from collections.abc import Callable

from rasoat.proposals import queries
from tests.recommendations.samples import REVIEWED_ON, reviewing
from tests.recommendations.test_pages import play_on
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]


def test_sent_by_the_district_read_and_found_by_the_department(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    district, page = client_for("district_officer"), f"/proposals/of/{inspection.id}"
    assert "Gửi đề xuất" in words(district.get(page))
    answer = district.post(f"{page}/new", {"text": " "})
    assert answer.status_code == 422
    assert "Nhập nội dung đề xuất." in words(answer)
    assert district.post(f"{page}/new", {"text": "Nâng cấp phần mềm hay lỗi, mất dữ liệu"}).status_code == 303
    [row] = world.see(lambda s: queries.proposals_of(s, inspection.id))
    assert row.received_on == REVIEWED_ON
    officer = client_for("officer")
    assert "Nâng cấp phần mềm" in words(officer.get("/proposals/?q=phan+mem+loi"))
    assert "Không có đề xuất nào khớp" in words(officer.get("/proposals/?q=khong+co"))
    shown = officer.get(f"/proposals/{row.id}")
    assert "Chuyển cơ quan có thẩm quyền" in words(shown)
    given = {"to_agency": str(world.agencies["ministry"]), "response": "Đề nghị Bộ xem xét", "version": "1"}
    assert officer.post(f"/cases/proposal/{row.id}/forward", given).status_code == 303
    ministry = client_for("ministry_leader")
    assert "Trả lời đơn vị" in words(ministry.get(f"/proposals/{row.id}"))
    assert client_for("other_officer").get(f"/proposals/{row.id}").status_code == 404
    assert client_for("other_officer").get(f"{page}/new").status_code == 404


def test_an_officer_notes_one_on_the_day_it_was_made(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    officer, page = client_for("officer"), f"/proposals/of/{inspection.id}/new"
    assert inputs(officer.get(page))["received_on"] == f"{REVIEWED_ON:%d/%m/%Y}"
    late = officer.post(page, {"text": "Mở lớp tập huấn", "received_on": "13/8/2024"})
    assert "Ngày nhận không thể sau hôm nay." in words(late)
    assert officer.post(page, {"text": "Mở lớp tập huấn", "received_on": "17/7/2024"}).status_code == 303
    assert client_for("leader").get(page).status_code == 403


def test_a_stale_edit_shows_both(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    district = client_for("district_officer")
    district.post(f"/proposals/of/{inspection.id}/new", {"text": "Bản đầu"})
    [row] = world.see(lambda s: queries.proposals_of(s, inspection.id))
    page = f"/proposals/{row.id}/edit"
    seen = inputs(district.get(page))["version"]
    assert district.post(page, {"text": "Bản hai", "version": seen}).status_code == 303
    answer = district.post(page, {"text": "Bản ba", "version": seen})
    assert answer.status_code == 409
    assert "Bản hai" in words(answer)
    assert "Mã Thị Huyện" in words(answer)
