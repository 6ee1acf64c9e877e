"""Steps of the features of access."""

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings
from tests.world import PASSWORD

__all__ = ["app", "client_for", "settings"]

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("access_sign_in.feature")


@pytest.fixture
def story() -> dict[str, Client]:
    return {}


@when(parsers.parse('"{name}" đăng nhập với mật khẩu đúng'), target_fixture="page")
def signs_in(client_for, name):
    client = client_for()
    answer = client.sign_in(name)
    return client.get("/") if answer.status_code == 303 else answer


@when(parsers.parse('"{name}" đăng nhập với mật khẩu "{password}"'), target_fixture="page")
def tries(client_for, name, password):
    return client_for().sign_in(name, password)


@given(parsers.parse('"{name}" đã nhập sai mật khẩu {count:d} lần'))
def failed(client_for, name, count):
    for _ in range(count):
        assert client_for().sign_in(name, f"khong-phai-{PASSWORD}").status_code == 401


@given(parsers.parse('"{name}" đã đăng nhập trên máy của mình'))
def has_a_browser(client_for, story, name):
    story[name] = client_for(name)
    story[name].post("/sign-out")


@given(parsers.parse('kẻ lạ cùng cơ quan đã nhập sai mật khẩu của "{name}" {count:d} lần'))
def stranger(client_for, name, count):
    failed(client_for, name, count)


@when(parsers.parse('"{name}" đăng nhập lại trên máy của mình'), target_fixture="page")
def signs_in_there(story, name):
    assert story[name].sign_in(name).status_code == 303
    return story[name].get("/")


@given(parsers.parse('"{name}" đang làm việc'))
def at_work(client_for, story, name):
    story[name] = client_for(name)


@when(parsers.parse('quản trị khóa tài khoản "{name}"'))
def closes(world, client_for, name):
    answer = client_for("admin").post(f"/admin/users/{world.as_(name).user_id}/close")
    assert answer.status_code == 303


@when(parsers.parse('"{name}" mở "{path}"'), target_fixture="page")
def opens(story, name, path):
    return story[name].get(path)


@then(parsers.parse('trang mở ra có "{text}"'))
def shows(page, text):
    assert page.status_code == 200
    assert text in words(page)


@then(parsers.parse('trang báo số {number:d} và có "{text}"'))
def tells(page, number, text):
    assert str(number) in words(page)
    assert text in words(page)


@then(parsers.parse('"{name}" phải đăng nhập lại'))
def must_sign_in(story, name):
    answer = story[name].get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/")
