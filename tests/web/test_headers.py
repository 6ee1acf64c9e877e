"""What every answer carries, so that a browser runs nothing that is not ours and keeps nothing that is private."""

import re
from datetime import timedelta

import pytest

from rasoat import clock

PATHS = ["/", "/sign-in", "/healthz", "/khong-co", "/problems"]


@pytest.mark.parametrize("path", PATHS)
def test_pages_forbid_foreign_and_inline_code(client_for, path):
    headers = client_for("officer").get(path).headers
    policy = dict(part.split(maxsplit=1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == ("no-store" if path in ("/healthz", "/khong-co") else "private, no-cache")


def test_the_browser_keeps_pages_for_its_back_button_until_signing_out_and_nothing_else(client_for):
    client = client_for("officer")
    assert client.get("/no-such-page").headers["Cache-Control"] == "no-store"
    assert client.post("/plans/new", {}).headers["Cache-Control"] == "no-store"
    left = client.post("/sign-out")
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/plans/").headers["Cache-Control"] == "no-store", "signed out: only a way to the sign-in page"


def test_the_browser_forgets_its_pages_whichever_way_a_person_leaves(client_for):
    """On a shared tablet the back button must not show what the person before has read."""
    client = client_for("officer")
    ended = client.flask.delete("/api/v1/session", headers={"X-Rasoat": "1"})
    assert (ended.status_code, ended.headers["Clear-Site-Data"]) == (204, '"cache"')
    assert "Clear-Site-Data" not in client.sign_in("officer").headers, "nobody was here"
    assert client.sign_in("clerk").headers["Clear-Site-Data"] == '"cache"', "another person takes over the browser"


def test_a_session_that_ran_out_leaves_no_pages_to_the_next_person(client_for, settings):
    client = client_for("officer")
    with clock.at(clock.real_now() + timedelta(hours=settings.session_hours + 1)):
        assert client.sign_in("clerk").headers["Clear-Site-Data"] == '"cache"'


def test_pages_hold_no_inline_code(client_for):
    for username in ("officer", "district_officer", "admin"):
        text = client_for(username).get("/").text
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
        assert all(re.search(r"\ssrc=", tag) for tag in re.findall(r"<script[^>]*>", text))


def test_static_files_are_kept_for_ever_and_are_not_private(client_for):
    client = client_for()
    found = re.findall(r'/static/[^"#]+', client.get("/sign-in").text)
    assert found
    for path in set(found):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_server_does_not_say_which_programs_it_is_made_of(client_for):
    headers = client_for().get("/sign-in").headers
    assert "X-Powered-By" not in headers
    assert "Strict-Transport-Security" not in headers, "over plain HTTP it would mean nothing"
