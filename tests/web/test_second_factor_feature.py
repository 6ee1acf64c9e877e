"""Steps of the stories about the second factor."""

from datetime import timedelta

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat import clock
from rasoat.account_changes.models import AccountChange
from rasoat.account_changes.operations import CODE_USED, TO_OWNER
from rasoat.accounts.queries import against_signing
from rasoat.app import create_app
from rasoat.notifying.models import ToldLine
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings
from tests.web.telephone import Telephone, box_for, give_code, telephone_of
from tests.web.test_second_factor import CODES, GROUPS, PAGE

__all__ = ["app", "client_for", "settings"]
pytestmark = pytest.mark.usefixtures("database")

scenarios("accounts_xac_thuc_hai_buoc.feature")


@pytest.fixture
def story(app):
    return {"app": app}


@given(parsers.parse('"{name}" đang làm việc'))
def works(client_for, story, name):
    story["client"] = client_for(name)


@given(parsers.parse('"{name}" đã bật xác thực hai bước'))
def has_one(world, story, name):
    story["phone"] = telephone_of(world, box_for(story["app"]), name)


@given("hệ thống đòi lãnh đạo và quản trị phải xác thực hai bước")
def demanded(request, settings, story):
    story["app"] = create_app(settings.model_copy(update={"second_factor": "leader,administrator"}))
    request.addfinalizer(story["app"].extensions["rasoat_database"].close)


@when(parsers.parse('"{name}" quét hình và nhập mã đang hiện trên điện thoại'))
def turns_on(story, name):
    page = story["client"].get(PAGE)
    story["phone"] = Telephone(name, GROUPS.search(page.text).group(1).replace(" ", ""))
    sent = {"sealed": inputs(page)["sealed"], "code": story["phone"].code()}
    story["page"] = story["client"].post(PAGE, sent, token=inputs(page)["csrf_token"])


@then(parsers.parse('"{name}" nhận được {count:d} mã dự phòng'))
def given_codes(story, name, count):
    story["phone"].codes = CODES.findall(story["page"].text)
    assert len(story["phone"].codes) == count


@when(parsers.parse('"{name}" đăng nhập ở máy khác với mật khẩu đúng'))
@when(parsers.parse('"{name}" đăng nhập với mật khẩu đúng'))
def gives_password(story, name):
    story["client"] = Client(story["app"])
    story["page"] = story["client"].sign_in(name)


@then("trang hỏi mã xác thực và chưa ai vào được")
def asked(story):
    assert "Nhập mã xác thực" in words(story["client"].get(story["page"].headers["Location"]))
    assert story["client"].get("/").status_code == 303


@when(parsers.parse('nhập mã đang hiện trên điện thoại của "{name}" sau nửa phút'))
def gives_code(story, name):
    with clock.at(clock.real_now() + timedelta(seconds=30)):
        story["page"] = give_code(story["client"], "/sign-in/code", story["phone"].code())


@when(parsers.parse('nhập một mã dự phòng của "{name}"'))
@when("nhập lại mã dự phòng đó")
def gives_recovery_code(story):
    story["page"] = give_code(story["client"], "/sign-in/code", story["phone"].codes[0])


@then("trang chính mở ra")
def inside(story):
    assert story["page"].headers["Location"] == "/"
    story["page"] = story["client"].get("/")
    assert "Chào" in words(story["page"])


@then(parsers.parse("trang báo còn {count:d} mã dự phòng"))
def left(story, count):
    assert f"còn {count} mã" in words(story["page"])


@then(parsers.parse('"{name}" được báo rằng một mã dự phòng vừa được dùng'))
def told_of_the_code(world, name):
    told = select(ToldLine.event).where(ToldLine.account_id == world.as_(name).user_id)
    assert world.see(lambda db: db.exec(told).all()) == [CODE_USED]


@then(parsers.parse('trang nói "{text}"'))
def says(story, text):
    assert text in words(story["page"])


@when(parsers.parse('"{name}" mở trang kế hoạch'))
def opens_plans(story, name):
    story["page"] = story["client"].get("/plans/")


@then("chỉ trang bật xác thực hai bước mở ra")
def only_there(story):
    assert story["page"].headers["Location"] == PAGE
    assert story["client"].get("/").headers["Location"] == PAGE


@then(parsers.parse('"{name}" mở được trang kế hoạch'))
def plans_open(story, name):
    assert story["client"].get("/plans/").status_code == 200


@when(parsers.parse('quản trị xin đặt lại xác thực hai bước của "{name}"'))
def asks_for_reset(world, client_for, name):
    assert client_for("admin").post(f"/admin/users/{world.as_(name).user_id}/second-factor").status_code == 303


@then(parsers.parse('"{name}" vẫn phải nhập mã, và được báo có yêu cầu'))
def not_yet(world, client_for, name):
    assert client_for().sign_in(name).headers["Location"] == "/sign-in/code"
    told = select(ToldLine.event).where(ToldLine.account_id == world.as_(name).user_id)
    assert world.see(lambda db: db.exec(told).all()) == [TO_OWNER]


@when(parsers.parse('"{name}" xác nhận đặt lại'))
def confirms(world, client_for, name):
    row = world.see(lambda db: db.exec(select(AccountChange)).one())
    path = f"/cases/account_change/{row.id}/confirm"
    assert client_for(name).post(path, {"version": str(row.version)}).status_code == 303


@then(parsers.parse('"{name}" vào được bằng mật khẩu'))
def by_password(client_for, name):
    assert client_for(name).get("/").status_code == 200


@then(parsers.parse('"{name}" chưa ký được trong 24 giờ'))
def barred(world, name):
    assert world.see(lambda db: against_signing(db, world.as_(name)))
