"""The pages of visits as a browser sees them."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from tests.visits.samples import HIDDEN_SIGN, HOMES, SIGNS, ChiLang, reviewing, scheduled, visiting
from tests.web.browse import Client, inputs, words
from tests.world import World

from rasoat.visits.models import Response
from rasoat.visits.queries import responses_of

Browsers = Callable[[str], Client]


def picture() -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(data, "JPEG")
    data.seek(0)
    return data


def answers(given: dict[str, object], revision: int = 0, **more: object) -> dict[str, object]:
    return {**{f"q-{name}": value for name, value in given.items()}, "version": revision, **more}


def saved_in(case: ChiLang) -> list[Response]:
    return case.world.see(lambda s: responses_of(s, case.inspection_id))


def address(case: ChiLang, checklist: str, place: object = "unit") -> str:
    return f"/visits/{case.visit.id}/fill/{checklist}/{place}"


def test_the_list_shows_every_visit_and_plans_another(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    page = browser.get(f"/visits/of/{case.inspection_id}")
    assert "Buổi thứ 1, ngày 17/07/2024" in words(page)
    assert "Xếp thêm buổi làm việc" in words(page)
    refused = browser.post(f"/visits/of/{case.inspection_id}/new", {"happens_on": "16/7/2024"})
    assert refused.status_code == 422
    assert "Không thể trước ngày đầu tiên" in words(refused)
    assert browser.post(f"/visits/of/{case.inspection_id}/new", {"happens_on": "31/6/2024"}).status_code == 422
    saved = browser.post(f"/visits/of/{case.inspection_id}/new", {"happens_on": "18/7/2024", "place": "Xã Chi Lăng"})
    assert saved.status_code == 303
    assert "Buổi thứ 2, ngày 18/07/2024 Xã Chi Lăng" in words(browser.get(f"/visits/of/{case.inspection_id}"))


def test_a_visit_is_moved_and_an_older_page_shows_both(world: World, client_for: Browsers) -> None:
    case, browser = scheduled(world), client_for("officer")
    url, version = f"/visits/{case.visit.id}/move", case.visit.version
    assert inputs(browser.get(url))["happens_on"] == "17/07/2024"
    assert browser.post(url, {"version": version, "happens_on": "2024-07-18", "place": "A"}).status_code == 303
    stale = browser.post(url, {"version": version, "happens_on": "2024-07-19", "place": "B"})
    assert stale.status_code == 409
    assert "Hai bản khác nhau" in words(stale)
    assert "19/07/2024 18/07/2024" in words(stale)


def test_the_visit_says_what_is_missing_and_where_to_go_on(world: World, client_for: Browsers) -> None:
    case = visiting(world)
    street = case.site("water_point", "Phố Sặt")
    case.fill("warning_signs", {"points": 67})
    page = client_for("lead").get(f"/visits/{case.visit.id}")
    assert "Bảng kiểm bắt buộc đã ghi xong 0/4" in words(page)
    assert "còn 4 mục bắt buộc chưa trả lời" in words(page)
    assert address(case, "warning_signs", street.id) in page.text
    assert "Kết thúc buổi làm việc (chưa thực hiện được)" in words(page)
    assert "tại Phố Sặt: chưa ghi" in words(page)


def test_filling_saves_and_tells_what_fails_and_where_it_leads(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("edu_member")
    street = case.site("water_point", "Phố Sặt")
    url = address(case, "warning_signs", street.id)
    assert inputs(browser.get(url))["version"] == "0"
    photo = (picture(), "pho-sat.jpg")
    saved = browser.post(url, answers(HIDDEN_SIGN, **{"q-photo-files": photo}), content_type="multipart/form-data")
    assert (saved.status_code, saved.location) == (303, url)
    page = browser.get(url)
    assert inputs(page)["version"] == "1"
    told = words(page)
    assert "Biển cảnh báo tại Phố Sặt bị che khuất, khó nhìn thấy." in told
    assert "Kiến nghị: Phát quang hoặc chuyển vị trí" in told
    assert "Giữ pho-sat.jpg" in told
    kept = inputs(page)["q-photo"]
    again = browser.post(url, answers({**HIDDEN_SIGN, "barrier": "no", "photo": kept}, 1, next="1"))
    assert again.location == address(case, "warning_signs")  # the next one, at the unit
    (row,) = saved_in(case)
    assert (row.revision, len(row.answers["photo"])) == (2, 1)


def test_after_the_last_checklist_one_is_back_at_the_visit(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    case.fill_unit()
    done = browser.post(address(case, "warning_signs"), answers({**SIGNS, "checked_this_year": "yes"}, 1, next="1"))
    assert done.location == f"/visits/{case.visit.id}"
    assert "Bảng kiểm bắt buộc đã ghi xong 3/3" in words(browser.get(done.location))


def test_wrong_entries_stay_on_the_page_and_nothing_is_saved(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    page = browser.post(address(case, "warning_signs"), answers({**SIGNS, "points": "sáu mươi bảy"}))
    assert page.status_code == 422
    assert inputs(page)["q-points"] == "sáu mươi bảy"
    assert inputs(page)["q-signs"] == "21"
    assert "Số điểm có nguy cơ đuối nước đã rà soát : Cần số nguyên" in words(page)
    assert saved_in(case) == []


def test_a_typed_point_stays_in_its_field_and_nothing_is_saved(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    page = browser.post(address(case, "warning_signs"), answers({**SIGNS, "points": "12.5"}))
    assert page.status_code == 422
    assert inputs(page)["q-points"] == "12.5"
    assert "Cần số nguyên, không có phần lẻ." in words(page)
    assert saved_in(case) == []


def test_a_file_that_is_no_picture_is_refused_at_its_item(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    street = case.site("water_point", "Phố Sặt")
    bad = {"q-photo-files": (io.BytesIO(b"<html>"), "anh.jpg")}
    page = browser.post(
        address(case, "warning_signs", street.id), answers(HIDDEN_SIGN, **bad), content_type="multipart/form-data"
    )
    assert page.status_code == 422
    assert "Không nhận loại tệp của “anh.jpg”" in words(page)


def test_figures_that_contradict_ask_for_an_explanation(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    url = address(case, "warning_signs")
    assert browser.post(url, answers({**SIGNS, "points": 20})).status_code == 303
    page = browser.get(url)
    assert "Số biển đã cắm nhiều hơn số điểm đã rà soát." in words(page)
    assert "Chưa ghi xong" in words(page)
    told = {"explain-signs_within_points": "Một điểm có hai biển."}
    assert browser.post(url, answers({**SIGNS, "points": 20}, 1, **told)).status_code == 303
    assert "Đã ghi xong" in words(browser.get(url))
    assert "Một điểm có hai biển." in browser.get(url).text


def test_two_people_from_the_same_page_see_both_versions(world: World, client_for: Browsers) -> None:
    case = visiting(world)
    url = address(case, "safe_home")
    one, two = client_for("lead"), client_for("edu_member")
    assert one.post(url, answers(HOMES)).status_code == 303
    page = two.post(url, answers({**HOMES, "recognised": 8_313}))
    assert page.status_code == 409
    told = words(page)
    assert "Lương Văn Đoàn đã lưu bảng kiểm này" in told
    assert "8.313 hộ 8.314 hộ" in told
    assert inputs(page)["version"] == "1"
    assert inputs(page)["q-recognised"] == "8.313"
    assert two.post(url, answers({**HOMES, "recognised": 8_313}, 1)).status_code == 303
    (row,) = saved_in(case)
    assert row.revision == 2


def test_a_row_is_added_without_a_script_and_without_saving(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    page = browser.post(
        address(case, "fund_use"),
        {
            "version": 0,
            "add_row": "spending",
            "q-spending-0-c-purpose": "Thăm hỏi",
            "q-spending-0-c-amount": "2.000.000",
        },
    )
    assert page.status_code == 200
    assert inputs(page)["q-spending-0-c-amount"] == "2.000.000"
    assert "q-spending-6-c-amount" in inputs(page)
    assert saved_in(case) == []


def test_a_visit_that_was_closed_meanwhile_keeps_what_was_typed(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("edu_member")
    url = address(case, "safe_home")
    case.fill_unit()
    assert browser.get(url).status_code == 200
    case.visit_step("close")
    page = browser.post(url, answers({**HOMES, "recognised": 8_000}, 1))
    assert page.status_code == 409
    assert "Đã xong" in words(page)
    assert inputs(page)["q-recognised"] == "8.000"


def test_the_history_shows_each_version_and_what_it_changed(world: World, client_for: Browsers) -> None:
    case = visiting(world)
    case.fill("warning_signs", {"points": 67, "signs": 20})
    kept = case.fill("warning_signs", SIGNS, based_on=1, who="edu_member")
    told = words(client_for("officer").get(f"/visits/responses/{kept.id}"))
    assert "Bản số 2" in told
    assert "Triệu Thị Giáo" in told
    assert "Số biển cảnh báo đã cắm 20 biển 21 biển" in told
    assert "Số điểm chưa có biển (tính ra) 46 điểm" in told


@pytest.mark.parametrize("who", ["district_officer", "district_leader", "office_officer"])
def test_the_inspected_authority_sees_the_visit_and_no_answers(world: World, client_for: Browsers, who: str) -> None:
    case, browser = reviewing(world), client_for(who)
    page = browser.get(f"/visits/{case.visit.id}")
    assert page.status_code == 200
    assert "Hội trường UBND huyện Chi Lăng" in words(page)
    for secret in ("Phố Sặt", "Hộ mẫu số 1", "Bảng kiểm bắt buộc"):
        assert secret not in words(page)
    (first, *_) = saved_in(case)
    assert browser.get(f"/visits/responses/{first.id}").status_code == 404


def test_who_is_not_in_the_team_does_not_fill(world: World, client_for: Browsers) -> None:
    case = visiting(world)
    for who, status in (("officer", 403), ("district_officer", 403), ("other_officer", 404), ("admin", 404)):
        browser = client_for(who)
        assert browser.get(address(case, "safe_home")).status_code == status
        assert browser.post(address(case, "safe_home"), answers(HOMES)).status_code == status
    assert saved_in(case) == []


def test_the_minutes_may_be_written_and_nobody_has_to(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    assert "Biên bản làm việc" in words(browser.get(f"/visits/{case.visit.id}"))
    given = {"started": "8 giờ 30", "agreed": "Đã xem ba điểm.", "unit_signs": "refuses", "refusal": "Vắng."}
    done = browser.post(address(case, "minutes"), answers(given))
    assert done.status_code == 303
    stored = next(response for response in saved_in(case) if response.checklist == "minutes")
    assert stored.answers["refusal"] == "Vắng."
    assert "present" not in stored.answers
    assert not stored.complete
