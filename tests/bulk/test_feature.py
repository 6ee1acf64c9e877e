"""The feature of this room, step by step."""

import re
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import func, select

from rasoat import clock
from rasoat.followup import operations as followup
from rasoat.recommendations.models import PRIORITIES, Obligation
from rasoat.recommendations.priorities import operations as priorities
from tests.bulk.samples import chosen, done_to, rows_on
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.scenes import day_of
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages

pytestmark = pytest.mark.usefixtures("database")

scenarios("bulk_nhieu_dong.feature")
LEVELS = {title: name for name, title in PRIORITIES.items()}
BOARD = "/followup/"


@pytest.fixture
def story():
    return {}


@given(parsers.parse("hôm nay là ngày {day}"))
def today(story, day):
    story["today"] = day_of(day)


@given(parsers.parse("cuộc kiểm tra tại Chi Lăng có {count:d} kiến nghị đã gửi"))
def sent(world, client_for, story, count):  # noqa: F811
    assert len(obligations(world, followed_up(world).id)) == count
    play_on(world, story["today"])
    story["officer"] = client_for("officer")
    story["ticked"] = rows_on(story["officer"], BOARD)[:5]


@given(parsers.parse("chuyên viên đã đôn đốc riêng nội dung thứ {number:d}"))
def reminded(world, story, number):
    with clock.use_date(story["today"]):
        world.do(lambda s: followup.remind_now(s, world.as_("officer"), _id(story, number)))


@given("chuyên viên mở danh sách và đánh dấu 5 nội dung đầu")
def opened(story):
    assert len(story["ticked"]) == 5


@given(parsers.parse('sau đó đồng nghiệp đổi mức nội dung thứ {number:d} thành "{level}"'))
def changed(world, story, number, level):
    values = {"priority": LEVELS[level], "reason": "Đồng nghiệp đã đổi."}
    with clock.use_date(story["today"]):
        world.do(lambda s: priorities.change(s, world.as_("officer"), _id(story, number), **values))


@when("chuyên viên đánh dấu 5 nội dung đầu rồi đôn đốc")
def remind_some(story):
    story["asked"] = words(chosen(story["officer"], "followup", "remind", story["ticked"]))
    _do(story, "remind")


@when(parsers.parse('chuyên viên đánh dấu 5 nội dung đầu rồi đổi mức ưu tiên thành "{level}" với lý do "{reason}"'))
@when(parsers.parse('chuyên viên đổi mức ưu tiên các nội dung đã đánh dấu thành "{level}" với lý do "{reason}"'))
def raise_some(story, level, reason):
    _do(story, "priority", priority=LEVELS[level], priority_reason=reason)


@when("chuyên viên hoàn tác")
def undo(story):
    assert story["officer"].post(f"{story['run']}/undo", {}).status_code == 303
    story["shown"] = words(story["officer"].get(story["run"]))


@when(parsers.parse('chuyên viên lọc nội dung của "{unit}" rồi đôn đốc tất cả nội dung khớp bộ lọc'))
def remind_all(world, story, unit):
    page = story["officer"].get(BOARD).text
    addressee = re.search(rf'<option value="([^"]+)">[^<]*{unit}', page)[1]
    asked = story["officer"].post(f"/bulk/followup?addressee={addressee}", {"scope": "all", "action": "remind"})
    story["ticked"] = re.findall(r'name="row" value="([^"]+)"', asked.text)
    _do(story, "remind")


@then("trang hỏi lại nói lời nhắc đã gửi không lấy lại được")
def asked_again(story):
    assert "Lời nhắc đã gửi không lấy lại được." in story["asked"]


@then(parsers.parse('kết quả là "{said}"'))
def result(story, said):
    assert said in story["shown"]


@then(parsers.parse('dòng không làm được ghi "{why}"'))
def why_not(story, why):
    assert re.search(f"Không làm được [^|]*{why}", story["shown"])


@then("không có nút hoàn tác")
def no_undo(story):
    assert "/undo" not in story["officer"].get(story["run"]).text


@then(parsers.parse('có {count:d} nội dung ở mức "{level}"'))
def at_level(world, count, level):
    query = select(func.count()).select_from(Obligation).where(Obligation.priority == LEVELS[level])
    assert world.see(lambda s: s.exec(query).one()) == count


@then(parsers.parse('nội dung thứ {number:d} ở mức "{level}"'))
def is_at_level(world, story, number, level):
    assert world.see(lambda s: s.get_one(Obligation, _id(story, number)).priority) == LEVELS[level]


def _do(story, action, **given):
    answer = done_to(story["officer"], "followup", action, story["ticked"], follow=False, **given)
    story["run"] = answer.headers["Location"]
    story["shown"] = words(story["officer"].get(story["run"]))


def _id(story, number):
    return UUID(story["ticked"][number - 1].partition(":")[0])
