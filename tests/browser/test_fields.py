"""Dates and files: the fields look and speak the same in every browser, in Vietnamese, and the calendar writes into them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.server import Site
from tests.files import heic

pytestmark = [pytest.mark.browser]
People = Callable[..., Person]


def test_a_date_is_typed_or_chosen_and_shown_as_people_write_it(told_site: Site, people: People) -> None:
    admin = people(told_site, "quantri").go("Ngày nghỉ, làm bù")
    day = admin.main.get_by_label(re.compile("^Ngày "))
    day.fill("2/11/24")
    admin.main.get_by_role("button", name="Chọn ngày").click()
    calendar = admin.main.locator(".date-calendar")
    expect(calendar).to_have_value("2024-11-02")
    calendar.evaluate(
        "field => { field.value = '2024-12-05'; field.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(day).to_have_value("05/12/2024")
    expect(day).to_be_focused()
    assert "date-calendar" not in str(admin.main.locator("form").last.evaluate("f => [...new FormData(f).keys()]"))
    admin.fill(kind="off", decision="Thông báo 1/TB-UBND ngày 1/11/2024").do("Ghi ngày này").sees("05/12/2024")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(told_site: Site, people: People) -> None:
    unit = people(told_site, "chilang").go("Nội dung phải thực hiện")
    unit.press(unit.main.locator("a[href^='/obligations/']").first)
    field = unit.main.get_by_label("Tệp chứng minh", exact=True)
    expect(field).to_have_accessible_description(re.compile("Mỗi tệp nhiều nhất 20 MB"))
    place = unit.main.locator("[data-file-box]").filter(has=unit.page.get_by_label("Tệp chứng minh", exact=True))

    def choose(*sizes: int) -> list[str]:
        # Written by the browser itself: as bytes of this test they would be too much for its connection.
        field.evaluate(
            """(field, sizes) => {
              const chosen = new DataTransfer();
              sizes.forEach((size, n) => chosen.items.add(new File([new Blob([new Uint8Array(size)])], `${n + 1}.pdf`)));
              field.files = chosen.files;
              field.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            sizes,
        )
        names: list[str] = field.evaluate("field => [...field.files].map(({ name }) => name)")
        return names

    assert choose(20_000_001, 5_000, 20_000_000) == ["2.pdf", "3.pdf"]
    expect(place).to_contain_text("2.pdf, 3.pdf")
    expect(unit.main.get_by_role("alert").filter(has_text="Đã bỏ")).to_have_text(
        "Đã bỏ “1.pdf” nặng 20,1 MB: mỗi tệp nhiều nhất 20 MB. Giảm dung lượng hoặc chia nhỏ rồi chọn lại."
    )
    assert unit.faults() == []
    assert choose(*[20_000_000] * 10) == [f"{n}.pdf" for n in range(1, 10)]
    unit.sees("Đã bỏ “10.pdf” nặng 20 MB: các tệp của một lần gửi nặng nhiều nhất 199 MB. Gửi tệp này ở lần sau.")
    assert choose(5_000) == ["1.pdf"]
    expect(unit.main.locator("[data-file-refused]:not([hidden])")).to_have_count(0)


def test_a_telephone_s_photograph_is_sent_from_the_desk(told_site: Site, people: People) -> None:
    unit = people(told_site, "chilang").go("Nội dung phải thực hiện")
    unit.press(unit.main.locator("a[href^='/obligations/']").first)
    field = unit.main.get_by_label("Tệp chứng minh", exact=True)
    field.set_input_files([{"name": "IMG_0815.HEIC", "mimeType": "image/heic", "buffer": heic.PLAIN}])
    unit.fill(claim="met", text="Đã cắm biển ở bờ ao.").do("Gửi báo cáo")
    sent = unit.main.get_by_role("link", name="IMG_0815.jpg", exact=True)
    expect(sent).to_contain_text("IMG_0815.jpg")
    answer = unit.page.request.get(f"{told_site.address}{sent.get_attribute('href')}")
    assert answer.headers["content-type"] == "image/jpeg"
    size = unit.page.evaluate(
        "async (url) => { const b = await createImageBitmap(await (await fetch(url)).blob()); return [b.width, b.height]; }",
        sent.get_attribute("href"),
    )
    assert size == list(heic.SIZE)


def test_a_file_is_chosen_with_a_button_in_vietnamese(told_site: Site, people: People) -> None:
    unit = people(told_site, "chilang").go("Nội dung phải thực hiện")
    unit.press(unit.main.locator("a[href^='/obligations/']").first)
    box = unit.main.locator("[data-file-box]").filter(has=unit.page.get_by_label("Tệp chứng minh", exact=True))
    expect(box).to_contain_text("Chưa chọn tệp")
    box.locator("input").set_input_files([{"name": "ao.jpg", "mimeType": "image/jpeg", "buffer": b"x"}])
    expect(box).to_contain_text("ao.jpg")
    box.locator("input").focus()
    assert box.locator(".btn").evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
