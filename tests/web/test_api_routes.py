"""Every route of the API says who may come in, and means it: all of them are walked, as everybody."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.problems import CATALOGUE
from tests.web.browse import Client
from tests.web.test_routes import PUBLIC, SOMEBODY, allowed, rules

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

METHODS = ("GET", "PUT", "PATCH", "POST", "DELETE")
OWN = {"X-Rasoat": "1"}


def walk(app: Flask, methods: tuple[str, ...] = METHODS) -> list[tuple[str, str, frozenset[Role]]]:
    found = [
        (method, path, allowed(app, rule))
        for method in methods
        for rule, path in rules(app, method, api=True)
        if rule.endpoint not in PUBLIC
    ]
    # Whoever walks signs out last.
    found.sort(key=lambda one: one[1].endswith("/session"))
    return [(method, path, allow) for method, path, allow in found if allow is not None]


def refused(answer: Response) -> str:
    """The key of a refusal, which has the same shape wherever it comes from."""
    assert answer.mimetype == "application/json"
    assert answer.headers["Rasoat-Api"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json
    assert set(told) == {"number", "key", "what", "todo", "reasons"}
    entry = CATALOGUE[told["key"]]
    assert (told["number"], answer.status_code) == (entry.number, entry.http)
    assert all(set(reason) == {"field", "message"} for reason in told["reasons"])
    return str(told["key"])


def test_there_is_something_to_walk(app):
    assert len(walk(app)) > 3


@pytest.mark.parametrize("token", [None, "", "rst_1_2", "rst_0197a000000070008000000000000001_x", "x" * 5000, "rst__"])
def test_nobody_comes_in_without_a_token_or_a_session(app, client_for, token):
    client = client_for()
    headers = OWN if token is None else {"Authorization": f"Bearer {token}"}
    for method, path, _ in walk(app):
        answer = client.flask.open(path, method=method, headers=headers, json={})
        assert refused(answer) == "login.required", (method, path)
        assert "Location" not in answer.headers


@pytest.mark.parametrize("role", list(ROLE_TITLES))
def test_every_route_lets_in_by_its_list(app, client_for, role):
    client: Client = client_for(SOMEBODY[role])
    for method, path, allow in walk(app):
        answer = client.flask.open(path, method=method, headers=OWN, json={})
        assert answer.headers["Rasoat-Api"] == "1"
        if role not in allow:
            assert refused(answer) == "forbidden", (method, path)
        elif answer.status_code >= 400:
            assert refused(answer) not in ("login.required", "server"), (method, path)


def test_no_page_of_another_site_writes_with_somebody_s_cookie(app, client_for):
    client = client_for("lead")
    for method, path, _ in walk(app, ("PUT", "PATCH", "POST", "DELETE")):
        for headers in ({}, {"X-Rasoat": "0"}, {"Origin": "https://evil.example"}):
            assert refused(client.flask.open(path, method=method, headers=headers, json={})) == "request.foreign", path


def test_no_other_site_is_let_in_by_the_browser(app, client_for):
    """A browser asks before it sends `X-Rasoat` or a token across sites; it is never told yes."""
    client = client_for("lead")
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Headers": "x-rasoat, authorization"}
    for _, path, _ in walk(app):
        answer = client.flask.options(path, headers=asked)
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


def test_forms_still_need_their_token(client_for: Callable[[str], Client]):
    """Only the API goes without: its header cannot come from another site, a form can."""
    answer = client_for("officer").flask.post("/sign-out", headers={**OWN, "Origin": "http://localhost"})
    assert answer.status_code == 400
