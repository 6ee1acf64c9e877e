"""The tablet's form in a real browser: each type that is touched or typed, and what it shows at once."""

import pytest
from playwright.sync_api import expect

from tests.checklists.samples import DEFINITION
from tests.tablet.form_desk import FUND, SIGNS, Desk, desk, tablet

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]


def test_choices_are_touched_and_taken_back_and_show_what_depends_on_them(desk: Desk) -> None:
    desk.open(SIGNS)
    hidden = desk.item("legible")
    expect(hidden).to_be_hidden()
    desk.item("sign_present").get_by_role("radio", name="Có", exact=True).tap()
    expect(hidden).to_be_visible()
    assert desk.answers == {"sign_present": "yes"}
    desk.item("sign_present").get_by_role("button", name="Bỏ chọn").tap()
    expect(hidden).to_be_hidden()
    assert desk.answers == {}
    expect(desk.item("sign_present").get_by_role("radio").first).to_be_focused()


def test_choices_by_keyboard(desk: Desk) -> None:
    desk.open(SIGNS)
    desk.item("owner").get_by_role("radio").first.focus()
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("ArrowRight")
    assert desk.answers == {"owner": "works"}
    expect(desk.item("owner").get_by_role("radio", name="Đơn vị quản lý công trình thủy lợi")).to_be_checked()


def test_numbers_are_grouped_as_typed_and_step(desk: Desk) -> None:
    desk.open(SIGNS, "unit")
    number = desk.item("points").get_by_role("textbox")
    number.tap()
    desk.page.keyboard.type("123456")
    expect(number).to_have_value("123.456")
    for _ in range(3):
        desk.page.keyboard.press("ArrowLeft")
    desk.page.keyboard.press("Backspace")
    expect(number).to_have_value("12.456")
    desk.page.keyboard.type("9")
    expect(number).to_have_value("129.456")
    assert desk.answers == {"points": 129456}
    desk.item("points").get_by_role("button", name="Thêm 1").tap()
    expect(number).to_have_value("129.457")
    minus = desk.item("signs").get_by_role("button", name="Bớt 1")
    minus.tap()
    minus.tap()
    assert desk.answers == {"points": 129457, "signs": 0}


def test_a_number_that_is_none_stays_as_typed_and_is_told_on_leaving(desk: Desk) -> None:
    desk.open(FUND, "unit")
    money = desk.item("opening_balance").get_by_role("textbox")
    error = desk.page.locator("#q-opening_balance-error")
    money.tap()
    desk.page.keyboard.type("12,5")
    desk.frame()
    expect(error).to_be_hidden()
    desk.page.keyboard.press("Tab")
    expect(error).to_contain_text("Cần số tiền bằng đồng, không có phần lẻ. Dấu phẩy là dấu của phần lẻ")
    expect(money).to_have_attribute("aria-invalid", "true")
    assert desk.answers == {"opening_balance": "12,5"}
    money.fill("12500000")
    expect(desk.item("opening_balance")).to_contain_text("12,5 triệu đồng")
    expect(error).to_be_hidden()
    assert desk.answers == {"opening_balance": 12500000}


@pytest.mark.parametrize("typed", ["12.5", "12.50", "1.250.50", "1234.567", "0.125"])
def test_a_typed_point_never_multiplies(desk: Desk, typed: str) -> None:
    desk.open(FUND, "unit")
    desk.page.context.set_offline(True)
    money = desk.item("opening_balance").get_by_role("textbox")
    money.tap()
    desk.page.keyboard.type(typed)
    expect(money).to_have_value(typed)
    desk.page.keyboard.press("Tab")
    expect(money).to_have_value(typed)
    expect(desk.page.locator("#q-opening_balance-error")).to_contain_text("không có phần lẻ")
    expect(money).to_have_attribute("aria-invalid", "true")
    assert desk.answers == {"opening_balance": typed}
    desk.page.context.set_offline(False)


def test_a_step_does_not_go_over_what_was_typed(desk: Desk) -> None:
    desk.open(SIGNS, "unit")
    number = desk.item("points").get_by_role("textbox")
    number.tap()
    desk.page.keyboard.type("12.5")
    desk.item("points").get_by_role("button", name="Thêm 1").tap()
    expect(number).to_have_value("12.5")
    number.fill("1 250")
    number.blur()
    expect(number).to_have_value("1.250")
    assert desk.answers == {"points": 1250}


def test_dates_move_on_by_themselves_and_half_a_date_is_kept(desk: Desk) -> None:
    desk.open(FUND, "unit")
    day, month, year = desk.item("period_from").get_by_role("textbox").all()
    day.tap()
    desk.page.keyboard.type("1772024")
    assert desk.answers == {"period_from": "2024-07-17"}
    year.fill("")
    expect(year).to_have_value("")
    assert desk.answers == {"period_from": "17/7/"}
    year.press("Backspace")
    expect(month).to_be_focused()
    desk.item("period_to").get_by_role("button", name="Hôm nay").tap()
    assert desk.answers["period_to"] == "2024-07-17"
    expect(desk.page.locator("#q-period_from-error")).to_contain_text("Nhập ngày theo dạng")


def test_text_keeps_to_its_line_and_says_when_it_is_too_long(desk: Desk) -> None:
    desk.open(DEFINITION, answers={"present": "yes", "legible": "no"})
    text = desk.item("why_not").get_by_role("textbox")
    text.tap()
    desk.page.keyboard.type("Nắng")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type(" và mưa")
    assert desk.answers["why_not"] == "Nắng và mưa"
    text.fill("ế" * 41)
    expect(desk.item("why_not")).to_contain_text("Dài quá 1 ký tự")
    text.blur()
    expect(desk.page.locator("#q-why_not-error")).to_have_text("Dài quá 40 ký tự; viết gọn lại.")


def test_table_rows_are_cards_with_sums_and_a_way_back(desk: Desk) -> None:
    desk.open(FUND, "unit")
    item = desk.item("spending")
    for purpose, amount in (("Tặng xe đạp", "6000000"), ("Học bổng", "4500000")):
        item.get_by_role("button", name="Thêm dòng").press("Enter")
        desk.page.keyboard.type(purpose)
        desk.page.keyboard.press("Tab")
        item.get_by_label("Số tiền").last.fill(amount)
    expect(item).to_contain_text("Cộng 2 dòng. Số tiền: 10.500.000 đồng.")
    rows = [{"purpose": "Tặng xe đạp", "amount": 6000000}, {"purpose": "Học bổng", "amount": 4500000}]
    assert desk.answers == {"spending": rows}
    item.get_by_role("button", name="Bỏ dòng 1").tap()
    assert desk.answers == {"spending": rows[1:]}
    item.get_by_role("button", name="Hoàn tác").tap()
    assert desk.answers == {"spending": rows}
    item.get_by_role("button", name="Thêm dòng").tap()
    desk.page.keyboard.type("Sách")
    desk.frame()
    expect(item.locator(".field-error:visible")).to_have_count(0)
    desk.page.locator("h1").tap()
    desk.item("opening_balance").get_by_role("textbox").focus()
    expect(item.locator(".field-error:visible")).to_have_text(["Dòng 3, Số tiền: chưa nhập."])


def test_a_position_by_gps_and_by_hand(desk: Desk) -> None:
    desk.open(SIGNS)
    item = desk.item("position")
    item.get_by_role("button", name="Lấy vị trí tại đây").tap()
    expect(item).to_contain_text("21,68; 106,62 (sai số 12 m)")
    item.get_by_role("button", name="Dừng, dùng vị trí này").tap()
    expect(item.get_by_role("button", name="Lấy lại vị trí")).to_be_visible()
    assert desk.answers == {"position": {"lat": 21.68, "lon": 106.62, "accuracy": 12}}
    item.get_by_role("button", name="Nhập bằng tay").tap()
    item.get_by_label("Vĩ độ").fill("21,5")
    item.get_by_label("Kinh độ").fill("200")
    item.get_by_label("Kinh độ").blur()
    expect(item.locator(".field-error")).to_contain_text("Cần vĩ độ từ -90 đến 90")
    item.get_by_label("Kinh độ").fill("106,5")
    assert desk.answers == {"position": {"lat": 21.5, "lon": 106.5}}
