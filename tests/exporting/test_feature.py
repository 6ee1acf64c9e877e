"""The feature of this room, step by step."""

from datetime import datetime

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import select

from rasoat.accounts import operations as accounts
from rasoat.exporting import taking
from rasoat.exporting.models import ExportRun
from rasoat.exporting.registry import listings
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.conditions import STAGES
from tests.exporting.taken import as_dicts, book_of, csv_of, take
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.scenes import day_of
from tests.web.browse import words

pytestmark = pytest.mark.usefixtures("database")

scenarios("exporting_tai_ve.feature")


@pytest.fixture
def story():
    return {}


@given(parsers.parse("hôm nay là ngày {day}"))
def today(story, day):
    story["today"] = day_of(day)


@given(parsers.parse("cuộc kiểm tra tại Chi Lăng có {count:d} kiến nghị đã gửi, hạn ngày {day}"))
def sent(world, story, count, day):
    story["rows"] = obligations(world, followed_up(world).id)
    assert [row.due_on for row in story["rows"]] == [day_of(day)] * count
    play_on(world, story["today"])


@given(parsers.parse('"UBND huyện Chi Lăng" đã báo cáo kiến nghị {number:d} là "{text}"'))
def answered(world, story, number, text):
    who, row = world.as_("district_officer"), story["rows"][number - 1]
    world.do(lambda db: answering.answer(db, who, row.id, claim="met", text=text))


@given(parsers.parse('tên của "{who}" được ghi là "{name}"'))
def named(world, who, name):
    world.do(lambda db: accounts.edit_user(db, world.as_(who).user_id, None, {"full_name": name}))


@given(parsers.parse("mỗi tệp chỉ chứa được {count:d} dòng"))
def small(monkeypatch, count):
    monkeypatch.setattr(taking, "MOST_ROWS", count)


def taken(client_for, story, who, title, form, **filters):
    name = next(one.name for one in listings().values() if one.title == title)
    story["answer"] = answer = take(client_for(who), name, form, **filters)
    story["rows"] = None
    if answer.status_code == 200:
        story["rows"] = as_dicts(book_of(answer) if form == "xlsx" else csv_of(answer))


@when(parsers.parse('"{who}" tải "{title}" về Excel với tình trạng "{stage}"'))
def takes_stage(client_for, story, who, title, stage):
    taken(client_for, story, who, title, "xlsx", stage=next(name for name, told in STAGES.items() if told == stage))


@when(parsers.parse('"{who}" tải "{title}" về CSV'))
def takes_csv(client_for, story, who, title):
    taken(client_for, story, who, title, "csv")


@when(parsers.parse('"{who}" tải "{title}" về Excel với từ tìm "{asked}"'))
def takes_found(client_for, story, who, title, asked):
    taken(client_for, story, who, title, "xlsx", q=asked)


@when(parsers.parse('"{who}" tải "{title}" về CSV với từ tìm "{asked}"'))
def takes_found_csv(client_for, story, who, title, asked):
    taken(client_for, story, who, title, "csv", q=asked)


@then(parsers.parse('tệp tên "{name}" có {count:d} dòng'))
def file_has(story, name, count):
    assert story["answer"].headers["Content-Disposition"] == f"attachment; filename={name}"
    assert len(story["rows"]) == count


@then(parsers.parse("tệp có {count:d} dòng"))
def has(story, count):
    assert len(story["rows"]) == count


@then(parsers.parse('ở dòng {number:d} cột "{head}" là chữ "{text}"'))
def text_at(story, number, head, text):
    assert story["rows"][number - 1][head] == text


@then(parsers.parse('ở dòng {number:d} cột "{head}" là ngày {day}'))
def day_at(story, number, head, day):
    found = story["rows"][number - 1][head]
    assert isinstance(found, datetime)
    assert found.date() == day_of(day)


@then(parsers.parse('ở dòng {number:d} cột "{head}" là số {value:d}'))
def number_at(story, number, head, value):
    found = story["rows"][number - 1][head]
    assert isinstance(found, int)
    assert found == value


@then(parsers.parse('không dòng nào nói đến "{text}"'))
def tells_not(story, text):
    assert text not in story["answer"].text


@then(parsers.parse('có dòng nói đến "{text}"'))
def tells(story, text):
    assert text in story["answer"].text


@then("hệ thống không cho tải")
def refused(story):
    assert story["answer"].status_code == 403


def runs(world):
    return world.see(lambda db: list(db.exec(select(ExportRun))))


@then(parsers.parse('hệ thống báo "{text}" và không ghi lần tải nào'))
def told(world, story, text):
    assert story["answer"].status_code == 413
    assert text in words(story["answer"])
    assert runs(world) == []


@then(parsers.parse('lần tải của "{who}" được ghi: "{title}", {count:d} dòng, điều kiện "{asked}"'))
def written(world, who, title, count, asked):
    (run,) = runs(world)
    assert (run.taken_by, run.title, run.row_count, run.asked) == (world.as_(who).user_id, title, count, asked)


def listed(client_for, who):
    return words(client_for(who).get("/exports/")).rpartition("Các lần tải về")[2].partition("Rà Soát:")[0]


@then(parsers.parse('trang các lần tải về của "{who}" có "{title}"'))
def page_has(client_for, who, title):
    assert title in listed(client_for, who)


@then(parsers.parse('trang các lần tải về của "{who}" không có "{title}"'))
def page_has_not(client_for, who, title):
    assert title not in listed(client_for, who)
