"""Steps of the stories about a paper's Word file."""

import io
from urllib.parse import unquote

import docx
import pytest
from docx.oxml.ns import qn
from pytest_bdd import given, parsers, scenarios, then, when
from sqlmodel import col, select

from rasoat.accounts.models import User
from rasoat.documents import register
from rasoat.papers import signing_outside
from tests.papers.samples import print_at_once, result
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
# What is read here is the same on both databases.
pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

scenarios("papers_ban_word.feature")

PEOPLE = {"chuyên viên": "officer", "cán bộ huyện": "district_officer"}


@given("ngày 5/8/2024 chuyên viên đã soạn thông báo kết quả", target_fixture="told")
def drafted(world):
    return result(world)


@given("ngày 5/8/2024 văn thư đã ban hành với số 1")
def issued(told, client_for, monkeypatch):
    print_at_once(monkeypatch)
    told.to_number()
    data = {"issued_on": "5/8/2024", "version": str(told.notice.version)}
    assert client_for("clerk").post(f"/papers/{told.paper_id}/number", data).status_code == 303
    assert told.notice.number == 1


@given("ngày 5/8/2024 chuyên viên trình lãnh đạo ký ngoài hệ thống")
def sent_to_sign(world, told):
    told.fire("check", "officer")
    officer, leader, version = world.as_("officer"), world.as_("leader").user_id, told.notice.version
    world.do(lambda s: signing_outside.send_to_sign(s, officer, told.paper_id, leader, version))


@when("người đứng đầu Sở đổi tên")
def renamed(world, told):
    def change(session):
        for user in session.exec(select(User).order_by(col(User.id))):
            user.full_name = "Người Khác Hẳn"

    told.signer = register.snapshot_of(told.frozen).signing.name
    world.do(change)


@when(parsers.re("(?P<who>chuyên viên|cán bộ huyện) tải bản Word"), target_fixture="answer")
def taken(told, client_for, who):
    return client_for(PEOPLE[who]).get(f"/papers/{told.paper_id}/paper.docx")


def _name(answer):
    return unquote(answer.headers["Content-Disposition"].partition("filename*=UTF-8''")[2])


def _text(answer):
    assert answer.status_code == 200
    return "".join(one.text or "" for one in docx.Document(io.BytesIO(answer.data)).element.iter(qn("w:t")))


@then(parsers.parse('tệp có tên bắt đầu bằng "{words}"'))
def begins(answer, words):
    assert _name(answer).startswith(words)


@then(parsers.parse('tệp có tên "{name}"'))
def named(answer, name):
    assert _name(answer) == name


@then(parsers.parse('trong tệp có "{words}"'))
def contains(answer, words):
    assert words in _text(answer)


@then(parsers.parse('trong tệp không có "{words}"'))
def lacks(answer, words):
    assert words not in _text(answer)


@then("trong tệp có người ký như khi ban hành")
def signed(told, answer):
    assert told.signer
    assert told.signer in _text(answer)
    assert "Người Khác Hẳn" not in _text(answer)


@then("không có tệp nào")
def nothing(answer):
    assert answer.status_code == 404
