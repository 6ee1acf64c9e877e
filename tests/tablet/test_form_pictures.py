"""The tablet's form in a real browser: photographs and signatures."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from rasoat import content
from rasoat.checklists.definition import Definition
from tests.checklists.samples import DEFINITION
from tests.files import heic
from tests.tablet.form_desk import Desk, desk, photo, tablet, upload

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]


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


def test_a_picture_that_only_the_server_can_decode_is_kept_as_it_is(desk: Desk) -> None:
    desk.open(DEFINITION)
    item = desk.item("photo")
    item.get_by_label("Chọn ảnh có sẵn").set_input_files(upload("IMG 1.HEIC", heic.PLAIN, "image/heic"))
    expect(item).to_contain_text("Xem được sau khi gửi")
    row: dict[str, Any] = desk.told("[...draft.pictures.values()][0].row")
    assert (row["width"], row["name"]) == (None, "IMG 1.heic")
    assert row["position"] == {"lat": 21.65, "lon": 106.5, "accuracy": 7}
    kept = desk.told(
        "[...draft.pictures.values()][0].blob.arrayBuffer().then(all => [...new Uint8Array(all)])",
    )
    assert bytes(kept) == heic.PLAIN
    expect(item.locator("img[src]")).to_have_count(0)
    item.locator(".photo").tap()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ảnh HEIC, 4 kB: máy này không hiện được. Xem được ở trang công việc sau khi gửi.")
    expect(dialog).to_contain_text("Vị trí: 21,65000; 106,50000")
    expect(dialog.locator("img")).to_have_count(0)
    dialog.get_by_role("button", name="Đóng").tap()
    # It is told by its bytes; what cannot be decoded and is none is refused as before.
    item.get_by_label("Chọn ảnh có sẵn").set_input_files(
        upload("b.heic", b"\0\0\0\x18ftypisom" + bytes(90), "image/heic")
    )
    expect(item).to_contain_text("Không đọc được “b.heic”")
    expect(item.locator(".photo")).to_have_count(1)


def test_a_picture_that_the_server_would_not_take_is_refused_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.open(DEFINITION)
    item = desk.item("photo")
    large = tmp_path / "to.heic"
    large.write_bytes(heic.PLAIN + bytes(20_000_001 - len(heic.PLAIN)))
    item.get_by_label("Chọn ảnh có sẵn").set_input_files(large)
    expect(item).to_contain_text(
        "“to.heic” nặng 20,1 MB: máy chủ nhận ảnh đến 20 MB. Chụp cỡ nhỏ hơn, hoặc đặt máy ảnh chụp JPEG."
    )
    expect(item.locator(".photo")).to_have_count(0)


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


def test_a_signature_on_paper_is_photographed(desk: Desk) -> None:
    desk.open(DEFINITION)
    item = desk.item("signed")
    item.get_by_label("Ký trên giấy, chụp lại").set_input_files(upload("ky.jpg", photo()))
    expect(item.get_by_role("img", name="Chữ ký: chữ ký")).to_be_visible()
    item.get_by_role("button", name="Ký lại").tap()
    item.get_by_label("Ký trên giấy, chụp lại").set_input_files(upload("ky.heic", heic.PLAIN, "image/heic"))
    expect(item).to_contain_text("Ảnh chữ ký xem được sau khi gửi.")
    expect(item.get_by_role("img", name="Chữ ký: chữ ký")).to_be_hidden()
    expect(item).to_contain_text("Đã ký lúc")


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
