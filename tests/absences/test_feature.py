"""Steps of the stories about people who are away."""

from datetime import UTC, datetime

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat import clock
from rasoat.account_changes.models import AccountChange
from rasoat.accounts.models import Absence
from rasoat.accounts.queries import actor_of
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, fire
from tests.visits import samples
from tests.web.browse import words

pytestmark = pytest.mark.usefixtures("database")

scenarios("accounts_lam_thay.feature")


@pytest.fixture
def story():
    return {}


@pytest.fixture
def days():
    """Moves the clock; it stands still until the next step that moves it."""
    moved = []

    def to(text):
        day, month, year = map(int, text.split("/"))
        moved.append(clock.at(datetime(year, month, day, 2, tzinfo=UTC)))
        moved[-1].__enter__()

    yield to
    for one in reversed(moved):
        one.__exit__(None, None, None)


@given(parsers.parse('cuộc kiểm tra UBND huyện Chi Lăng đã xếp lịch ngày 17/7/2024, "{name}" làm trưởng đoàn'))
def scheduled(world, story, name):
    story["case"] = samples.scheduled(world)


@given(parsers.parse("hôm nay là ngày {day}"))
@when(parsers.parse("đến ngày {day}"))
def on_day(days, day):
    days(day)


def send(world, client_for, path, first, last, stand_in):
    return client_for(path[0]).post(
        path[1], {"first_day": first, "last_day": last, "stand_in_id": str(world.as_(stand_in).user_id)}
    )


@when(parsers.parse('"{name}" ghi vắng từ {first} đến {last}, "{stand_in}" làm thay'))
def goes(world, client_for, name, first, last, stand_in):
    page = send(world, client_for, (name, "/absences/new"), first, last, stand_in)
    assert page.status_code == 303, words(page)


@when(parsers.parse('"{name}" xin ghi vắng từ {first} đến {last}, "{stand_in}" làm thay'))
def asks(world, client_for, story, name, first, last, stand_in):
    story["page"] = send(world, client_for, (name, "/absences/new"), first, last, stand_in)
    assert story["page"].status_code == 422


@when(parsers.parse('"{by}" ghi "{name}" vắng từ {first} đến {last}, "{stand_in}" làm thay'))
def is_set(world, client_for, by, name, first, last, stand_in):
    path = f"/absences/new/{world.as_(name).user_id}"
    assert send(world, client_for, (by, path), first, last, stand_in).status_code == 303


@when(parsers.parse('"{name}" kết thúc sớm lần vắng ấy'))
def ends(world, client_for, name):
    row = world.see(lambda s: s.exec(select(Absence)).one())
    assert client_for(name).post(f"/absences/{row.id}/end", {}).status_code == 303


@then(parsers.parse('trang công việc của "{name}" có "{text}"'))
def stands_on_first_page(client_for, name, text):
    assert text in words(client_for(name).get("/"))


@then(parsers.parse('trang nói "{text}"'))
def says(story, text):
    assert text in words(story["page"])


@when(parsers.parse('"{name}" mở buổi làm việc'))
def opens(client_for, story, name):
    case = story["case"]
    page = client_for(name).post(f"/cases/visit/{case.visit.id}/open", {"version": str(case.visit.version)})
    assert page.status_code == 303, words(page)


@then(parsers.parse('nhật ký buổi làm việc ghi "{text}"'))
def journal_says(client_for, story, text):
    assert text in words(client_for("officer").get(f"/visits/{story['case'].visit.id}"))


def refused(world, name, kind, case_id, trigger, **payload):
    actor = world.see(lambda s: actor_of(s, world.as_(name).user_id))
    with pytest.raises(Problem) as raised:
        world.do(lambda s: fire(s, CaseRef(kind, case_id), trigger, actor, payload=payload))
    assert raised.value.key == "case.not_allowed"


@then(parsers.parse('"{name}" không mở được buổi làm việc'))
def may_not_open(world, story, name):
    refused(world, name, "visit", story["case"].visit.id, "open")


@then(parsers.parse('"{name}" không hủy được cuộc kiểm tra'))
def may_not_cancel(world, story, name):
    refused(world, name, "inspection", story["case"].inspection_id, "cancel", reason="Không cần nữa")


@when(parsers.parse('quản trị xin cấp mã mới cho "{name}"'))
def admin_asks(world, client_for, name):
    client_for("admin").post(f"/admin/users/{world.as_(name).user_id}/code", {})


@then(parsers.parse('"{name}" không xác nhận được thay đổi ấy'))
def may_not_confirm(world, name):
    row = world.see(lambda s: s.exec(select(AccountChange)).one())
    refused(world, name, "account_change", row.id, "confirm")
