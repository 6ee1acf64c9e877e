"""All findings of an inspection on one page: what each act answers, with the page's script and without it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from tests.findings.samples import many
from tests.visits.samples import ChiLang, reviewing
from tests.web.browse import Client, words
from tests.world import World

from rasoat.findings import operations, queries
from rasoat.findings.models import Finding

Browsers = Callable[[str], Client]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def case(world: World) -> ChiLang:
    return reviewing(world)


def found(case: ChiLang) -> list[Finding]:
    return case.world.see(lambda s: queries.findings_of(s, case.inspection_id))


def about(case: ChiLang, part: str) -> Finding:
    (one,) = [finding for finding in found(case) if part in finding.text]
    return one


def page_of(case: ChiLang) -> str:
    return f"/findings/of/{case.inspection_id}/review"


def tick(*findings: Finding) -> list[str]:
    return [f"{one.id}:{one.version}" for one in findings]


def changed(answer: Any) -> list[str]:
    """The findings whose rows an answer puts in the place of the old ones."""
    return re.findall(r'<li id="finding-([0-9a-f-]+)" hx-swap-oob="true"', answer.text)


def test_the_page_shows_every_finding_with_its_answers(case: ChiLang, client_for: Browsers) -> None:
    page = client_for("lead").get(page_of(case))
    told = words(page)
    assert page.status_code == 200
    assert all(one.text in told for one in found(case))
    assert f"Đã xem 0/{len(found(case))}" in told
    assert "Tổng số điểm" in told or "67" in told
    assert f"/visits/responses/{about(case, 'Phố Sặt').response_id}#item-not_hidden" in page.text
    assert page_of(case) in client_for("lead").get(f"/findings/of/{case.inspection_id}").text


def test_an_act_answers_with_the_rows_it_changed(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden = client_for("lead"), about(case, "Phố Sặt bị che khuất")
    url = f"/findings/{hidden.id}/review"
    answer = browser.post(url, {"do": "accept", "version": hidden.version}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.headers["Rasoat-Part"]) == (200, "findings")
    assert changed(answer) == [str(hidden.id)]
    assert f"Đã nhận vào kết quả. Đã xem 1/{len(found(case))}." in words(answer)
    assert about(case, "Phố Sặt bị che khuất").status == "accepted"
    twice = browser.post(url, {"do": "accept", "version": hidden.version}, headers=BY_SCRIPT)
    assert twice.status_code == 409
    assert "Lương Văn Đoàn đã sửa nội dung này" in words(twice)


def test_without_a_script_the_page_comes_back_to_the_same_place(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden = client_for("lead"), about(case, "Phố Sặt bị che khuất")
    url = f"/findings/{hidden.id}/review"
    done = browser.post(url, {"do": "accept", "version": hidden.version})
    assert (done.status_code, done.location) == (303, f"{page_of(case)}#finding-{hidden.id}")
    opened = browser.get(f"{url}?do=reject")
    assert opened.location.endswith(f"do=reject#finding-{hidden.id}")
    assert f'id="reason-{hidden.id}"' in browser.get(opened.location).text
    blank = browser.post(url, {"do": "reject", "version": hidden.version + 1, "reason": " "})
    assert blank.status_code == 422
    assert "Cần nhập lý do không nhận." in words(blank)
    assert browser.post(url, {"do": "reject", "version": hidden.version + 1, "reason": "Nêu riêng"}).status_code == 303
    assert about(case, "Phố Sặt bị che khuất").rejected_reason == "Nêu riêng"
    assert browser.post(url, {"do": "restore", "version": hidden.version + 2}).status_code == 303
    assert about(case, "Phố Sặt bị che khuất").status == "drafted"


def test_the_last_reason_is_offered_again(case: ChiLang, client_for: Browsers) -> None:
    hidden, fund = about(case, "Phố Sặt bị che khuất"), about(case, "còn thấp")
    lead = case.world.as_("lead")
    case.world.do(lambda s: operations.reject_finding(s, lead, hidden.id, "Đã khắc phục tại chỗ"))
    row = client_for("lead").get(f"/findings/{fund.id}/review?do=reject", headers=BY_SCRIPT)
    assert "Đã khắc phục tại chỗ</textarea>" in row.text
    other = client_for("officer").get(f"/findings/{fund.id}/review?do=reject", headers=BY_SCRIPT)
    assert "Đã khắc phục tại chỗ</textarea>" not in other.text


def test_an_older_row_keeps_what_was_typed_and_shows_what_is_stored(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden, lead = client_for("officer"), about(case, "Phố Sặt bị che khuất"), case.world.as_("lead")
    case.world.do(lambda s: operations.edit_finding(s, lead, hidden.id, hidden.version, text="Biển bị cây che."))
    sent = {"do": "edit", "version": hidden.version, "text": "Biển bị che.", "visibility": "public"}
    stale = browser.post(f"/findings/{hidden.id}/review", sent, headers=BY_SCRIPT)
    assert stale.status_code == 409
    assert "Biển bị che.</textarea>" in stale.text
    assert 'class="finding-text"' in stale.text and "Biển bị cây che.</p>" in stale.text
    again = browser.post(f"/findings/{hidden.id}/review", {**sent, "version": hidden.version + 1}, headers=BY_SCRIPT)
    assert again.status_code == 200
    assert about(case, "Biển bị che.").status == "drafted"


def test_several_at_once_and_one_that_somebody_just_changed(case: ChiLang, client_for: Browsers) -> None:
    one, other, third = found(case)[:3]
    lead = case.world.as_("lead")
    case.world.do(lambda s: operations.edit_finding(s, lead, other.id, other.version, text="Vừa được sửa."))
    sent = {"do": "reject", "reason": "Đã nêu ở báo cáo riêng", "picked": tick(one, other, third)}
    answer = client_for("officer").post(page_of(case), sent, headers=BY_SCRIPT)
    assert answer.status_code == 409
    assert set(changed(answer)) == {str(row.id) for row in (one, other, third)}
    assert "Đã bỏ 2 mục khỏi kết quả. 1 mục chưa làm được" in words(answer)
    assert "Lương Văn Đoàn đã sửa nội dung này" in words(answer)
    now = {row.id: row for row in found(case)}
    assert (now[one.id].status, now[other.id].status, now[third.id].status) == ("rejected", "drafted", "rejected")
    assert {now[row.id].rejected_reason for row in (one, third)} == {"Đã nêu ở báo cáo riêng"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"do": "accept"}, "Đánh dấu ít nhất một mục."), ({"do": "merge"}, "Đánh dấu ít nhất hai mục")],
)
def test_nothing_ticked_is_said(case: ChiLang, client_for: Browsers, sent: dict[str, str], said: str) -> None:
    page = client_for("lead").post(page_of(case), sent)
    assert page.status_code == 422
    assert said in words(page)


def test_ticks_and_reason_stay_when_the_reason_is_missing(case: ChiLang, client_for: Browsers) -> None:
    one = found(case)[0]
    page = client_for("lead").post(page_of(case), {"do": "reject", "reason": " ", "picked": tick(one)})
    assert page.status_code == 422
    assert re.search(rf'value="{one.id}:{one.version}"[^>]* checked', page.text)


def test_merging_what_was_ticked_into_one_sentence(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden, points = client_for("lead"), about(case, "Phố Sặt bị che khuất"), about(case, "46 điểm")
    sent = {"do": "merge", "picked": tick(hidden, points), "into": str(points.id)}
    opened = browser.post(page_of(case), sent, headers=BY_SCRIPT)
    assert changed(opened) == [str(points.id)]
    assert hidden.text in opened.text and points.text in opened.text
    assert f'name="picked" value="{hidden.id}:{hidden.version}"' in opened.text
    text = "Chưa khắc phục biển bị che khuất; còn 46 điểm chưa có biển."
    merge = {"do": "merge", "version": points.version, "picked": tick(hidden), "text": text}
    merged = browser.post(f"/findings/{points.id}/review", merge, headers=BY_SCRIPT)
    assert set(changed(merged)) == {str(hidden.id), str(points.id)}
    assert about(case, "Phố Sặt bị che khuất").merged_into_id == points.id
    assert about(case, text).status == "accepted"


def test_a_merge_of_words_that_somebody_changed_meanwhile_waits(case: ChiLang, client_for: Browsers) -> None:
    browser, hidden, points = client_for("officer"), about(case, "Phố Sặt bị che khuất"), about(case, "46 điểm")
    lead = case.world.as_("lead")
    case.world.do(lambda s: operations.edit_finding(s, lead, hidden.id, hidden.version, text="Biển bị cây che."))
    merge = {"do": "merge", "version": points.version, "picked": tick(hidden), "text": "Một câu."}
    stale = browser.post(f"/findings/{points.id}/review", merge, headers=BY_SCRIPT)
    assert stale.status_code == 409
    assert f'name="picked" value="{hidden.id}:{hidden.version + 1}"' in stale.text
    assert "Một câu.</textarea>" in stale.text
    assert about(case, "Biển bị cây che.").status == "drafted"


def test_words_about_a_home_are_not_carried_into_a_merge(case: ChiLang, client_for: Browsers) -> None:
    home, points = about(case, "Hộ mẫu số 1"), about(case, "46 điểm")
    sent = {"do": "merge", "picked": tick(home, points), "into": str(home.id)}
    opened = client_for("lead").post(page_of(case), sent, headers=BY_SCRIPT)
    assert changed(opened) == [str(points.id)]
    area = opened.text[opened.text.index("<textarea") : opened.text.index("</textarea>")]
    assert "Hộ mẫu" not in area


def test_who_may_not_decide_gets_no_such_page(case: ChiLang, client_for: Browsers) -> None:
    one = found(case)[0]
    for who, status in (("leader", 403), ("district_officer", 403), ("other_officer", 404)):
        assert client_for(who).get(page_of(case)).status_code == status
        sent = {"do": "accept", "version": one.version}
        assert client_for(who).post(f"/findings/{one.id}/review", sent).status_code == status
        assert client_for(who).post(page_of(case), {"do": "accept", "picked": tick(one)}).status_code == status
    assert found(case)[0].status == "drafted"


def test_a_finding_of_another_inspection_is_not_touched(case: ChiLang, client_for: Browsers) -> None:
    page = client_for("lead").post(page_of(case), {"do": "accept", "picked": [f"{case.inspection_id}:1", "x", "y:z"]})
    assert page.status_code == 422


def test_sixty_findings_cost_few_statements_and_bytes(world: World, client_for: Browsers) -> None:
    case, asked = many(world), list[str]()
    browser = client_for("lead")
    browser.get(page_of(case))
    event.listen(world.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    page = browser.get(page_of(case))
    assert "Đã xem 0/60" in words(page)
    assert len(asked) <= 50
    assert len(page.data) <= 200_000
    assert page.text.count("<img") == page.text.count('loading="lazy"') + 1, (
        "only the brand's own picture comes at once"
    )
