"""Every route says who may come in, and means it: all of them are walked, as everybody."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from rasoat.accounts.actor import ROLE_TITLES, Role
from tests.web.browse import words

TABLET = {"tablet.shell", "tablet.worker", "tablet.manifest"}
PUBLIC = {
    "static",
    "openapi_api.show",
    "health.show",
    "login.sign_in",
    "second_step.enter_code",
    "activation.activate",
    "beginning.begin",
    "calendar.fetch",
    "tablets_api.end_token",
    *TABLET,
}
"""All that is open without signing in. Whoever adds to it explains why in the room's view."""
SOMEBODY = {
    Role.OFFICER: "officer",
    Role.LEADER: "leader",
    Role.CLERK: "clerk",
    Role.MEMBER: "lead",
    Role.AUTHORITY_OFFICER: "district_officer",
    Role.AUTHORITY_LEADER: "district_leader",
    Role.ADMINISTRATOR: "admin",
}
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Who may come in is decided before any database is asked; what a page then reads is read from both."""
SAMPLES = {"uuid": "0197a000-0000-7000-8000-000000000001", "int": 1, "default": "khong-co", "path": "khong-co"}


def rules(app: Flask, method: str, *, api: bool = False) -> Iterator[tuple[Rule, str]]:
    """Routes of pages, or of the API, that take a method, with an address made up where they want values."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") != api:
            continue
        if method in (rule.methods or ()) and rule.endpoint != "static":
            made = re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda m: str(SAMPLES[m.group(1) or "default"]), rule.rule)
            yield rule, made


def allowed(app: Flask, rule: Rule) -> frozenset[Role] | None:
    found: frozenset[Role] | None = app.view_functions[rule.endpoint].rasoat_allow  # type: ignore[attr-defined]
    return found


@on_sqlite
def test_every_view_says_who_may_come_in(app):
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, "rasoat_allow")]
    assert not unmarked


@on_sqlite
def test_only_a_handful_is_public(app):
    public = {name for name, view in app.view_functions.items() if view.rasoat_allow is None}
    assert public == PUBLIC


@on_sqlite
def test_allow_lists_name_roles_only(app):
    for view in app.view_functions.values():
        assert view.rasoat_allow is None or set(view.rasoat_allow) <= set(ROLE_TITLES)


@on_sqlite
def test_a_view_without_a_mark_is_not_served(app, client_for):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = client_for("admin").get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


@on_sqlite
def test_nobody_comes_in_without_signing_in(app, client_for):
    client = client_for()
    for rule, path in rules(app, "GET"):
        if rule.endpoint in PUBLIC:
            continue
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"][:9]) == (303, "/sign-in?"), path
    for rule, path in rules(app, "POST"):
        if rule.endpoint not in PUBLIC:
            assert client.post(path).status_code == 401, path


@on_sqlite
def test_programs_are_told_in_json(client_for):
    answer = client_for().get("/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["number"] == 1103


@pytest.mark.parametrize("role", list(ROLE_TITLES))
def test_every_page_opens_or_refuses_by_its_list(app, client_for, role):
    client = client_for(SOMEBODY[role])
    opened = 0
    for rule, path in rules(app, "GET"):
        answer = client.get(path)
        allow = allowed(app, rule)
        if allow is not None and role not in allow:
            assert answer.status_code == 403, path
            assert "1002" in answer.text
        elif rule.endpoint.startswith("earlier_addresses."):
            assert answer.status_code == 308, path
        elif rule.arguments:
            # Made-up values: nothing there, for whoever may come in; never a failure of the server.
            assert answer.status_code in (200, 400, 404), (path, answer.status_code)
        else:
            assert answer.status_code in (200, 303), (path, answer.status_code, words(answer)[:300])
            opened += 1
    assert opened > 3


@pytest.mark.parametrize("role", list(ROLE_TITLES))
@on_sqlite
def test_nothing_is_accepted_without_a_token(app, client_for, role):
    client = client_for(SOMEBODY[role])
    tried = 0
    for rule, path in rules(app, "POST"):
        allow = allowed(app, rule)
        answer = client.post(path, {"q": "1"}, token=None)
        if allow is not None and role not in allow:
            assert answer.status_code == 403, path
        else:
            assert answer.status_code == 400, path
            assert "1005" in answer.text
            tried += 1
    assert tried > 2


@on_sqlite
def test_a_token_of_another_session_is_none(client_for):
    stranger, person = client_for(), client_for("officer")
    answer = person.post("/sign-out", token=stranger.token())
    assert answer.status_code == 400


@on_sqlite
def test_unknown_addresses_and_methods_are_told_plainly(client_for):
    client = client_for("officer")
    lost = client.get("/khong-co-trang-nay")
    assert (lost.status_code, "Kiểm tra lại địa chỉ" in words(lost)) == (404, True)
    wrong = client.get("/sign-out")
    assert (wrong.status_code, "1006" in wrong.text) == (405, True)


@on_sqlite
def test_ids_that_are_none_are_not_found(app, client_for):
    """UUIDs in addresses are parsed by the router: anything else is no page at all."""
    assert UUID(SAMPLES["uuid"]).version == 7
    client = client_for("admin")
    for path in ("/files/1", "/files/%00", "/cases/plan/../../etc", "/admin/users/' OR 1=1"):
        assert client.get(path).status_code == 404, path
