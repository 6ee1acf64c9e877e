"""The pages on which an officer puts an answer before the leader, and the leader releases it or sends it back."""

import io
import re
from datetime import date
from uuid import UUID

import pytest

from rasoat.accounts import operations as accounts
from rasoat.recommendations.answering.queries import answers_of
from rasoat.units import operations as units
from rasoat.units.models import Agency
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import Browser, picture, play_on
from tests.web.browse import inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World


@pytest.fixture
def page(world: World) -> str:
    inspection = followed_up(world)
    play_on(world, date(2024, 9, 20))
    world.do(lambda s: units.edit_agency(s, world.agencies["district"], None, {"leader_releases": True}))
    return f"/obligations/{obligations(world, inspection.id)[2].id}"


def put_before(client: object, page: str, text: str, **more: object) -> object:
    form = inputs(client.get(page))  # type: ignore[attr-defined]
    sent = {name: form[name] for name in ("version", "seen") if name in form}
    return client.post(  # type: ignore[attr-defined]
        f"{page}/prepare", {**sent, "claim": "met", "text": text, **more}, content_type="multipart/form-data"
    )


def test_an_officer_puts_an_answer_before_the_leader_who_releases_it(
    world: World,
    client_for: Browser,  # noqa: F811
    page: str,
) -> None:
    officer, leader, dept = client_for("district_officer"), client_for("district_leader"), client_for("officer")
    shown = words(officer.get(page))
    assert "Trình lãnh đạo duyệt" in shown
    assert "Gửi báo cáo" not in shown
    assert officer.post(f"{page}/answer", {"claim": "met", "text": "Đã cắm biển."}).status_code == 422
    assert put_before(officer, page, "Đã cắm 46 biển.", files=picture()).status_code == 303
    assert "Báo cáo đang chờ lãnh đạo duyệt" in words(officer.get(page))
    assert "Báo cáo chờ lãnh đạo duyệt" in words(officer.get("/obligations/inbox"))
    assert "Đã cắm 46 biển." not in words(dept.get(page))
    assert "Báo cáo chờ bạn duyệt gửi" in words(leader.get("/"))
    shown = leader.get(page)
    assert "Mã Thị Huyện soạn, ngày 20/09/2024" in words(shown)
    assert "Đã cắm 46 biển." in words(shown)
    form = {name: inputs(shown)[name] for name in ("prepared_id", "command_id")}
    for _ in range(2):  # The second is the same button pressed again.
        assert leader.post(f"{page}/release", form).status_code == 303
    shown = words(dept.get(page))
    assert "Mã Thị Huyện soạn, Chu Văn Chi, UBND huyện Chi Lăng duyệt" in shown
    assert "biển cảnh báo.jpg" in shown
    assert len(world.see(lambda s: answers_of(s, UUID(page[-36:])))) == 1
    assert "Báo cáo chờ bạn duyệt gửi" not in words(leader.get("/"))


def test_the_leader_sends_it_back_with_a_reason(world: World, client_for: Browser, page: str) -> None:  # noqa: F811
    officer, leader = client_for("district_officer"), client_for("district_leader")
    put_before(officer, page, "Đã cắm biển.", files=picture())
    form = {"prepared_id": inputs(leader.get(page))["prepared_id"], "reason": ""}
    refused = leader.post(f"{page}/return", form)
    assert refused.status_code == 422
    assert "Nhập lý do trả lại." in words(refused)
    assert leader.post(f"{page}/return", {**form, "reason": "Chưa nêu vị trí."}).status_code == 303
    assert leader.post(f"{page}/release", form).status_code == 409
    shown = officer.get(page)
    assert "Chu Văn Chi trả lại: Chưa nêu vị trí." in words(shown)
    assert "Báo cáo bị trả lại" in words(officer.get("/"))
    assert re.search(r">\s*Đã cắm biển.</textarea>", shown.text)
    assert "biển cảnh báo.jpg" in words(shown)


def test_two_officers_do_not_overwrite_each_other(world: World, client_for: Browser, page: str) -> None:  # noqa: F811
    officer = client_for("district_officer")
    before = inputs(officer.get(page))
    put_before(officer, page, "Bản thứ nhất.")
    answer = officer.post(f"{page}/prepare", {"seen": before["seen"], "claim": "met", "text": "Bản cũ hơn."})
    assert answer.status_code == 409
    assert put_before(officer, page, "Bản thứ hai.").status_code == 303
    assert "Bản thứ hai." in words(client_for("district_leader").get(page))


def test_what_is_wrong_is_said_at_the_field(world: World, client_for: Browser, page: str) -> None:  # noqa: F811
    officer = client_for("district_officer")
    refused = put_before(officer, page, "Đã làm.", files=(io.BytesIO(b"<script>"), "a.html"))
    assert refused.status_code == 422
    assert "Không nhận loại tệp của “a.html”" in words(refused)
    assert "Đã làm." in refused.text
    refused = put_before(officer, page, " ")
    assert "Nhập kết quả thực hiện." in words(refused)


def test_nobody_else_prepares_or_releases(world: World, client_for: Browser, page: str) -> None:  # noqa: F811
    put_before(client_for("district_officer"), page, "Đã cắm biển.")
    form = {"prepared_id": inputs(client_for("district_leader").get(page))["prepared_id"], "reason": "Không."}
    for who, status in (("district_officer", 403), ("officer", 404), ("leader", 404), ("other_officer", 404)):
        for step in ("release", "return"):
            assert client_for(who).post(f"{page}/{step}", form).status_code == status, (who, step)
    for who, status in (("district_leader", 403), ("officer", 403), ("other_officer", 404)):
        given = {"claim": "met", "text": "Khác."}
        assert client_for(who).post(f"{page}/prepare", given).status_code == status, who
    assert client_for("district_leader").post(f"{page}/release", {"prepared_id": "x"}).status_code == 404


def test_the_administrator_sets_it_on_the_agencys_page(world: World, client_for: Browser) -> None:  # noqa: F811
    admin, page = client_for("admin"), f"/admin/agencies/{world.agencies['district']}"
    shown = admin.get(page)
    assert "Lãnh đạo duyệt báo cáo trước khi gửi" in words(shown)
    kept = {name: value for name, value in inputs(shown).items() if name not in ("csrf_token", "pick", "add")}
    agency = world.see(lambda s: s.get_one(Agency, world.agencies["district"]))
    given = {
        **kept,
        "version": str(agency.version),
        "kind": agency.kind,
        "parent_id": str(agency.parent_id),
        "leader_releases": "y",
    }
    leader = world.as_("district_leader").user_id
    world.do(lambda s: accounts.edit_user(s, leader, None, {"active": False}))
    refused = admin.post(page, given)
    assert refused.status_code == 422
    assert "chưa có tài khoản lãnh đạo" in words(refused)
    world.do(lambda s: accounts.edit_user(s, leader, None, {"active": True}))
    assert admin.post(page, given).status_code == 303
    assert world.see(lambda s: s.get_one(Agency, world.agencies["district"])).leader_releases
    unset = {name: value for name, value in given.items() if name != "leader_releases"}
    assert admin.post(page, {**unset, "version": str(agency.version + 1)}).status_code == 303
    assert not world.see(lambda s: s.get_one(Agency, world.agencies["district"])).leader_releases
