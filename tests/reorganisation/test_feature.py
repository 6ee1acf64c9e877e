"""features/reorganisation_sap_xep.feature, step by step."""

from datetime import datetime

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import col, select

from rasoat import clock
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from rasoat.reorganisation.models import RULES, Reorganisation
from tests.reorganisation.samples import newest_shown, passings, reorganised
from tests.web.browse import inputs, words

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
scenarios("reorganisation_sap_xep.feature")
ACTS = "/ended-agencies/acts"


def day(text):
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=clock.VIETNAM).date()


@pytest.fixture
def story():
    return {}


@pytest.fixture
def officer(client_for):
    return client_for("officer")


def owed(world, key):
    query = select(Obligation).where(Obligation.addressee_id == world.agencies[key], Obligation.status != "transferred")
    return world.see(lambda db: list(db.exec(query.order_by(col(Obligation.source_number), col(Obligation.id)))))


def act(world):
    return world.see(lambda db: db.exec(select(Reorganisation)).one())


@given("thông báo năm 2024 còn 7 nội dung đối với UBND huyện Chi Lăng và 7 nội dung đối với phòng chuyên môn")
def noticed(world):
    reorganised(world)
    assert len(owed(world, "district")) == len(owed(world, "office")) == 7


@given("huyện Chi Lăng cùng phòng chuyên môn đã kết thúc ngày 30/6/2025, có ba xã kế thừa")
def ended(world):
    assert {"commune0", "commune1", "commune2"} <= world.agencies.keys()


@given(parsers.parse("hôm nay là ngày {today}"))
def play(today):
    clock.set_date(day(today))


@given("nội dung thứ 3 đối với huyện phải đạt 46 biển")
def counted(world, story):
    story["counted"] = owed(world, "district")[2].id
    measure = Measure("", "count", "biển", None, 46)
    world.do(lambda db: change_parts(db, db.get_one(Obligation, story["counted"]), measure))


@given(parsers.parse('phòng chuyên môn đã báo cáo nội dung thứ nhất là "{said}"'))
def answered(world, story, said):
    story["answered"] = owed(world, "office")[0].id
    who = world.as_("office_officer")
    world.do(lambda db: answering.answer(db, who, story["answered"], claim="partly_met", text=said))


@when(parsers.parse('chuyên viên ghi "{name}" ngày {dated}, cơ quan mới hoạt động từ {first}'))
def record(world, officer, name, dated, first):
    ids = [str(world.agencies[one]) for one in ("district", "office")]
    data = {"name": name, "dated": dated, "effective_on": first, "basis": "Điều 1", "ended": ids}
    assert officer.post(f"{ACTS}/new", data).status_code == 303


@when("chuyên viên ghi văn bản đề ngày 16/6/2027 mà không chọn cơ quan nào")
def record_wrongly(officer, story):
    story["page"] = officer.post(f"{ACTS}/new", {"name": "NQ", "dated": "16/6/2027", "effective_on": "1/7/2025"})


@when("chuyên viên xác nhận tất cả")
def confirm(world, officer):
    page = f"{ACTS}/{act(world).id}"
    assert officer.post(f"{page}/confirm", {"all": newest_shown(officer, page)}).status_code == 303


@when(parsers.parse("chuyên viên chia nội dung ấy thành {one:d}, {two:d} và {three:d} biển"))
def divide(world, officer, story, one, two, three):
    row = next(each for each in passings(world, act(world).id) if each.target_id == story["counted"])
    address = f"{ACTS}/{act(world).id}/passings/{row.id}"
    to = [str(world.agencies[f"commune{number}"]) for number in range(3)]
    data = {"version": inputs(officer.get(address))["version"], "to": to}
    story["page"] = officer.post(
        address, data | {f"share-{key}": n for key, n in zip(to, (one, two, three), strict=True)}
    )


@when("chuyên viên hoàn tác các đề xuất")
def undo(world, officer):
    page = officer.get(f"{ACTS}/{act(world).id}")
    assert "Hoàn tác các đề xuất" in words(page)
    address = f"/cases/reorganisation/{act(world).id}/undo"
    assert officer.post(address, inputs(page)).status_code == 303


@then(parsers.parse('có {count:d} việc được đề xuất vì "{why}"'))
def proposed(world, officer, count, why):
    rule = next(name for name, title in RULES.items() if title == why)
    found = [one for one in passings(world, act(world).id) if one.kind == "obligation" and one.rule == rule]
    assert len(found) == count
    assert why in words(officer.get(f"{ACTS}/{act(world).id}"))


@then(parsers.parse("UBND xã Nhân Lý phải thực hiện {count:d} nội dung"))
def commune_owes(world, count):
    assert len(owed(world, "commune1")) == count


@then("UBND huyện Chi Lăng không còn nội dung nào")
def nothing_left(world):
    assert owed(world, "district") == []


@then(parsers.parse("UBND huyện Chi Lăng vẫn còn {count:d} nội dung"))
def still_there(world, count):
    assert len(owed(world, "district")) == count


@then(parsers.parse('mỗi nội dung mới ghi căn cứ "{name}"'))
def basis(world, officer, name):
    for row in owed(world, "commune1"):
        assert name in words(officer.get(f"/obligations/{row.id}"))


@then(parsers.parse('UBND xã Vạn Linh phải đạt "{measure}"'))
def must_reach(world, measure):
    assert measure in [row.measure for row in owed(world, "commune2")]


@then(parsers.parse('chuyên viên UBND xã Chi Lăng mở nội dung ấy và đọc thấy "{said}"'))
def reads(world, client_for, story, said):
    child = next(row for row in owed(world, "commune0") if row.parent_id == story["answered"])
    assert said in words(client_for("commune0_officer").get(f"/obligations/{child.id}"))


@then(parsers.parse('trang báo "{told}"'))
def page_says(story, told):
    assert story["page"].status_code == 422 and told in words(story["page"])
