"""features/reorganisation_tai_khoan.feature, step by step."""

from datetime import datetime

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import col, select

from rasoat import clock
from rasoat.account_changes.models import AccountChange
from rasoat.accounts.models import User
from rasoat.units.models import Agency
from tests.reorganisation.samples import account_passings, newest_shown, person, record, reorganised
from tests.web.browse import inputs, words

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
scenarios("reorganisation_tai_khoan.feature")
PAGE = "/ended-agencies/accounts"


@pytest.fixture
def story():
    return {}


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def account(world, username):
    return world.see(lambda db: db.exec(select(User).where(User.username == username)).one())


def agency_of(world, username):
    return world.see(lambda db: db.get_one(Agency, account(world, username).agency_id)).short_name


def asked(world, username):
    query = select(AccountChange).where(AccountChange.account_id == account(world, username).id)
    return world.see(lambda db: db.exec(query.order_by(col(AccountChange.id).desc())).first())


def decide(world, client_for, username, trigger, **more):
    row = asked(world, username)
    sent = client_for("admin2").post(f"/cases/account_change/{row.id}/{trigger}", {"version": row.version, **more})
    assert sent.status_code == 303, words(sent)


@given("huyện Chi Lăng cùng phòng chuyên môn đã kết thúc, có ba xã kế thừa, phần mềm có hai quản trị")
def ended(world):
    reorganised(world)
    person(world, "admin2", "dept", "administrator")


@given(parsers.parse("hôm nay là ngày {today}"))
def play(today):
    clock.set_date(datetime.strptime(today, "%d/%m/%Y").replace(tzinfo=clock.VIETNAM).date())


@given("chuyên viên đã ghi văn bản sắp xếp")
def recorded(world, story):
    story["act"] = record(world)
    clock.set_date(datetime(2025, 7, 10, tzinfo=clock.VIETNAM).date())


@when("quản trị xác nhận tất cả tài khoản")
def confirm(admin, story):
    story["page"] = admin.post(f"{PAGE}/confirm", {"all": newest_shown(admin)}, follow_redirects=True)


@when(parsers.parse('quản trị chọn khóa tài khoản "{username}"'))
def choose(world, admin, username):
    address = f"{PAGE}/{account(world, username).id}"
    assert admin.post(address, {**inputs(admin.get(address)), "to": "close"}).status_code == 303


@when(parsers.parse('quản trị thứ hai đồng ý chuyển "{username}"'))
def agree(world, client_for, username):
    decide(world, client_for, username, "confirm")


@when(parsers.parse('quản trị thứ hai không đồng ý chuyển "{username}"'))
def disagree(world, client_for, username):
    decide(world, client_for, username, "refuse", reason="Người này đã nghỉ hưu")


@when("chuyên viên xác nhận mọi việc của văn bản")
def confirm_things(client_for, story):
    page = f"/ended-agencies/acts/{story['act'].id}"
    officer = client_for("officer")
    officer.post(f"{page}/confirm", {"all": newest_shown(officer, page)})
    story["act_page"] = officer.get(page)


@then(parsers.parse('quản trị thấy "{username}" được đề xuất sang "{agency}" vì "{why}"'))
def sees(world, admin, story, username, agency, why):
    told = words(admin.get(PAGE))
    row = told[told.index(username) :].split("Xem yêu cầu")[0][:300]
    assert agency in row and why in row
    assert username in account_passings(world, story["act"].id)


@then(parsers.parse('"{username}" vẫn ở "{agency}"'))
@then(parsers.parse('"{username}" đã ở "{agency}"'))
def is_at(world, username, agency):
    assert agency_of(world, username) == agency


@then(parsers.parse('tài khoản "{username}" đã khóa'))
def is_closed(world, username):
    assert not account(world, username).active and agency_of(world, username) == "UBND huyện Chi Lăng"


@then(parsers.parse('trang tài khoản báo "{told}"'))
def page_told(story, told):
    assert told in words(story["page"])


@then(parsers.parse('trang tài khoản có "{told}"'))
def page_has(admin, told):
    assert told in words(admin.get(PAGE))


@then(parsers.parse('nhật ký yêu cầu chuyển "{username}" nêu "{basis}"'))
def journal_names(world, client_for, username, basis):
    page = words(client_for("admin2").get(f"/account-changes/{asked(world, username).id}"))
    assert "Căn cứ văn bản sắp xếp tổ chức" in page and basis in page


@then("không còn tài khoản nào chờ quản trị")
def none_left(admin):
    assert "Không có tài khoản nào theo bộ lọc này" in words(admin.get(PAGE))


@then(parsers.parse('trang văn bản nói "{told}"'))
def act_says(story, told):
    assert told in words(story["act_page"])
