"""An empty installation that is begun: what the stories of the first day share."""

import pytest
from flask import Flask
from pytest_bdd import given, parsers, then

from rasoat.app import create_app
from rasoat.web.beginning.token import token
from tests.web.browse import Client, inputs, words
from tests.web.conftest import settings  # noqa: F401 - a fixture of those who import this

LEAD = {
    "province": "20",
    "kind": "department",
    "name": "Sở Y tế",
    "short_name": "",
    "symbol": "SYT",
    "place": "Lạng Sơn",
    "header": "",
    "valid_from": "1/3/2025",
}
PASSWORD = "mat-khau-dai-va-kho"


@pytest.fixture
def empty(database, settings):  # noqa: F811
    made = create_app(settings)
    yield made
    made.extensions["rasoat_database"].close()


@pytest.fixture
def story():
    return {}


def see(database, query):
    with database.read() as session:
        return query(session)


def path(app: Flask) -> str:
    return f"/begin/{token(app.config['SECRET_KEY'])}"


def administrator(username, password=PASSWORD):
    return {
        "full_name": "Quản Trị Thử",
        "username": username,
        "email": "",
        "password": password,
        "again_password": password,
    }


def begin(app, client, username, password=PASSWORD):
    second = client.post(path(app), {**inputs(client.get(path(app))), **LEAD})
    assert second.status_code == 200, words(second)
    return client.post(path(app), {**inputs(second), **administrator(username, password)})


@given("hệ thống đã được cài đặt", target_fixture="admin")
def begun(empty):
    client = Client(empty)
    assert begin(empty, client, "quantri").status_code == 303
    return client


def open_tasks(admin):
    page = admin.get("/admin/remaining").text
    return [part.split("</li>", 1)[0] for part in page.split('class="panel task"')[1:]]


@then(parsers.re('còn phải làm "(?P<titles>.*)"'))
def left(admin, titles):
    found = " ".join(open_tasks(admin))
    for title in titles.split(", "):
        assert title in found, title


@then(parsers.parse('không còn phải làm "{title}"'))
def not_left(admin, title):
    # “Cơ quan được kiểm tra” also ends the title of another task.
    assert not any(f">{title}</" in task for task in open_tasks(admin))
