"""Steps of the story in which somebody hands over what he has in hand."""

from datetime import date

import pytest
from pytest_bdd import parsers, scenarios, step
from sqlmodel import select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.plans.models import Plan
from tests.plans import samples
from tests.web.browse import inputs, words

pytestmark = pytest.mark.usefixtures("database")

scenarios("accounts_ban_giao.feature")


@pytest.fixture
def story():
    yield {}
    clock.set_date(None)


def sends(client, story, path, data):
    """Send a form as the page shows it, and keep what the person reads then."""
    answer = client.post(path, {**data, "version": inputs(client.get(path)).get("version", "")})
    story["page"] = client.get(answer.location) if answer.status_code == 303 else answer
    story["saved"] = answer.status_code == 303


def to(world, name):
    return {"drafts_to": str(world.as_(name).user_id)}


@step(parsers.parse("hôm nay là ngày {day}"))
def today(world, day):
    from rasoat.db import installation

    number, month, year = map(int, day.split("/"))
    clock.set_date(date(year, month, number))
    world.do(lambda s: installation.mark_example(s, date(year, month, number)))


@step('"officer" đang soạn một kế hoạch')
def drafted(world):
    samples.draft(world)


@step("kế hoạch ấy đã gửi các cơ quan cùng ký")
def submitted(world):
    plan = world.see(lambda s: s.exec(select(Plan)).one())
    samples.step(world, plan.id, "submit", "officer")


def closes(world, client_for, story, name, data):
    sends(client_for("admin"), story, f"/admin/users/{world.as_(name).user_id}/close", data)


@step(parsers.parse('quản trị khóa tài khoản "{name}" mà không nói ai soạn tiếp'))
def closes_silently(world, client_for, story, name):
    closes(world, client_for, story, name, {})
    assert not story["saved"]


@step(parsers.parse('quản trị khóa tài khoản "{name}", giao bản thảo cho "{other}"'))
def closes_giving(world, client_for, story, name, other):
    closes(world, client_for, story, name, to(world, other))


@step(parsers.parse('quản trị khóa tài khoản "{name}", để bản thảo lại'))
def closes_leaving(world, client_for, story, name):
    closes(world, client_for, story, name, {"drafts_to": "nobody"})
    assert story["saved"]


def moves(world, client_for, story, name, data):
    user = world.see(lambda s: s.get_one(User, world.as_(name).user_id))
    fields = {key: getattr(user, key) for key in ("full_name", "title", "role", "email", "telephone")}
    given = {**fields, "agency_id": str(world.agencies["edu"]), **data}
    sends(client_for("admin"), story, f"/admin/users/{user.id}", given)


@step(parsers.parse('quản trị chuyển "{name}" sang Sở GDĐT mà không nói ai soạn tiếp'))
def moves_silently(world, client_for, story, name):
    moves(world, client_for, story, name, {})
    assert not story["saved"]


@step(parsers.parse('quản trị chuyển "{name}" sang Sở GDĐT, giao bản thảo cho "{other}"'))
def moves_giving(world, client_for, story, name, other):
    moves(world, client_for, story, name, to(world, other))
    assert story["saved"]


def goes(world, client_for, story, name, days, stand_in, data):
    given = {"first_day": days[0], "last_day": days[1], "stand_in_id": str(world.as_(stand_in).user_id), **data}
    sends(client_for(name), story, "/absences/new", given)
    assert story["saved"], words(story["page"])


@step(
    parsers.re('"(?P<name>[^"]+)" ghi vắng từ (?P<first>[0-9/]+) đến (?P<last>[0-9/]+), "(?P<stand_in>[^"]+)" làm thay')
)
def away(world, client_for, story, name, first, last, stand_in):
    goes(world, client_for, story, name, (first, last), stand_in, {})


@step(
    parsers.re(
        '"(?P<name>[^"]+)" ghi vắng từ (?P<first>[0-9/]+) đến (?P<last>[0-9/]+), "(?P<stand_in>[^"]+)" làm thay và soạn tiếp'
    )
)
def away_drafting(world, client_for, story, name, first, last, stand_in):
    goes(world, client_for, story, name, (first, last), stand_in, {"drafts_to": "nobody"})


@step(
    parsers.re(
        '"(?P<name>[^"]+)" ghi vắng từ (?P<first>[0-9/]+) đến (?P<last>[0-9/]+), "(?P<stand_in>[^"]+)" làm thay, giao bản thảo cho "(?P<other>[^"]+)"'
    )
)
def away_giving(world, client_for, story, name, first, last, stand_in, other):
    goes(world, client_for, story, name, (first, last), stand_in, to(world, other))


@step(parsers.parse('trang nói "{told}"'))
def says(story, told):
    assert told in words(story["page"])


@step(parsers.parse('"{name}" vẫn đang dùng tài khoản'))
def still_open(world, name):
    assert world.see(lambda s: s.get_one(User, world.as_(name).user_id)).active


@step(parsers.parse('trang công việc của "{name}" có "{told}"'))
def has(client_for, name, told):
    assert told in words(client_for(name).get("/"))


@step(parsers.parse('trang công việc của "{name}" không có "{told}"'))
def has_not(client_for, name, told):
    assert told not in words(client_for(name).get("/"))


@step(parsers.parse('trang khóa tài khoản "{name}" có "{told}"'))
def warns(world, client_for, name, told):
    assert told in words(client_for("admin").get(f"/admin/users/{world.as_(name).user_id}/close"))


@step(parsers.parse('nhật ký kế hoạch ghi "{told}"'))
def journal(world, client_for, told):
    plan = world.see(lambda s: s.exec(select(Plan)).one())
    assert told in words(client_for("officer2").get(f"/plans/{plan.id}"))
