"""Steps of the stories about the accounts of those who sign."""

from datetime import timedelta

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat import clock
from rasoat.account_changes.models import AccountChange
from rasoat.account_changes.operations import TO_OWNER
from rasoat.accounts import activation
from rasoat.notifying.models import ToldLine
from rasoat.plans.models import Plan
from tests.plans import samples
from tests.web.browse import inputs, words
from tests.web.conftest import app, client_for, settings
from tests.web.test_administration import CHOSEN, CODE, activating, person
from tests.world import PASSWORD

__all__ = ["app", "client_for", "settings"]
pytestmark = pytest.mark.usefixtures("database")

scenarios("accounts_tai_khoan.feature")


@pytest.fixture
def story():
    return {}


@when(parsers.parse('quản trị mở tài khoản "{name}"'))
def opens(world, client_for, story, name):
    page = client_for("admin").post("/admin/users/new", person(world, username=name))
    story["code"] = CODE.search(words(page)).group()


@when(parsers.parse('"{name}" kích hoạt bằng mã được trao'))
def activates(client_for, story, name):
    story["client"] = client_for()
    assert story["client"].post("/activate", activating(name, story["code"])).status_code == 303


@when(parsers.parse('"{name}" kích hoạt lại tài khoản bằng mã được trao'))
def activates_again(world, client_for, story, name):
    story["code"] = world.do(lambda db: activation.issue_code(db, world.as_(name).user_id))
    activates(client_for, story, name)


@then(parsers.parse('"{name}" vào được bằng mật khẩu tự chọn'))
def comes_in(client_for, name):
    assert client_for().sign_in(name, CHOSEN).status_code == 303


@then("mã đó không dùng được lần nữa")
def used_up(client_for, story):
    assert client_for().post("/activate", activating("nguoi.moi", story["code"])).status_code == 422


@given(parsers.parse('một kế hoạch chờ "{name}" phê duyệt'))
def plan_waits(world, story, name):
    plan = samples.draft(world)
    samples.step(world, plan.id, "submit", "officer")
    for who in ("edu_leader", "culture_leader"):
        samples.step(world, plan.id, "co_sign", who)
    story["plan"] = world.see(lambda db: db.get_one(Plan, plan.id))


@given(parsers.parse('"{name}" đã đăng nhập từ {minutes:d} phút trước'))
def signed_in_before(client_for, story, name, minutes):
    with clock.at(clock.real_now() - timedelta(minutes=minutes)):
        story["client"] = client_for(name)


@when(parsers.parse('"{name}" phê duyệt kế hoạch'))
def approves(story, name):
    plan = story["plan"]
    fields = {"version": str(plan.version)}
    story["path"] = f"/cases/plan/{plan.id}/approve"
    story["page"] = story["client"].post(story["path"], fields)


@when(parsers.parse('"{name}" nhập mật khẩu đúng'))
def gives_it(story, name):
    fields = {**inputs(story["page"]), "confirm_password": PASSWORD}
    token = fields.pop("csrf_token")
    assert story["client"].post(story["path"], fields, token=token).status_code == 303


def _plan(world, story):
    return world.see(lambda db: db.get_one(Plan, story["plan"].id))


@then("trang hỏi lại mật khẩu, kế hoạch chưa được phê duyệt")
def asked(world, story):
    assert "Nhập lại mật khẩu" in words(story["page"])
    assert _plan(world, story).status == "co_signing"


@then("kế hoạch được phê duyệt, chờ cấp số")
def approved(world, story):
    assert _plan(world, story).status == "signed"


@then(parsers.parse('trang nói "{text}"'))
def says(story, text):
    assert text in words(story["page"])


@when(parsers.parse('quản trị xin cấp mã mới cho "{name}"'))
def asks_for_a_code(world, client_for, story, name):
    story["admin"], story["path"] = client_for("admin"), f"/admin/users/{world.as_(name).user_id}/code"
    story["page"] = story["admin"].post(story["path"])


@then(parsers.parse('chưa có mã nào, và "{name}" được báo'))
def none_yet(world, story, name):
    assert story["page"].status_code == 303
    told = select(ToldLine).where(ToldLine.account_id == world.as_(name).user_id)
    assert [line.event for line in world.see(lambda db: db.exec(told).all())] == [TO_OWNER]


@when(parsers.parse('"{name}" xác nhận thay đổi'))
def confirms(world, client_for, name):
    row = world.see(lambda db: db.exec(select(AccountChange)).one())
    path = f"/cases/account_change/{row.id}/confirm"
    assert client_for(name).post(path, {"version": str(row.version)}).status_code == 303


@then("quản trị lấy được mã một lần")
def takes_it_once(story):
    assert CODE.search(words(story["admin"].post(story["path"])))
