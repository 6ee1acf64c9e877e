"""The tablet's form in a real browser: what answers lead to, what is missing, and that everybody can use it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.checklists.samples import DEFINITION
from tests.tablet.form_desk import FUND, SIGNS, Desk, desk, tablet

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]

PLACE = {"site": "Hồ Sen", "unit": "UBND xã Mẫu"}


def test_a_failed_item_shows_what_it_leads_to_in_words_that_can_be_changed(desk: Desk) -> None:
    desk.open(SIGNS, context=PLACE)
    item = desk.item("on_list")
    item.get_by_role("radio", name="Không", exact=True).tap()
    box = item.get_by_role("group", name="Sẽ đưa vào dự thảo kết luận")
    expect(box).to_contain_text("Hồ Sen có nguy cơ đuối nước nhưng chưa có trong danh sách rà soát.")
    expect(box).to_contain_text("Giao đơn vị được kiểm tra, thời hạn 20 ngày làm việc.")
    box.get_by_role("button", name="Sửa lời").tap()
    expect(box.get_by_label("Tồn tại, hạn chế")).to_be_focused()
    box.get_by_label("Tồn tại, hạn chế").fill("Hồ Sen chưa được rà soát.")
    assert desk.answers["_wordings"] == {"on_list": {"shortcoming": "Hồ Sen chưa được rà soát."}}
    box.get_by_role("button", name="Xong").tap()
    expect(box).to_contain_text("Hồ Sen chưa được rà soát.")
    box.get_by_role("button", name="Lấy lại câu mẫu").tap()
    assert "_wordings" not in desk.answers
    expect(box).to_contain_text("chưa có trong danh sách rà soát.")
    item.get_by_role("radio", name="Có", exact=True).tap()
    expect(box).to_be_hidden()


def test_figures_that_contradict_each_other_ask_for_an_explanation_at_once(desk: Desk) -> None:
    desk.open(SIGNS, "unit", answers={"points": 5})
    item, number = desk.item("signs"), desk.page.get_by_role("textbox", name="Số biển cảnh báo đã cắm")
    number.fill("7")
    box = item.get_by_role("group", name="Số liệu chưa khớp")
    expect(box).to_contain_text("Số biển đã cắm nhiều hơn số điểm đã rà soát.")
    box.get_by_label("Giải thích").fill("Hai điểm có hai biển.")
    assert desk.answers["_explanations"] == {"signs_within_points": "Hai điểm có hai biển."}
    number.fill("3")
    expect(item).to_contain_text("Còn điểm chưa có biển cảnh báo.")
    expect(item).to_contain_text("Trên địa bàn còn 2 điểm chưa có biển cảnh báo")
    expect(box).to_be_visible()


def test_notes_and_the_danger_button(desk: Desk) -> None:
    desk.open(SIGNS, answers={"_notes": {"barrier": "Bờ sông dài"}})
    expect(desk.item("barrier").get_by_label("Ghi chú cho mục này")).to_have_value("Bờ sông dài")
    desk.item("on_map").get_by_role("button", name="Ghi chú").tap()
    desk.page.keyboard.type("Bản đồ cũ")
    assert desk.answers["_notes"] == {"barrier": "Bờ sông dài", "on_map": "Bản đồ cũ"}
    desk.item("on_map").get_by_role("button", name="Nguy hiểm").tap()
    assert desk.told("dangers") == ["on_map"]


def test_progress_leads_to_what_is_missing(desk: Desk) -> None:
    desk.open(SIGNS, "unit", answers={"points": 2, "signs": 2, "signs_province": "1,5"})
    bar = desk.page.locator(".form-bar")
    expect(bar).to_contain_text("Đã trả lời 2/8")
    expect(bar).to_contain_text("còn thiếu 3")
    bar.get_by_role("button", name="Đã trả lời").tap()
    bar.get_by_role("button", name="Trong đó, kinh phí của tỉnh").tap()
    expect(desk.item("signs_province")).to_be_focused()
    expect(desk.item("signs_province")).to_be_in_viewport()
    for name, value in (("signs_province", "1"), ("signs_commune", "1"), ("signs_other", "0")):
        desk.item(name).get_by_role("textbox").fill(value)
    expect(bar).to_contain_text("đủ các mục bắt buộc")
    assert desk.told("progress.missing") == []


def test_one_question_a_page(desk: Desk) -> None:
    desk.open(SIGNS, mode="one", answers={"sign_present": "no"})
    shown = desk.page.locator(".q:visible")
    expect(shown).to_have_count(1)
    forth, back = (desk.page.get_by_role("button", name=name, exact=True) for name in ("Sau", "Trước"))
    expect(back).to_be_disabled()
    seen = []
    while forth.is_enabled():
        seen.append(shown.get_attribute("data-item"))
        forth.tap()
    assert seen == [
        "on_list",
        "on_map",
        "position",
        "owner",
        "sign_present",
        "barrier",
        "rescue_aid",
        "photo",
        "remark",
    ]
    expect(shown).to_contain_text("Kết quả đến lúc này")
    back.tap()
    expect(shown).to_be_focused()
    desk.page.get_by_role("button", name="Cả danh sách").tap()
    assert desk.told("modes") == ["list"]
    assert desk.page.locator(".q:visible").count() == 10


def test_what_another_tab_changed_comes_in_but_not_under_the_hand(desk: Desk) -> None:
    desk.open(SIGNS, "unit")
    number = desk.item("points").get_by_role("textbox")
    number.tap()
    desk.page.keyboard.type("12")
    desk.told("draft.change('points', 99, 'elsewhere'); draft.change('signs', 7, 'server')")
    desk.frame()
    expect(number).to_have_value("12")
    expect(number).to_be_focused()
    expect(desk.item("signs").get_by_role("textbox")).to_have_value("7")
    number.blur()
    expect(number).to_have_value("99")


def test_what_the_server_refused_stands_at_its_item_until_it_is_changed(desk: Desk) -> None:
    problem = {"reasons": [{"field": "owner", "message": "Máy chủ nói: chọn lại."}]}
    desk.open(SIGNS, problem=problem, conflicts=["on_map"], answers={"owner": "works"})
    expect(desk.page.locator("#q-owner-error")).to_have_text("Máy chủ nói: chọn lại.")
    expect(desk.item("on_map")).to_contain_text("chờ trưởng đoàn chọn")
    desk.item("owner").get_by_role("radio", name="Xã", exact=True).tap()
    expect(desk.page.locator("#q-owner-error")).to_be_hidden()


def test_it_says_whether_all_is_saved(desk: Desk) -> None:
    desk.open(SIGNS)
    bar = desk.page.locator(".form-bar")
    expect(bar).to_contain_text("Đã lưu")
    desk.told(
        "draft.saved.set({state: 'failed', text: 'Không lưu được', problem: {what: 'Máy hết chỗ.', todo: 'Xóa bớt ảnh.'}})"
    )
    expect(bar.get_by_role("alert")).to_have_text("Máy hết chỗ. Xóa bớt ảnh.")


def test_leaving_frees_everything(desk: Desk) -> None:
    desk.open(SIGNS)
    desk.told("form.close()")
    assert desk.told("document.getElementById('root').childElementCount") == 0
    assert desk.told("draft.listeners.size") == 0


FILLED: dict[str, dict[str, Any]] = {
    "warning_signs": {"on_list": "no", "sign_present": "yes", "legible": "no", "last_repair": "3/4/", "barrier": "na"},
    "fund_use": {"fund_level": "province", "income_gifts": 5, "income_total": 3, "spending": [{"purpose": "Sách"}]},
    "every_type": {"present": "no", "lines": [{"meta": "a", "amount": -1}], "_notes": {"data": "x"}},
}


WHERE = [(SIGNS, "site", "list"), (SIGNS, "site", "one"), (FUND, "unit", "list"), (DEFINITION, "site", "list")]
SMALL = """() => [...document.querySelectorAll("#root button, #root summary, #root .seg, #root .choose, #root .form-control")]
  .filter((one) => one.offsetParent).map((one) => [one.textContent, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => height < 47.9 || width < 44).map(([name, { width, height }]) => `${name} ${width}x${height}`)"""


@pytest.mark.parametrize("width", [360, 800])
def test_everybody_can_use_it_on_every_screen(desk: Desk, width: int) -> None:
    for definition, scope, mode in WHERE:
        # So high that nothing is under the line at the foot.
        desk.page.set_viewport_size({"width": width, "height": 9000 if mode == "list" else 740})
        desk.open(definition, scope, mode=mode, answers=FILLED[definition.id])
        desk.frame()
        assert desk.violations() == [], definition.id
        assert desk.told("document.documentElement.scrollWidth") <= width
        assert desk.told(SMALL) == [], definition.id


def test_the_line_at_the_foot_hides_nothing_that_has_the_focus(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 360, "height": 640})
    desk.open(SIGNS, answers={"on_list": "no"})
    desk.item("on_list").get_by_role("radio").first.focus()
    for _ in range(25):
        desk.page.keyboard.press("Tab")
        under = desk.told(
            """() => { const bar = document.querySelector(".form-bar"), one = document.activeElement;
              return !bar.contains(one) && one.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1 ? one.outerHTML : "" }"""
        )
        assert under == ""
