"""The pages of findings as a browser sees them."""

from collections.abc import Callable

import pytest
from tests.visits.samples import ChiLang, reviewing, visiting
from tests.web.browse import Client, inputs, words
from tests.world import World

from rasoat.findings import operations, queries
from rasoat.findings.models import Finding

Browsers = Callable[[str], Client]


@pytest.fixture
def case(world: World) -> ChiLang:
    return reviewing(world)


def about(case: ChiLang, part: str) -> Finding:
    found = case.world.see(lambda s: queries.findings_of(s, case.inspection_id))
    (one,) = [finding for finding in found if part in finding.text]
    return one


def page_of(case: ChiLang) -> str:
    return f"/findings/of/{case.inspection_id}"


def test_the_list_shows_suggestions_with_evidence_and_what_they_lead_to(case: ChiLang, client_for: Browsers) -> None:
    page = client_for("lead").get(page_of(case))
    told = words(page)
    assert "Gợi ý cần quyết định" in told
    assert "Biển cảnh báo tại Phố Sặt bị che khuất, khó nhìn thấy." in told
    assert "Sẽ gợi ý kiến nghị: Phát quang hoặc chuyển vị trí" in told
    hidden = about(case, "Phố Sặt bị che khuất")
    assert f"/visits/responses/{hidden.response_id}#item-not_hidden" in page.text
    assert "Liên quan trẻ em, gia đình: không đưa vào văn bản công khai" in told


def test_deciding_from_the_list(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden, fund = client_for("lead"), about(case, "Phố Sặt bị che khuất"), about(case, "còn thấp")
    done = browser.post(f"/findings/{hidden.id}/accept", {"version": hidden.version})
    assert (done.status_code, done.location) == (303, f"{page_of(case)}#finding-{hidden.id}")
    assert about(case, "Phố Sặt bị che khuất").status == "accepted"
    assert browser.post(f"/findings/{fund.id}/reject", {"version": fund.version, "reason": " "}).status_code == 422
    assert (
        browser.post(f"/findings/{fund.id}/reject", {"version": fund.version, "reason": "Nêu riêng"}).status_code == 303
    )
    assert "Không nhận: Nêu riêng" in words(browser.get(page_of(case)))
    assert browser.post(f"/findings/{fund.id}/restore", {}).status_code == 303
    assert about(case, "còn thấp").status == "drafted"
    explained = {"version": about(case, "Phố Sặt bị che khuất").version, "reason": "Đã phát quang tại chỗ."}
    assert browser.post(f"/findings/{hidden.id}/explain", explained).status_code == 303
    assert "Không có kiến nghị vì: Đã phát quang tại chỗ." in words(browser.get(page_of(case)))


def test_writing_editing_and_an_older_page(case: ChiLang, client_for: Browsers) -> None:
    browser = client_for("officer")
    new = f"{page_of(case)}/new"
    assert browser.post(new, {"text": "", "visibility": "public"}).status_code == 422
    entry = {"kind": "shortcoming", "text": "Số trẻ học bơi miễn phí còn thấp.", "visibility": "public"}
    assert browser.post(new, entry).status_code == 303
    own = about(case, "học bơi")
    url = f"/findings/{own.id}/edit"
    assert inputs(browser.get(url))["version"] == str(own.version)
    lead = case.world.as_("lead")
    case.world.do(lambda s: operations.edit_finding(s, lead, own.id, own.version, text="Số trẻ học bơi thấp."))
    stale = browser.post(url, {"version": own.version, "text": "Rất ít trẻ học bơi.", "visibility": "public"})
    assert stale.status_code == 409
    assert "Rất ít trẻ học bơi. Số trẻ học bơi thấp." in words(stale)
    assert "Lương Văn Đoàn" in words(stale)
    home = {"version": own.version + 1, "text": "Tại Hộ mẫu số 1 sân trơn.", "visibility": "public"}
    refused = browser.post(url, home)
    assert refused.status_code == 422
    assert "nêu hộ gia đình đã kiểm tra" in words(refused)


def test_merging_by_boxes(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden, points = client_for("lead"), about(case, "Phố Sặt bị che khuất"), about(case, "46 điểm")
    page = browser.get(page_of(case))
    assert f'value="{hidden.id}" form="merge"' in page.text
    assert browser.get(f"{page_of(case)}/merge?ids={hidden.id}").status_code == 303
    url = f"{page_of(case)}/merge?ids={hidden.id}&ids={points.id}"
    form = words(browser.get(url))
    assert "Mục được giữ lại" in form
    text = "Chưa khắc phục biển bị che khuất; còn 46 điểm chưa có biển."
    assert browser.post(url, {"into": str(points.id), "text": text}).status_code == 303
    told = words(browser.get(page_of(case)))
    assert "Đã gộp vào: Chưa khắc phục biển bị che khuất; còn 46 điểm chưa có biển." in told


def test_the_words_about_a_home_are_not_carried_into_a_merge(case: ChiLang, client_for: Browsers) -> None:
    home, points = about(case, "Hộ mẫu số 1"), about(case, "46 điểm")
    page = client_for("lead").get(f"{page_of(case)}/merge?ids={home.id}&ids={points.id}")
    area = page.text[page.text.index("<textarea") : page.text.index("</textarea>")]
    assert "46 điểm" in area
    assert "Hộ mẫu" not in area


def test_while_visiting_the_list_offers_adding_only(world: World, client_for: Browsers) -> None:
    case, browser = visiting(world), client_for("lead")
    assert "Thêm mục" in words(browser.get(page_of(case)))
    entry = {"kind": "strength", "text": "Huyện chỉ đạo kịp thời.", "visibility": "public"}
    assert browser.post(f"{page_of(case)}/new", entry).status_code == 303
    own = about(case, "kịp thời")
    assert browser.get(f"/findings/{own.id}/edit").status_code == 409
    assert "Không nhận" not in words(browser.get(page_of(case)))


@pytest.mark.parametrize("who", ["district_officer", "district_leader", "office_officer"])
def test_the_inspected_authority_sees_nothing_yet(case: ChiLang, client_for: Browsers, who: str) -> None:
    browser, hidden = client_for(who), about(case, "Phố Sặt bị che khuất")
    told = words(browser.get(page_of(case)))
    assert "Kết quả chưa được thông báo" in told
    assert "Phố Sặt" not in told
    assert browser.get(f"/findings/{hidden.id}/edit").status_code == 403
    assert browser.post(f"/findings/{hidden.id}/accept", {}).status_code == 403
    assert client_for("other_officer").get(page_of(case)).status_code == 404


def test_a_leader_reads_and_changes_nothing(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden = client_for("leader"), about(case, "Phố Sặt bị che khuất")
    page = browser.get(page_of(case))
    assert "Phố Sặt bị che khuất" in words(page)
    assert f"/findings/{hidden.id}/accept" not in page.text
    assert browser.post(f"/findings/{hidden.id}/accept", {}).status_code == 403
