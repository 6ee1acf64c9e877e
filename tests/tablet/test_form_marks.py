"""The tablet's form in a real browser: extra items, marks on a photograph, and what an input method or dictation types."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.checklists.samples import DEFINITION
from tests.tablet.form_desk import Desk, desk, photo, tablet, upload

__all__ = ["desk", "tablet"]

pytestmark = [pytest.mark.browser, pytest.mark.field]


def bytes_of(desk: Desk, key: str) -> bytes:
    """The bytes of a picture that the draft holds."""
    asked = "(key) => draft.pictures.get(key).blob.arrayBuffer().then(all => [...new Uint8Array(all)])"
    return bytes(desk.page.evaluate(asked, key))


def drag(desk: Desk, over: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw from one place of a canvas to another, in fractions of it."""
    box = over.bounding_box()
    assert box
    for n, (x, y) in enumerate((start, ((start[0] + end[0]) / 2, start[1]), end)):
        desk.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if n == 0:
            desk.page.mouse.down()
    desk.page.mouse.up()


def test_an_extra_item_is_noted_with_answer_words_and_photograph_and_taken_back(desk: Desk) -> None:
    desk.open(DEFINITION, extras=True)
    card = desk.page.locator("#item-extras")
    card.get_by_role("button", name="Thêm mục").tap()
    assert "_extras" not in desk.answers
    card.get_by_label("Nội dung mục").fill("Nắp hố ga vỡ")
    card.get_by_role("radio", name="Không đạt").check()
    card.get_by_label("Ghi chú").last.fill("Trước cổng trường")
    card.get_by_label("Chọn ảnh có sẵn").set_input_files(upload("a.jpg", photo()))
    expect(card.locator("img[src]")).to_have_count(1)
    ((key, said),) = desk.answers["_extras"].items()
    assert said == {"label": "Nắp hố ga vỡ", "answer": "not_met", "note": "Trước cổng trường"}
    assert len(desk.answers["_extra_photos"][key]) == 1
    assert desk.violations() == []
    before = desk.answers
    card.get_by_role("button", name="Bỏ mục này").tap()
    assert not {"_extras", "_extra_photos"} & {key for key, value in desk.answers.items() if value}
    card.get_by_role("button", name="Hoàn tác").tap()
    expect(card.locator("img[src]")).to_have_count(1)
    assert desk.answers == before


def test_a_hidden_face_is_gone_from_the_picture_itself_and_the_original_stays(desk: Desk) -> None:
    desk.open(DEFINITION)
    item = desk.item("photo")
    noise = io.BytesIO()
    Image.effect_noise((800, 600), 120).convert("RGB").save(noise, "JPEG", quality=95)
    item.get_by_label("Chọn ảnh có sẵn").set_input_files(upload("a.jpg", noise.getvalue()))
    expect(item.locator("img[src]")).to_have_count(1)
    (taken,) = desk.answers["photo"]
    item.locator(".photo").tap()
    desk.page.get_by_role("button", name="Đánh dấu, che mặt").tap()
    canvas = desk.page.locator("canvas.marking")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Xong")).to_be_disabled()
    drag(desk, canvas, (0.25, 0.25), (0.75, 0.75))
    dialog.get_by_role("radio", name="Mũi tên").check()
    drag(desk, canvas, (0.05, 0.05), (0.2, 0.1))
    dialog.get_by_role("button", name="Hoàn tác").tap()
    dialog.get_by_role("button", name="Xong").tap()
    expect(canvas).to_have_count(0)
    (shown,) = desk.answers["photo"]
    assert shown != taken
    assert desk.answers["_marked"] == {shown["attachment"]: taken}
    marked = Image.open(io.BytesIO(bytes_of(desk, shown["attachment"]))).convert("L")
    assert marked.size == (800, 600)
    assert marked.getexif() == {}
    # Within one square of the hidden place all is one grey; outside it the noise is as it was.
    square, outside = marked.crop((210, 160, 270, 220)), marked.crop((20, 400, 80, 460))
    assert _spread(square) <= 12
    assert _spread(outside) > 100
    assert (
        _spread(Image.open(io.BytesIO(bytes_of(desk, taken["attachment"]))).convert("L").crop((210, 160, 270, 220)))
        > 100
    )
    item.locator(".photo").tap()
    desk.page.get_by_role("button", name="Bỏ đánh dấu").tap()
    expect(item.locator("img[src]")).to_have_count(1)
    assert desk.answers["photo"] == [taken]
    assert not desk.answers.get("_marked")


def _spread(image: Image.Image) -> int:
    low, high = image.getextrema()
    return int(high) - int(low)


def test_what_is_composed_or_dictated_stays_as_it_was_said(desk: Desk) -> None:
    desk.open(DEFINITION)
    note = desk.item("data").get_by_role("button", name="Ghi chú")
    note.tap()
    field = desk.item("data").get_by_label("Ghi chú cho mục này")
    # An input method sends the word again and again as it grows; nothing may change it meanwhile.
    session = desk.page.context.new_cdp_session(desk.page)
    field.focus()
    for part in ("d", "dd", "đ", "đu", "đuo", "đuô", "đuối"):
        session.send("Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)})
        expect(field).to_have_value(part)
    session.send("Input.insertText", {"text": "đuối nước ở hồ"})
    expect(field).to_have_value("đuối nước ở hồ")
    assert desk.answers["_notes"] == {"data": "đuối nước ở hồ"}
    assert field.get_attribute("autocorrect") is None
    assert desk.page.locator("html").get_attribute("lang") == "vi"
