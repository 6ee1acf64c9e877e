"""Guessing is slowed down where somebody guesses; the account's owner and a whole office are not kept out by it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from rasoat import clock
from rasoat.accounts import signing_in
from rasoat.accounts.models import LoginAttempt
from rasoat.accounts.signing_in import MAX_FAILURES_OF_STRANGERS, MAX_FAILURES_PER_ADDRESS, MAX_FAILURES_PER_NAME
from rasoat.web import browsers
from tests.web.browse import inputs, words
from tests.world import PASSWORD

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
OFFICE = {"REMOTE_ADDR": "10.1.2.3"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


def at(address):
    return {"REMOTE_ADDR": address}


def guess(client, username="officer", times=MAX_FAILURES_PER_NAME, where=ELSEWHERE):
    """Wrong passwords from one place, until that place must wait."""
    for _ in range(times):
        assert client.sign_in(username, "doan-mo-lan-nay", environ_base=where).status_code == 401


def test_whoever_guesses_far_away_keeps_nobody_out(client_for):
    guess(client_for())
    assert client_for().sign_in("officer", environ_base=ELSEWHERE).status_code == 429
    assert client_for().sign_in("officer", environ_base=OFFICE).status_code == 303


def test_a_known_browser_is_let_in_whatever_happens_in_its_office(client_for):
    known = client_for()
    assert known.sign_in("officer", environ_base=OFFICE).status_code == 303
    known.post("/sign-out")
    guess(client_for(), where=OFFICE)
    assert client_for().sign_in("officer", environ_base=OFFICE).status_code == 429, "a stranger in the office waits"
    assert known.sign_in("officer", environ_base=OFFICE).status_code == 303


def test_a_whole_office_is_not_kept_out(world, client_for):
    known = client_for()
    known.sign_in("leader", environ_base=OFFICE)
    stranger = client_for()
    for number in range(MAX_FAILURES_PER_ADDRESS):
        guess(stranger, f"ten-{number}", 1, OFFICE)
    assert client_for().sign_in("clerk", environ_base=OFFICE).status_code == 429
    assert known.sign_in("leader", environ_base=OFFICE).status_code == 303


def test_many_machines_that_guess_together_are_slowed_down(client_for):
    known, strangers = client_for(), client_for()
    known.sign_in("officer", environ_base=OFFICE)
    for number in range(MAX_FAILURES_OF_STRANGERS):
        guess(strangers, times=1, where=at(f"198.51.{number}.7"))
    assert client_for().sign_in("officer", environ_base=at("198.51.100.200")).status_code == 429
    assert known.sign_in("officer", environ_base=OFFICE).status_code == 303


def test_a_known_browser_guesses_no_longer_than_another(client_for):
    known = client_for()
    known.sign_in("officer")
    guess(known, where=OFFICE)
    assert known.sign_in("officer", environ_base=OFFICE).status_code == 429
    assert client_for().sign_in("officer", environ_base=OFFICE).status_code == 303, "its failures are its own"


def test_a_browser_known_to_one_account_is_a_stranger_to_another(client_for):
    mine = client_for()
    mine.sign_in("officer2", environ_base=OFFICE)
    guess(mine, "leader", where=OFFICE)
    assert client_for().sign_in("leader", environ_base=OFFICE).status_code == 429


@pytest.mark.parametrize("same", [("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"), ("::ffff:10.9.9.9", "10.9.9.9")])
def test_one_line_is_one_place(client_for, same):
    guess(client_for(), where=at(same[0]))
    assert client_for().sign_in("officer", environ_base=at(same[1])).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", '["a"]', "WyIxIl0.x"])
def test_a_forged_cookie_makes_no_browser_known(app, client_for, cookie):
    known = client_for()
    known.sign_in("officer")
    real = known.flask.get_cookie(browsers.COOKIE).value
    thief = client_for()
    thief.flask.set_cookie(browsers.COOKIE, cookie or real[:-2])
    guess(thief, where=OFFICE)
    assert thief.sign_in("officer", environ_base=OFFICE).status_code == 429
    assert client_for().sign_in("leader").status_code == 303


def test_the_cookie_opens_nothing_and_is_closed_to_scripts(client_for):
    known = client_for()
    answer = known.sign_in("officer")
    sent = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(browsers.COOKIE))
    assert "HttpOnly" in sent
    assert "SameSite=Lax" in sent
    other = client_for()
    other.flask.set_cookie(browsers.COOKIE, known.flask.get_cookie(browsers.COOKIE).value)
    assert other.get("/").status_code == 303


class TestTheOwnerIsTold:
    def test_own_slips_while_confirming_are_not_told_as_somebody_elsewhere(self, client_for):
        client = client_for("officer")
        fields = {"old_password": "mat-khau-nham", "password": "mot-mat-khau-moi", "again_password": "mot-mat-khau-moi"}
        assert client.post("/account/password", fields).status_code == 422
        client.post("/sign-out")
        client.sign_in("officer")
        told = words(client.get("/"))
        assert "có 1 lần nhập sai mật khẩu hoặc mã khi xác nhận" in told
        assert "ở máy khác" not in told

    def test_of_what_failed_elsewhere_and_once(self, client_for):
        with clock.at(NOON):
            client_for().sign_in("officer", environ_base=OFFICE)
            guess(client_for(), times=3)
        with clock.at(NOON + timedelta(days=3)):
            client = client_for()
            client.sign_in("officer", environ_base=OFFICE)
            told = words(client.get("/"))
            assert "có 3 lần nhập sai mật khẩu của bạn ở máy khác, lần cuối lúc 12:00 ngày 02/03/2026" in told
            again = client_for()
            again.sign_in("officer", environ_base=OFFICE)
            assert "nhập sai mật khẩu" not in words(again.get("/"))

    def test_not_of_one_s_own_slips(self, client_for):
        client = client_for()
        guess(client, times=2, where=OFFICE)
        client.sign_in("officer", environ_base=OFFICE)
        assert "nhập sai mật khẩu" not in words(client.get("/"))

    def test_what_failed_elsewhere_goes_on_to_count_there(self, client_for):
        guess(client_for())
        client_for().sign_in("officer", environ_base=OFFICE)
        assert client_for().sign_in("officer", environ_base=ELSEWHERE).status_code == 429


def test_old_failures_are_forgotten(world, client_for):
    with clock.at(NOON):
        guess(client_for(), "khong-co-ai", 2)
    with clock.at(NOON + signing_in.KEPT + timedelta(seconds=1)):
        client_for("officer")
    assert world.see(lambda db: db.exec(select(LoginAttempt)).all()) == []


def test_what_was_counted_while_the_clock_was_ahead_keeps_nobody_out(client_for):
    with clock.at(NOON.replace(year=NOON.year + 3)):
        guess(client_for())
    with clock.at(NOON):
        assert client_for().sign_in("officer", environ_base=ELSEWHERE).status_code == 303


@pytest.mark.parametrize("path", ["/account/password", "/sign-out"])
def test_whoever_found_an_open_browser_does_not_guess_on(client_for, path):
    """The password that is asked for again, or before a new one, is counted like any other."""
    client = client_for("officer")
    fields = {"old_password": "doan-mo-lan-nay", "password": "mot-mat-khau-moi", "again_password": "mot-mat-khau-moi"}
    if path == "/sign-out":
        fields = {"confirm_password": "doan-mo-lan-nay"}
    for _ in range(MAX_FAILURES_PER_NAME):
        client.post(path, fields)
    right = {name: PASSWORD if "doan" in value else value for name, value in fields.items()}
    page = client.post(path, right)
    assert "Sai mật khẩu quá nhiều lần." in words(page)
    assert client.get("/").status_code == 200
    assert inputs(page).get("confirm_password", "") == ""
