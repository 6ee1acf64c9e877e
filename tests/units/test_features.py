"""features/units_hai_cap.feature, step by step."""

from datetime import date, datetime

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import col, select

from rasoat import clock
from rasoat.db import installation
from rasoat.units import naming, operations, succession
from rasoat.units.models import AdministrativeUnit, Agency
from tests.recommendations.samples import followed_up
from tests.web.browse import inputs, words
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("units_hai_cap.feature")


def day(text):
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=clock.VIETNAM).date()


@pytest.fixture
def story():
    return {}


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def kind_rows(world, kind):
    return world.see(lambda db: list(db.exec(select(Agency).where(Agency.kind == kind))))


def attach(world, key, unit_name):
    """Say which administrative unit an agency serves."""

    def write(db):
        unit = db.exec(select(AdministrativeUnit).where(col(AdministrativeUnit.name) == unit_name)).one()
        operations.edit_agency(db, world.agencies[key], None, {"unit_id": unit.id})

    world.do(write)


@given(parsers.parse("hôm nay là ngày {today}"))
def play(world, today):
    world.do(lambda db: installation.mark_example(db, day(today)))
    clock.set_date(day(today))


@given(parsers.parse('quản trị đã đưa vào đơn vị hành chính của tỉnh "{code}"'))
def bring(admin, code):
    assert "65 đơn vị cấp xã" in words(admin.get(f"/admin/units/provinces?province={code}"))
    assert admin.post("/admin/units/provinces", {"province": code}).status_code == 303


@given(parsers.parse('Ủy ban nhân dân tỉnh được gắn với "{unit}"'))
def province_of_unit(world, unit):
    attach(world, "province", unit)


@given(parsers.parse('Ủy ban nhân dân huyện Chi Lăng được gắn với "{unit}"'))
def district_of_unit(world, unit):
    attach(world, "district", unit)


@given("huyện Chi Lăng còn nội dung phải thực hiện")
def owes(world, story):
    today = clock.today()
    clock.set_date(date(2024, 8, 10))
    story["inspection"] = followed_up(world)
    clock.set_date(today)


@when(parsers.parse('quản trị lập các cơ quan loại "{kind}" theo gợi ý'))
def propose(admin, kind):
    path = f"/admin/agencies/proposed?kind={kind}"
    assert admin.post(path, inputs(admin.get(path))).status_code == 303


@when(parsers.parse('quản trị bỏ "{name}" khỏi gợi ý loại "{kind}" rồi lưu'))
def propose_without(admin, name, kind):
    path = f"/admin/agencies/proposed?kind={kind}"
    fields = inputs(admin.get(path))
    row = next(field for field, value in fields.items() if value == name).rpartition("-")[0]
    shorter = admin.post(path, {**fields, "drop": row})
    assert shorter.status_code == 200
    assert name not in inputs(shorter).values()
    assert admin.post(path, inputs(shorter)).status_code == 303


@when(parsers.parse("quản trị ghi huyện Chi Lăng kết thúc ngày {last}"))
def end(world, admin, last):
    path = f"/admin/agencies/{world.agencies['district']}"
    fields = {**inputs(admin.get(path)), "valid_to": last, "ended_by": "Nghị quyết 1672/NQ-UBTVQH15"}
    done = admin.post(path, fields)
    assert done.status_code == 303, words(done)


@when(parsers.parse('quản trị thêm cơ quan loại "{kind}" tên "{name}" từ ngày {first}'))
def add(world, admin, story, kind, name, first):
    fields = {"name": name, "short_name": name, "symbol": "UBND", "kind": kind, "valid_from": first}
    story["refused"] = admin.post("/admin/agencies/new", {**fields, "parent_id": str(world.agencies["province"])})


@then(parsers.parse('có {count:d} cơ quan loại "{kind}" trực thuộc Ủy ban nhân dân tỉnh'))
def counted_below(world, count, kind):
    rows = kind_rows(world, kind)
    assert len(rows) == count
    assert {row.parent_id for row in rows} == {world.agencies["province"]}


@then(parsers.parse('có {count:d} cơ quan loại "{kind}"'))
def counted(world, count, kind):
    assert len(kind_rows(world, kind)) == count


@then(parsers.parse('trên văn bản của "{name}" có dòng "{line}"'))
def line(world, name, line):
    def above(db):
        return naming.line_above(db, db.exec(select(Agency).where(col(Agency.short_name) == name)).one())

    assert world.see(above) == line


@then("lập lại lần nữa không còn gì để lập")
def nothing_left(admin):
    for kind in ("commune", "commune_office"):
        shown = words(admin.get(f"/admin/agencies/proposed?kind={kind}"))
        assert "Không còn đơn vị nào thiếu cơ quan loại này" in shown


@then(parsers.parse('không có cơ quan "{name}"'))
def none_called(world, name):
    assert world.see(lambda db: db.exec(select(Agency).where(col(Agency.short_name) == name)).first()) is None


@then(parsers.parse('cơ quan kế thừa huyện Chi Lăng là "{names}"'))
def successors(world, names):
    found = world.see(lambda db: [one.short_name for one in succession.of_agency(db, world.agencies["district"])])
    assert found == names.split(", ")


@then(parsers.parse('trang chính của quản trị có dòng "{line}"'))
def on_first_page(admin, line):
    assert line in words(admin.get("/"))


@then(parsers.parse('quản trị thấy số nội dung còn mở của "{name}" mà không mở được hồ sơ'))
def numbers_only(world, admin, name):
    page = admin.get("/ended-agencies/")
    assert name in words(page)
    assert "/followup/" not in page.text and "/obligations/" not in page.text
    assert admin.get(f"/followup/?addressee={world.agencies['district']}").status_code == 403


@then("chuyên viên mở được danh sách nội dung còn mở của huyện Chi Lăng")
def officer_opens(world, client_for):
    officer = client_for("officer")
    path = f"/followup/?addressee={world.agencies['district']}"
    assert path in officer.get("/ended-agencies/").text
    assert "7 nội dung" in words(officer.get(path))


@then(parsers.parse('hệ thống từ chối vì "{reason}"'))
def refused(story, reason):
    assert story["refused"].status_code == 422
    assert reason in words(story["refused"])
