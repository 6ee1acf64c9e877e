"""What a member does on a day in the field, step by step."""

import random
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.browser.opening import Slowly
from tests.browser.tablet_member import TabletMember

UNIT, LAKE = "Ủy ban nhân dân huyện Hữu Lũng", "hồ chứa nước (điểm giả định)"
CHECKLIST = "Biển cảnh báo tại điểm có nguy cơ đuối nước"
MOST_READS = 6
"""What a first screen may ask of the storage: on a slow tablet each question costs more than what is read."""

PLACE = """() => {
  const under = document.querySelector("#topbar").getBoundingClientRect().bottom;
  const part = [...document.querySelectorAll(".q")].find((one) => one.getBoundingClientRect().bottom > under);
  return { part: part.id, top: part.getBoundingClientRect().top };
}"""
"""The question at the top of the screen, and how far into it one is."""
SETTLED = """async ({part, top}) => {
  const off = () => document.getElementById(part).getBoundingClientRect().top - top;
  for (let n = 0; n < 100 && Math.abs(off()) >= 2; n += 1) await new Promise((done) => setTimeout(done, 50));
  return Math.round(off());
}"""


def picture(folder: Path, number: int) -> Path:
    """A photograph, no two alike."""
    path = folder / f"anh-{number}.jpg"
    noise = Image.effect_noise((1000, 750), 40).convert("RGB").resize((2000, 1500))
    Image.blend(_lake(random.Random(number)), noise, 0.12).save(path, quality=85)
    return path


def _lake(chance: random.Random) -> Image.Image:
    """A drawn lake before hills, with a warning sign at its shore."""
    drawn = Image.new("RGB", (2000, 1500), (188, 214, 232))
    pen = ImageDraw.Draw(drawn)
    for _ in range(5):
        left, top = chance.randrange(-400, 1700), chance.randrange(350, 600)
        green = chance.randrange(95, 135)
        pen.ellipse((left, top, left + 1100, top + 900), fill=(70, green, 80))
    pen.rectangle((0, 820, 2000, 1200), fill=(84, 138, 158))
    pen.rectangle((0, 1200, 2000, 1500), fill=(150, 128, 92))
    at = chance.randrange(300, 1500)
    pen.rectangle((at - 15, 760, at + 15, 1300), fill=(90, 80, 70))
    pen.polygon(((at, 480), (at - 190, 800), (at + 190, 800)), fill=(250, 220, 60), outline=(190, 30, 30), width=28)
    return drawn


def fill_in(member: TabletMember, pictures: list[Path]) -> None:
    """The checklist of the lake."""
    member.page.locator(f"section:has-text('{LAKE}') a:has-text('{CHECKLIST}')").first.tap()
    member.at(CHECKLIST)
    answers = {"on_list": "yes", "owner": "commune", "sign_present": "yes", "not_hidden": "no", "legible": "yes"}
    for item, value in {**answers, "sturdy": "yes"}.items():
        member.choose(item, value)
    member.photograph("photo", pictures)
    member.saved()
    member.show("failed", ".q[data-item=not_hidden]", size="phone")


def keeps_its_place(member: TabletMember) -> None:
    """After a reload, and after coming back from another screen, the page is where it was; in the list and with one
    question on a page.
    """
    page = member.page
    page.evaluate("() => scrollTo(0, 700)")
    place = page.evaluate(PLACE)
    for leave in (page.reload, lambda: (member.tap("Máy này", "link").at("Máy này"), page.go_back())):
        leave()
        member.at(CHECKLIST)
        expect(page.locator("#q-not_hidden-no")).to_be_checked()
        expect(page.locator(f"#{place['part']}")).to_be_in_viewport()
        assert abs(page.evaluate(SETTLED, place)) < 2
    member.tap("Từng câu một").tap("Sau").tap("Sau")
    question = page.locator(".q.is-current")
    expect(question).to_have_attribute("data-item", "position")
    page.reload()
    expect(question).to_have_attribute("data-item", "position")
    expect(page.get_by_role("button", name="Từng câu một")).to_have_attribute("aria-pressed", "true")
    # As it stands after “Sau”: what `look` keeps was turned from the tablet to the phone.
    member.look("fill-one").show("fill-one", ".q.is-current", size="phone").tap("Cả danh sách")


def opens_at_once(member: TabletMember, *paths: str) -> None:
    """Few transactions are made before the first screen. `make lighthouse` measures the time, which depends more on
    the machine and its other work than on the page.
    """
    slowly = Slowly(member.page)
    for path in paths:
        slowly.open(f"{member.address}/tablet/#{path}")
        again = slowly.open(f"{member.address}/tablet/#{path}")
        assert (again.writes, again.reads <= MOST_READS) == (0, True), f"{path}: {again}"
    slowly.end()
    expect(member.page.locator("#topbar")).to_contain_text("Không mạng")


def add_site(member: TabletMember, name: str) -> None:
    """A place that was on no list; without a name it is refused."""
    member.tap("Thêm điểm", "link").at("Thêm điểm kiểm tra").tap("Thêm điểm")
    expect(member.page.get_by_text("Nhập tên điểm.")).to_be_visible()
    member.look("site").page.get_by_label("Tên điểm").fill(f"{name} (nhầm)")
    member.tap("Thêm điểm").at(UNIT).tap("Sửa điểm này", "link").at("Sửa điểm kiểm tra")
    member.page.get_by_label("Tên điểm").fill(name)
    member.tap("Lưu").at(UNIT)
    expect(member.page.get_by_role("heading", name=name)).to_be_visible()


def report_danger(member: TabletMember, what: str, pictures: list[Path]) -> None:
    """Report something that may harm a child: the telephone numbers are shown before anything is typed."""
    member.tap("Báo nguy hiểm khẩn cấp", "link").at("Báo nguy hiểm khẩn cấp")
    numbers = member.page.locator("a[href^='tel:']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert numbers == ["tel:111", "tel:113", "tel:114", "tel:115"]
    member.page.get_by_label("Nguy hiểm gì").fill(what)
    if pictures:
        member.page.locator("input[type=file]").last.set_input_files(pictures)
        expect(member.page.get_by_text(f"{len(pictures)}/20 ảnh")).to_be_visible()
        member.look("danger")
    member.tap("Lưu và gửi trước tiên")
    expect(member.page.get_by_text("Đã lưu, đứng đầu hàng gửi.")).to_be_visible()
    member.look("danger-saved")
