"""features/beginning_ngay_dau_tien.feature, step by step, and what else the first day must hold."""

import re
from datetime import date

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import col, func, or_, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.app import secret_key
from rasoat.db import installation
from rasoat.units.bringing import LAST_OF_THREE_TIERS
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.web.beginning import remaining
from rasoat.web.beginning.token import token
from tests.web.browse import Client, inputs, words
from tests.web.first_day import *  # noqa: F403 - the shared steps must be names of this module
from tests.web.first_day import LEAD, administrator, begin, path, see

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("beginning_ngay_dau_tien.feature")


@given("một hệ thống trống")
def nothing(empty, database):
    assert see(database, lambda db: db.exec(select(func.count()).select_from(User)).one()) == 0


@when(parsers.parse('mở địa chỉ cài đặt và nhập Sở Y tế của Tỉnh Lạng Sơn, ký hiệu "{symbol}", địa danh "{place}"'))
def first_step(empty, story, symbol, place):
    story["client"] = client = Client(empty)
    fields = {**inputs(client.get(path(empty))), **LEAD, "symbol": symbol, "place": place}
    story["page"] = client.post(path(empty), fields)


@then(parsers.parse('trang cho xem phần đầu văn bản có "{above}" và "{issuer}"'))
def letterhead(story, above, issuer):
    # The symbol may be broken at its hyphen, which leaves nothing in a copied text.
    shown = words(story["page"]).replace("TB- SYT", "TB-SYT")
    assert above in shown and issuer in shown and "TB-SYT" in shown


@when(parsers.parse('nhập người quản trị "{username}"'))
def second_step(empty, story, username):
    story["page"] = story["client"].post(path(empty), {**inputs(story["page"]), **administrator(username)})


@when(parsers.parse('nhập người quản trị "{username}" với mật khẩu "{password}"'))
def weak(empty, story, username, password):
    story["page"] = begin(empty, Client(empty), username, password)


@when(parsers.parse('hai người cùng nhập xong hai bước với tên "{first}" và "{second}"'))
def two(empty, story, first, second):
    one, other = Client(empty), Client(empty)
    pages = [client.post(path(empty), {**inputs(client.get(path(empty))), **LEAD}) for client in (one, other)]
    assert one.post(path(empty), {**inputs(pages[0]), **administrator(first)}).status_code == 303
    story["page"] = other.post(path(empty), {**inputs(pages[1]), **administrator(second)})


@when("quản trị lập Ủy ban nhân dân các xã theo gợi ý")
def communes(admin):
    proposed = "/admin/agencies/proposed?kind=commune"
    assert admin.post(proposed, inputs(admin.get(proposed))).status_code == 303


@when(parsers.parse('quản trị bấm "{button}"'))
def presses(admin, button):
    step = next(step for step, title in remaining.BY_HAND.items() if title == button)
    assert button in words(admin.get("/admin/remaining"))
    assert admin.post(f"/admin/remaining/{step}", {}).status_code == 303


@then(parsers.parse('"{username}" đã đăng nhập và thấy trang "{title}"'))
def signed_in(story, username, title):
    assert story["page"].status_code == 303
    shown = words(story["client"].get(story["page"].headers["Location"]))
    assert title in shown and "Quản Trị Thử" in shown


@then("tỉnh có 65 xã, phường đang tồn tại và 194 xã đến ngày 30/6/2025")
def counted(database):
    def communes_on(last):
        query = select(func.count()).select_from(AdministrativeUnit).where(AdministrativeUnit.level == "commune")
        return see(database, lambda db: db.exec(query.where(last)).one())

    assert communes_on(col(AdministrativeUnit.valid_to).is_(None)) == 65
    assert communes_on(AdministrativeUnit.valid_to == LAST_OF_THREE_TIERS) == 194


@then("địa chỉ cài đặt không mở được nữa")
def over(empty):
    assert "Hệ thống đã được cài đặt." in words(Client(empty).get(path(empty)))


@then(parsers.parse('chỉ có tài khoản "{username}"'))
def only(database, username):
    assert see(database, lambda db: list(db.exec(select(User.username)))) == [username]


@then(parsers.parse('người thứ hai được báo "{told}"'))
@then(parsers.parse('trang báo "{told}"'))
def told(story, told):
    assert told in words(story["page"])
    assert story["page"].status_code in (409, 422)


@then("hệ thống vẫn trống")
def still_empty(database):
    counts = [select(func.count()).select_from(model) for model in (User, Agency, AdministrativeUnit)]
    assert see(database, lambda db: [db.exec(count).one() for count in counts]) == [0, 0, 0]


class TestTheAddress:
    def test_another_one_is_none(self, empty):
        for given_token in ("0" * 32, "x", token("another key")):
            assert Client(empty).get(f"/begin/{given_token}").status_code == 404

    def test_it_follows_from_the_key_of_the_installation(self, empty, settings):
        assert token(secret_key(settings)) == token(empty.config["SECRET_KEY"])

    def test_it_opens_nothing_where_people_work(self, world, empty):
        assert Client(empty).get(path(empty)).status_code == 409


class TestTheFirstStep:
    @pytest.mark.parametrize(
        ("field", "value", "told"),
        [
            ("province", "99", "Chọn một mục trong danh sách."),
            ("kind", "commune", "Chọn một mục trong danh sách."),
            ("symbol", " ", "Nhập ký hiệu."),
            ("valid_from", "31/2/2025", "không phải là ngày"),
        ],
    )
    def test_what_is_wrong_is_told_beside_its_field(self, empty, field, value, told):
        page = Client(empty).post(path(empty), {**LEAD, field: value})
        assert page.status_code == 422
        assert told in words(page)

    def test_a_line_of_ones_own_is_shown_as_it_was_typed(self, empty):
        page = Client(empty).post(path(empty), {**LEAD, "header": "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"})
        assert "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN" in words(page)

    def test_what_was_typed_is_escaped_in_the_letterhead(self, empty):
        page = Client(empty).post(path(empty), {**LEAD, "name": "<b>Sở</b>"})
        assert "<b>Sở</b>" not in page.text and "<B>SỞ</B>" not in page.text


def test_the_lead_agency_stands_under_its_province(empty, database):
    begin(empty, Client(empty), "quantri")

    def line(db):
        agencies = {row.kind: row for row in db.exec(select(Agency))}
        return agencies["department"].parent_id == agencies["province"].id, agencies["province"].short_name

    assert see(database, line) == (True, "UBND tỉnh Lạng Sơn")


def test_the_agency_can_be_changed_after_its_letterhead_was_seen(empty):
    client = Client(empty)
    second = client.post(path(empty), {**inputs(client.get(path(empty))), **LEAD})
    first = client.post(path(empty), {**inputs(second), "back": "1"})
    assert {name: inputs(first)[name] for name in ("name", "symbol", "place")} == {
        name: LEAD[name] for name in ("name", "symbol", "place")
    }


class TestMails:
    def test_without_a_server_one_is_told_so(self, empty):
        client = Client(empty)
        begin(empty, client, "quantri")
        refused = client.post("/admin/remaining/mail", {})
        assert "Chưa có máy chủ thư." in words(refused)

    def test_only_the_steps_of_the_list_can_be_noted(self, empty, database):
        client = Client(empty)
        begin(empty, client, "quantri")
        assert client.post("/admin/remaining/backup", {}).status_code == 404
        assert client.post("/admin/remaining/restore", {}).status_code == 303
        assert set(see(database, installation.steps)) == {"restore"}


def test_a_note_of_last_year_does_not_count_this_year(empty, database, settings):
    client = Client(empty)
    begin(empty, client, "quantri")
    client.post("/admin/remaining/no_days", {})
    with empty.test_request_context(), database.read() as session:
        year = clock.local(clock.real_now()).year
        title = "Ngày nghỉ, làm bù năm {}"
        assert title.format(year) not in [task.title for task in remaining.left(session, settings, date(year, 5, 1))]
        assert title.format(year + 1) in [
            task.title for task in remaining.left(session, settings, date(year + 1, 5, 1))
        ]


def test_proposed_agencies_lead_on_to_the_next_kind_of_which_any_lack(empty):
    client = Client(empty)
    begin(empty, client, "quantri")
    page, led = client.get("/admin/agencies/proposed"), []
    while "Lập các cơ quan này" in page.text:
        chosen = re.search(r'value="(\w+)" selected', page.text)
        led.append(chosen[1])
        answer = client.post(f"/admin/agencies/proposed?kind={chosen[1]}", inputs(page))
        page = client.get(answer.location)
    assert led == ["district", "district_office", "commune", "commune_office"]
    # The province has its agency from the beginning: it is not offered, and now nothing is.
    assert "Không còn đơn vị nào" in words(client.get("/admin/agencies/proposed?kind=commune"))


def test_one_press_records_the_proposed_agencies_of_every_kind(empty, database):
    client = Client(empty)
    begin(empty, client, "quantri")
    page = client.get("/admin/agencies/proposed")
    assert "Còn 3 loại" in words(page)
    answer = client.post("/admin/agencies/proposed?kind=district", inputs(page) | {"rest": "1"})
    assert answer.location.endswith("/admin/agencies")
    for kind in ("district", "district_office", "commune", "commune_office"):
        assert "Không còn đơn vị nào" in words(client.get(f"/admin/agencies/proposed?kind={kind}"))
    with database.read() as session:
        # Each office stands under the agency of its own unit, which was recorded a moment before.
        offices = session.exec(select(Agency).where(Agency.kind == "commune_office")).all()
        parents = {one.id: one for one in session.exec(select(Agency).where(Agency.kind == "commune"))}
        assert offices
        assert all(parents[one.parent_id].unit_id == one.unit_id for one in offices)


def test_one_press_records_no_office_of_a_unit_whose_agency_was_taken_out(empty, database):
    client = Client(empty)
    begin(empty, client, "quantri")
    sent = inputs(client.get("/admin/agencies/proposed"))
    page = client.post("/admin/agencies/proposed?kind=district", sent | {"drop": "rows-0"})
    answer = client.post("/admin/agencies/proposed?kind=district", inputs(page) | {"rest": "1"})
    assert answer.status_code == 303, words(answer)
    with database.read() as session:
        districts = session.exec(select(Agency).where(Agency.kind == "district")).all()
        offices = session.exec(select(Agency).where(Agency.kind == "district_office")).all()
        assert districts
        assert {one.parent_id for one in offices} == {one.id for one in districts}


def test_ended_agencies_need_no_accounts(empty, database):
    client = Client(empty)
    begin(empty, client, "quantri")

    def ended(db):
        last = col(Agency.valid_to)
        return db.exec(
            select(func.count()).select_from(Agency).where(or_(last.is_(None), last > LAST_OF_THREE_TIERS))
        ).one()

    assert see(database, ended) == 2
