"""The story of marked photographs: what is shown, what is kept, and who opens it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from pytest_bdd import parsers, scenarios, step

from rasoat.visits import queries
from rasoat.visits.models import Response
from tests.tablets.member import Json, Member, announced, picture
from tests.visits.scene import *  # noqa: F403 - the shared steps must be names of this module
from tests.visits.scene import Scene
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),  # the way of a photograph is in test_photos
]
scenarios("tablets_anh_danh_dau.feature")
Browsers = Callable[[str], Client]
TAKEN, MARKED = picture("green", (60, 40)), picture("red", (60, 40))


@dataclass
class Sent:
    """What was sent: both pictures as they were announced."""

    member: Member
    taken: Json
    marked: Json
    answers: Json

    def response(self, scene: Scene) -> Response:
        (one,) = scene.world.see(lambda s: queries.responses_of(s, scene.case.inspection_id))
        return one


@step("máy của trưởng đoàn gửi bảng kiểm có ảnh đã che mặt kèm ảnh gốc", target_fixture="sent")
def _sends(scene: Scene, app: Flask) -> Sent:
    site = scene.case.site("water_point", "Phố Sặt")
    member, taken, marked = Member(app, scene.case), announced(TAKEN, "photo"), announced(MARKED, "photo")
    answers = {
        "on_list": "yes",
        "photo": [{"attachment": marked["id"]}],
        "_marked": {marked["id"]: {"attachment": taken["id"]}},
    }
    told = member.sent(member.response("warning_signs", answers, site_id=site.id, photos=[taken, marked]))
    assert told["outcome"] == "applied"
    return Sent(member, taken, marked, answers)


@step("cả hai ảnh đã về")
def _both_came(sent: Sent) -> None:
    assert sent.member.whole(sent.marked, MARKED)["state"] == "stored"
    assert sent.member.whole(sent.taken, TAKEN)["state"] == "stored"


@step("ảnh đã che mặt gửi hỏng, ảnh gốc đã về")
def _spoiled(sent: Sent) -> None:
    assert sent.member.piece(sent.marked, 0, b"x" * sent.marked["size"]).status_code >= 400
    assert sent.member.whole(sent.taken, TAKEN)["state"] == "stored"


@step("trang bảng kiểm hiện ảnh đã che mặt, không hiện ảnh gốc")
def _shows(scene: Scene, sent: Sent, client_for: Browsers) -> None:
    page = client_for("lead").get(f"/visits/responses/{sent.response(scene).id}")
    assert f"/files/{sent.marked['id']}/small" in page.text
    assert f"/files/{sent.taken['id']}/small" not in page.text
    assert "Ảnh gốc, chưa đánh dấu" in words(page)


@step(parsers.parse('trang bảng kiểm ghi "{text}"'))
def _says(scene: Scene, sent: Sent, client_for: Browsers, text: str) -> None:
    assert text in words(client_for("lead").get(f"/visits/responses/{sent.response(scene).id}"))


@step("chuyên viên mở được ảnh gốc từ trang bảng kiểm")
def _opens(scene: Scene, sent: Sent, client_for: Browsers) -> None:
    browser = client_for("officer")
    address = f"/files/{sent.taken['id']}/original"
    assert address in browser.get(f"/visits/responses/{sent.response(scene).id}").text
    assert browser.get(address).data == TAKEN


@step("đơn vị được kiểm tra không mở được ảnh nào")
def _outside(sent: Sent, client_for: Browsers) -> None:
    browser = client_for("district_officer")
    for photo in (sent.taken, sent.marked):
        for ending in ("", "/small", "/original"):
            assert browser.get(f"/files/{photo['id']}{ending}").status_code == 404


@step("lưu bảng kiểm ở cơ quan không làm mất ảnh gốc")
def _desk(scene: Scene, sent: Sent) -> None:
    before = sent.response(scene)
    scene.case.fill(
        "warning_signs",
        {"on_list": "no", "photo": sent.answers["photo"]},
        scene.site("Phố Sặt"),
        based_on=before.revision,
    )
    after = sent.response(scene)
    assert (after.answers["on_list"], after.answers["_marked"]) == ("no", sent.answers["_marked"])
