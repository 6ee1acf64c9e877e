"""Another agency's cases do not exist: every address that names one answers 404, and tells nothing of it."""

import pytest
from sqlmodel import select

from rasoat.visits.models import Visit
from tests.recommendations import samples
from tests.web.browse import words
from tests.web.test_routes import allowed, rules

SECRET = ("Chi Lăng", samples.TO_DISTRICT[0], "Hoàng Thị Thử", "KHLN")


@pytest.fixture
def ids(world):
    """By the name a route gives it: ids that belong to the inspection of Chi Lăng."""
    inspection = samples.followed_up(world)
    obligation = samples.obligations(world, inspection.id)[0]
    visit = world.see(lambda db: db.exec(select(Visit).where(Visit.inspection_id == inspection.id)).first())
    return {
        "plan_id": inspection.plan_id,
        "inspection_id": inspection.id,
        "visit_id": visit.id,
        "obligation_id": obligation.id,
        "recommendation_id": obligation.source_id,
        "user_id": world.as_("officer").user_id,
        "agency_id": world.agencies["district"],
    }


def addresses(app, ids, method):
    for rule, _ in rules(app, method):
        if rule.arguments and rule.arguments <= ids.keys():
            with app.test_request_context():
                yield (
                    rule,
                    "/"
                    + "/".join(
                        str(ids[part[1:-1].split(":")[-1]]) if part.startswith("<") else part
                        for part in rule.rule.strip("/").split("/")
                    ),
                )


@pytest.mark.parametrize("username", ["other_officer", "admin"])
def test_their_pages_do_not_exist_for_others(app, client_for, ids, username):
    client = client_for(username)
    asked = 0
    for rule, path in addresses(app, ids, "GET"):
        if rule.endpoint.startswith("administration."):
            continue
        answer = client.get(path)
        assert answer.status_code in (403, 404), (path, answer.status_code)
        assert not [word for word in SECRET if word in words(answer)], path
        asked += answer.status_code == 404
    assert asked or username == "admin"


def test_nothing_can_be_done_to_them(app, client_for, ids):
    client = client_for("other_officer")
    token = client.token()
    for rule, path in addresses(app, ids, "POST"):
        answer = client.post(path, {"version": "1"}, token=token)
        assert answer.status_code in (403, 404), (path, answer.status_code)
        assert allowed(app, rule) is not None


@pytest.mark.parametrize(
    ("kind", "name", "trigger"),
    [
        ("plan", "plan_id", "close"),
        ("inspection", "inspection_id", "close"),
        ("obligation", "obligation_id", "acknowledge"),
        ("visit", "visit_id", "open"),
        ("nothing", "plan_id", "close"),
    ],
)
def test_no_action_reaches_them(client_for, ids, kind, name, trigger):
    client = client_for("other_officer")
    path = f"/cases/{kind}/{ids[name]}/{trigger}"
    assert client.get(path).status_code == 404
    answer = client.post(path)
    assert answer.status_code == 404
    assert not [word for word in SECRET if word in words(answer)]


def test_those_they_concern_open_them(client_for, ids):
    for username, path in [
        ("officer", f"/plans/{ids['plan_id']}"),
        ("officer", f"/inspections/{ids['inspection_id']}"),
        ("district_officer", f"/inspections/{ids['inspection_id']}"),
    ]:
        assert client_for(username).get(path).status_code == 200, path
