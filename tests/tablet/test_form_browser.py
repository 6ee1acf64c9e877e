"""The tablet's form in a real browser: each type by touch and by keyboard, and what it shows at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect, sync_playwright

from rasoat import content
from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from tests.checklists.samples import DEFINITION
from tests.tablet.form_desk import Desk, bundle, photo, upload

pytestmark = [pytest.mark.browser, pytest.mark.field]
# A busy machine draws late.
expect.set_options(timeout=15_000)

REAL = {name: definition for (name, _), definition in catalog.load_all().items()}
SIGNS, FUND = REAL["warning_signs"], REAL["fund_use"]
PLACE = {"site": "Hồ Sen", "unit": "UBND xã Mẫu"}


@pytest.fixture(scope="module")
def tablet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BrowserContext, Path]]:
    folder = tmp_path_factory.mktemp("form")
    bundle(folder)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = chromium.new_context(
            viewport={"width": 800, "height": 1280},
            has_touch=True,
            geolocation={"latitude": 21.68, "longitude": 106.62, "accuracy": 12},
            permissions=["geolocation"],
        )
        yield context, folder
        chromium.close()


@pytest.fixture
def desk(tablet: tuple[BrowserContext, Path]) -> Iterator[Desk]:
    context, folder = tablet
    found = Desk(context.new_page(), folder)
    yield found
    found.page.close()
    assert not found.wrong


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
    expect(error).to_have_text("Cần số tiền bằng đồng, không có phần lẻ, ví dụ 9.969.")
    expect(money).to_have_attribute("aria-invalid", "true")
    assert desk.answers == {"opening_balance": "12,5"}
    money.fill("12500000")
    expect(desk.item("opening_balance")).to_contain_text("12,5 triệu đồng")
    expect(error).to_be_hidden()
    assert desk.answers == {"opening_balance": 12500000}


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


def test_a_photograph_is_made_small_and_its_position_is_kept(desk: Desk) -> None:
    desk.open(DEFINITION)
    body = photo(3000, 2000, gps=True)
    desk.item("photo").get_by_label("Chọn ảnh có sẵn").set_input_files(upload("IMG 1.jpeg", body))
    expect(desk.item("photo").locator("img[src]")).to_have_count(1)
    row: dict[str, Any] = desk.told("[...draft.pictures.values()][0].row")
    assert (row["width"], row["height"], row["name"]) == (1600, 1067, "IMG 1.jpg")
    assert row["position"] == {"lat": 21.65, "lon": 106.5, "accuracy": None}
    blob = desk.told("[...draft.pictures.values()].map(({blob, thumb}) => [blob.type, blob.size, thumb.size])[0]")
    assert blob[0] == "image/jpeg"
    assert blob[2] < blob[1] < len(body)
    assert desk.told("createImageBitmap([...draft.pictures.values()][0].blob).then(b => b.width)") == 1600


def test_a_camera_without_position_takes_the_tablets(desk: Desk) -> None:
    desk.open(DEFINITION)
    camera = desk.item("photo").get_by_label("Chụp ảnh")
    assert camera.get_attribute("capture") == "environment"
    with desk.page.expect_file_chooser() as chosen:
        camera.click()
    desk.page.wait_for_timeout(200)
    chosen.value.set_files([upload("a.jpg", photo())])
    expect(desk.item("photo").locator("img[src]")).to_have_count(1)
    position = desk.told("[...draft.pictures.values()][0].row.position")
    assert position == {"lat": 21.68, "lon": 106.62, "accuracy": 12}


def test_photographs_are_counted_taken_out_and_brought_back(desk: Desk) -> None:
    desk.open(DEFINITION)
    item = desk.item("photo")
    files = [upload(f"{n}.png", photo(kind="PNG"), "image/png") for n in range(4)]
    item.get_by_label("Chọn ảnh có sẵn").set_input_files([upload("x.jpg", b"no picture"), *files])
    expect(item).to_contain_text("Không đọc được “x.jpg”")
    expect(item).to_contain_text("Đã bỏ lại 2 ảnh: mục này nhiều nhất 3 ảnh.")
    expect(item.locator(".photo")).to_have_count(2)
    item.get_by_label("Chọn ảnh có sẵn").set_input_files(files[3])
    expect(item).to_contain_text("Đủ 3 ảnh")
    expect(item.get_by_label("Chụp ảnh")).to_be_disabled()
    item.locator(".photo").nth(1).tap()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ảnh không có vị trí.")
    dialog.get_by_role("button", name="Bỏ ảnh này").tap()
    expect(item.locator(".photo")).to_have_count(2)
    item.get_by_role("button", name="Hoàn tác").tap()
    expect(item.locator(".photo")).to_have_count(3)
    assert len(desk.answers["photo"]) == 3
    item.locator(".photo").first.tap()
    dialog.get_by_role("button", name="Bỏ ảnh này").tap()
    desk.told("form.settle()")
    assert len(desk.answers["photo"]) == 2
    assert desk.told("draft.pictures.size") == 2


def test_two_hundred_photographs_load_only_what_is_near(desk: Desk) -> None:
    many = content.parse(
        "\n".join(
            ["id: many", "version: 1", "title: Ảnh", "sections:", "  - scope: unit", "    title: Ảnh", "    items:"]
            + [f"      - {{id: p{n}, type: photo, label: Ảnh {n}}}" for n in range(10)]
        ),
        Definition,
        "many.yaml",
    )
    ids = [f"00000000-0000-0000-0000-{n:012d}" for n in range(200)]
    desk.open(many, "unit")
    desk.told("form.close()")
    desk.page.evaluate(
        """async ([definition, ids]) => {
          const made = await tools.shrink(await (await fetch("/icons.svg")).blob().then(() => new OffscreenCanvas(400, 300))
            .then((canvas) => (canvas.getContext("2d"), canvas.convertToBlob({ type: "image/png" }))));
          const answers = Object.fromEntries(definition.sections[0].items.map(({ id }, n) =>
            [id, ids.slice(20 * n, 20 * n + 20).map((attachment) => ({ attachment }))]));
          const pictures = new Map(ids.map((id) => [id, { row: { id, takenAt: 0 }, ...made }]));
          start(definition, "unit", { answers, pictures });
          await form.drawn;
        }""",
        [many.model_dump(mode="json"), ids],
    )
    images = desk.page.locator(".photo img[src]")
    expect(images.first).to_be_visible()
    assert desk.page.locator(".photo img").count() == 200
    assert 0 < images.count() < 150
    desk.told("form.goTo('p9')")
    expect(desk.page.locator("#item-p9")).to_be_in_viewport()
    expect(desk.page.locator("#item-p9 img[src]").first).to_be_visible()
    expect(desk.page.locator("#item-p0 img[src]")).to_have_count(0)


def draw(desk: Desk) -> None:
    """A stroke on the pad, with a pen that is the mouse."""
    pad = desk.page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    mouse = desk.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 40)
    mouse.down()
    for n in range(12):
        mouse.move(box["x"] + 40 + 20 * n, box["y"] + 40 + 15 * (n % 4))
    mouse.up()


def test_a_signature_is_saved_by_itself_and_survives_later_answers(desk: Desk) -> None:
    desk.open(DEFINITION)
    item = desk.item("signed")
    draw(desk)
    expect(item).to_contain_text("Đã lưu chữ ký.")
    first = desk.answers["signed"]
    draw(desk)
    item.get_by_role("button", name="Xong").tap()
    image = item.get_by_role("img", name="Chữ ký: chữ ký")
    expect(image).to_be_visible()
    signed = desk.answers["signed"]
    assert signed != first
    ink = "createImageBitmap([...draft.pictures.values()].pop().blob).then(b => [b.width, b.height])"
    assert desk.told(ink) == [1200, 480]
    expect(item).to_contain_text("Đã ký lúc")
    assert "sau đó có sửa" not in item.inner_text()
    desk.told("[...draft.pictures.values()].forEach(one => { one.row.takenAt -= 60000 })")
    desk.told("draft.change('signed', draft.answers.signed, 'server')")
    desk.item("present").get_by_role("radio", name="Có", exact=True).tap()
    expect(item).to_contain_text("sau đó có sửa câu trả lời")
    expect(image).to_be_visible()
    assert desk.answers["signed"] == signed
    item.get_by_role("button", name="Bỏ chữ ký").tap()
    item.get_by_role("button", name="Hoàn tác").tap()
    expect(image).to_be_visible()
    assert desk.answers["signed"] == signed


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
SMALL = """() => [...document.querySelectorAll("#root button, #root .seg, #root .choose, #root .form-control")]
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
