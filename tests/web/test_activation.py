"""A one-time code: it opens one account, once, in its time, and its owner alone knows the password."""

from datetime import UTC, datetime, timedelta

import pytest

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts.models import User
from rasoat.accounts.queries import BAR, against_signing
from tests.web.browse import words
from tests.web.test_administration import CHOSEN, activating

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
REFUSED = "Mã kích hoạt không đúng hoặc đã hết hạn."


@pytest.fixture
def code_of(world):
    def give(username: str) -> str:
        return world.do(lambda db: activation.issue_code(db, world.as_(username).user_id))

    return give


def test_it_ends_the_password_and_the_sessions(world, client_for, code_of):
    inside = client_for("officer")
    code_of("officer")
    assert inside.get("/").status_code == 303
    assert client_for().sign_in("officer").status_code == 401


def test_the_person_chooses_the_password_and_is_in(client_for, code_of):
    client, code = client_for(), code_of("officer")
    page = client.post("/activate", activating(" Officer\u200b", code.lower().replace("-", " ")))
    assert page.status_code == 303
    assert "Chào Hoàng Thị Thử" in words(client.get("/"))
    assert client_for().sign_in("officer", CHOSEN).status_code == 303


def test_it_is_used_once(client_for, code_of):
    code = code_of("officer")
    assert client_for().post("/activate", activating("officer", code)).status_code == 303
    page = client_for().post("/activate", activating("officer", code, password="mot-mat-khau-khac"))
    assert page.status_code == 422


def test_a_newer_one_replaces_it(client_for, code_of):
    first, second = code_of("officer"), code_of("officer")
    assert client_for().post("/activate", activating("officer", first)).status_code == 422
    assert client_for().post("/activate", activating("officer", second)).status_code == 303


@pytest.mark.parametrize(
    ("username", "wrong"),
    [
        ("leader", None),
        ("khong-co-ai", None),
        ("officer", "ABCD-EFGH-JKMN-PQRS"),
        ("officer", "-"),
        ("officer", "\u200b"),
    ],
)
def test_wrong_ones_get_one_answer(client_for, code_of, username, wrong):
    code = code_of("officer")
    page = client_for().post("/activate", activating(username, wrong or code))
    assert page.status_code == 422
    assert REFUSED in words(page) or "Nhập mã kích hoạt." in words(page)


def test_an_account_without_a_code_has_none(client_for):
    assert client_for().post("/activate", activating("officer", "-")).status_code == 422


def test_a_closed_account_stays_closed(world, client_for, code_of):
    code = code_of("officer")
    world.do(lambda db: setattr(db.get_one(User, world.as_("officer").user_id), "active", False))
    assert REFUSED in words(client_for().post("/activate", activating("officer", code)))


@pytest.mark.parametrize(
    ("later", "status"),
    [
        (activation.LASTS - timedelta(seconds=1), 303),
        (activation.LASTS + timedelta(seconds=1), 422),
        (timedelta(days=-1000), 422),  # the clock was ahead when the code was given, and was put right
    ],
)
def test_it_has_its_time(client_for, code_of, later, status):
    with clock.at(NOON):
        code = code_of("officer")
    with clock.at(NOON + later):
        assert client_for().post("/activate", activating("officer", code)).status_code == status


def test_what_is_wrong_stands_at_its_field_and_the_code_is_kept(client_for, code_of):
    code = code_of("officer")
    weak = client_for().post("/activate", activating("officer", code, password="ngan", again_password="ngan"))
    assert (weak.status_code, "Ít nhất 10 ký tự." in words(weak)) == (422, True)
    assert f'value="{code}"' in weak.text
    differs = client_for().post("/activate", activating("officer", code, again_password="khac"))
    assert "Hai lần nhập mật khẩu không giống nhau." in words(differs)


@pytest.mark.parametrize(
    ("username", "barred"), [("leader", True), ("clerk", True), ("admin", True), ("officer", False)]
)
def test_whoever_signs_signs_nothing_for_a_day(world, client_for, code_of, username, barred):
    with clock.at(NOON):
        client_for().post("/activate", activating(username, code_of(username)))
    for later, expected in ((BAR - timedelta(seconds=1), barred), (BAR, False), (timedelta(days=-1000), False)):
        with clock.at(NOON + later):
            assert bool(world.see(lambda db: against_signing(db, world.as_(username)))) == expected
