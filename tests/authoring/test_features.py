"""Steps of the stories about checklists that an administrator completes."""

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from rasoat import clock, publishing
from rasoat.accounts import operations as accounts
from rasoat.authoring import queries
from rasoat.checklists import catalog
from rasoat.checklists.evaluate import evaluate
from rasoat.definitions import operations as definitions
from rasoat.plans.queries import published_checklists
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
pytestmark = pytest.mark.usefixtures("database")
scenarios("checklists_bo_sung_tieu_chi.feature")

ITEM = {
    "kind": "yes_no_na",
    "label": "Có tủ thuốc",
    "source": "QĐ 548/QĐ-LĐTBXH, trang 3",
    "criterion": "y",
    "shortcoming": "Tại {site}, chưa có tủ thuốc.",
    "recommendation": "Hướng dẫn hộ gia đình làm tủ thuốc.",
    "addressee": "unit",
    "due_days": "20",
}


@pytest.fixture
def story():
    return {}


def draft(world, name):
    return world.see(lambda db: queries.require_draft(db, name))


def add(client, world, name, scope="site", **changes):
    data = {"after": "", **ITEM, "version": str(draft(world, name).version), **changes}
    return client.post(f"/admin/checklists/{name}/draft/{scope}/new", data)


def newest(world, name):
    return world.see(lambda db: queries.published(db, name, definitions.newest(db, "checklist", name)))


@when(parsers.parse('quản trị mở bản nháp của bảng "{name}"'))
def begins(world, client_for, story, name):
    story["admin"], story["name"] = client_for("admin"), name
    answer = story["admin"].post(f"/admin/checklists/{name}/{newest(world, name).version}/draft")
    assert answer.status_code == 303


@then(parsers.parse("bản nháp có {here}/{of} tiêu chí, {mandatory}/{of_mandatory} tiêu chí bắt buộc"))
def counted(story, here, of, mandatory, of_mandatory):
    page = words(story["admin"].get(f"/admin/checklists/{story['name']}/draft"))
    assert f"Đã có tiêu chí của văn bản {here}/{of}" in page
    assert f"Đã có tiêu chí bắt buộc của văn bản {mandatory}/{of_mandatory}" in page


@when(parsers.parse("quản trị nhập {mandatory:d} tiêu chí bắt buộc và {others:d} tiêu chí khác, ghi nguồn từng trang"))
def types_all(world, story, mandatory, others):
    for number in range(mandatory + others):
        must = {"mandatory": "y", "required": "y"} if number < mandatory else {}
        label, source = f"Tiêu chí mẫu {number + 1}", f"QĐ 548/QĐ-LĐTBXH, trang {number + 2}"
        answer = add(story["admin"], world, story["name"], label=label, source=source, allow_na="y", **must)
        assert answer.status_code == 303, words(answer)


@then("bản nháp đủ tiêu chí")
def whole(world, story):
    assert queries.definition_of(draft(world, story["name"])).complete
    assert "Bản công bố sẽ kết luận được" in words(story["admin"].get(f"/admin/checklists/{story['name']}/draft"))


@when("quản trị công bố bản nháp")
def publishes(world, story):
    name = story["name"]
    data = {"version": str(draft(world, name).version), "source_notes": "Đã đối chiếu với Quyết định 548."}
    answer = story["admin"].post(f"/admin/checklists/{name}/draft", data)
    assert answer.status_code == 303, words(answer)


@then(parsers.parse('bảng "{name}" đang dùng là bản riêng 1, một hộ trả lời đạt mọi tiêu chí được kết luận là đạt'))
def passes(world, name):
    used = world.see(published_checklists)[name]
    assert used.version == 1001
    found = newest(world, name)
    assert (found.version_title, found.complete, found.own.based_on) == ("bản riêng 1", True, 1)
    answers = {item.id: item.expect[0] for item in found.section("site").criteria}
    assert evaluate(found, "site", {**answers, "recognised_home": "no", "injured_at_home": "no"}).passed is True


@then("mỗi tiêu chí vừa nhập ghi người nhập và ngày nhập")
def told(world, story):
    typed = [item for item in newest(world, "safe_home").section("site").items if item.source_status == "typed"]
    assert len(typed) == 16
    assert {(item.typed_by, item.typed_on) for item in typed} == {(world.as_("admin").name, clock.today())}
    page = words(story["admin"].get("/admin/checklists/safe_home/1001"))
    assert f"{world.as_('admin').name} nhập ngày {clock.date_text(clock.today())}" in page


@given(parsers.parse('quản trị đã công bố bản riêng của bảng "{name}" thêm mục "{label}"'))
def published_own(world, client_for, story, name, label):
    begins(world, client_for, story, name)
    scope = newest(world, name).sections[0].scope
    none = {"criterion": "", "shortcoming": "", "recommendation": "", "due_days": ""}
    assert add(story["admin"], world, name, scope, label=label, **none).status_code == 303
    publishes(world, story)


@when(parsers.parse('chương trình khởi động lại, mang theo một bản mới của bảng "{name}"'))
def newer(world, name, monkeypatch):
    shipped = catalog.load_all()
    version = max(number for known, number in shipped if known == name)
    shipped[name, version + 1] = shipped[name, version].model_copy(update={"version": version + 1})
    monkeypatch.setattr(catalog, "load_all", lambda _overlay=None: shipped)
    publishing.publish(world.database)


@then("bản đang dùng vẫn là bản riêng 1")
def still_own(world, story):
    assert world.see(published_checklists)[story["name"]].version == 1001


@then("trang của bản riêng nói chương trình đã có bản mới hơn")
def says_newer(story):
    assert "Chương trình đã có bản" in words(story["admin"].get(f"/admin/checklists/{story['name']}/1001"))


@then("câu trả lời ghi theo bản 1 vẫn được đọc theo bản 1")
def pinned(world):
    first = world.see(lambda db: queries.published(db, "safe_home", 1))
    assert first == catalog.load_all()["safe_home", 1]
    assert len(newest(world, "safe_home").section("site").items) == len(first.section("site").items) + 1


@when("hai quản trị cùng mở trang thêm mục, người thứ nhất lưu trước")
def at_once(world, client_for, story):
    person = {"username": "admin2", "full_name": "Nguyễn Thị Mẫu", "title": "", "role": "administrator"}
    second = world.do(lambda db: accounts.add_user(db, agency_id=world.agencies["dept"], **person))
    seen = str(draft(world, "safe_home").version)
    world.do(lambda db: accounts.change_password(db, second.id, "mat-khau-cua-quan-tri-hai"))
    client = client_for()
    assert client.sign_in("admin2", "mat-khau-cua-quan-tri-hai").status_code == 303
    assert add(story["admin"], world, "safe_home", label="Người thứ nhất").status_code == 303
    story["late"] = add(client, world, "safe_home", label="Người thứ hai", version=seen)


@then("người thứ hai được báo đã có người lưu, và không mất chữ nào đã gõ")
def told_stale(world, story):
    answer = story["late"]
    assert answer.status_code == 409
    assert "Người thứ hai" in answer.text and world.as_("admin").name in words(answer)
    labels = [item.label for item in queries.definition_of(draft(world, "safe_home")).section("site").items]
    assert "Người thứ nhất" in labels and "Người thứ hai" not in labels


@when("quản trị nhập thêm một tiêu chí nữa")
def one_more(world, story):
    story["answer"] = add(story["admin"], world, story["name"], label="Tiêu chí thừa")


@then(parsers.parse('trang nói "{said}"'))
def says(story, said):
    assert story["answer"].status_code == 422
    assert said in words(story["answer"])
