"""Signing in: who gets in, who does not, and how a session ends."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlmodel import select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts import sessions, signing_in
from rasoat.accounts.models import SignIn, User
from rasoat.accounts.queries import named
from rasoat.app import create_app
from rasoat.problems import Problem
from tests.kept import CHEAP, COSTLY
from tests.web.browse import Client, words
from tests.world import PASSWORD

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def test_the_right_password_opens_the_own_page(client_for):
    page = client_for("officer").get("/")
    assert "Chào Hoàng Thị Thử" in words(page)
    assert "Đăng xuất" in words(page)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client_for):
    wrong = client_for().sign_in("officer", "khong-dung-mat-khau")
    unknown = client_for().sign_in("khong-co-ai", "khong-dung-mat-khau")
    assert wrong.status_code == unknown.status_code == 401
    assert words(wrong) == words(unknown)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in words(wrong)


def test_a_closed_account_gets_the_same_answer(world, client_for):
    world.do(lambda db: accounts.edit_user(db, world.as_("officer").user_id, None, {"active": False}))
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in words(client_for().sign_in("officer"))


def test_guessing_is_slowed_down_even_for_the_right_password(client_for):
    client = client_for()
    with clock.at(NOON):
        for _ in range(signing_in.MAX_FAILURES_PER_NAME):
            assert client.sign_in("officer", "doan-mo-lan-nay").status_code == 401
        slowed = client.sign_in("officer")
        assert slowed.status_code == 429
        assert "Chờ 15 phút" in words(slowed)
        assert client.sign_in("leader").status_code == 303, "others are not kept out"
    with clock.at(NOON + signing_in.THROTTLE_WINDOW + timedelta(seconds=1)):
        assert client_for().sign_in("officer").status_code == 303


def test_an_installation_hashes_passwords_as_costly_as_is_recommended(world, client_for, monkeypatch):
    monkeypatch.setattr(accounts, "_hasher", COSTLY)
    world.do(lambda db: accounts.change_password(db, world.as_("officer").user_id, "mot-mat-khau-moi"))
    kept = world.see(lambda db: db.get_one(User, world.as_("officer").user_id).password_hash)
    assert extract_parameters(kept) == RFC_9106_LOW_MEMORY
    assert client_for().sign_in("officer", "mot-mat-khau-moi").status_code == 303
    assert client_for().sign_in("officer").status_code == 401


def test_unknown_names_are_slowed_down_too(client_for):
    client = client_for()
    for _ in range(signing_in.MAX_FAILURES_PER_NAME):
        client.sign_in("khong-co-ai", "doan-mo-lan-nay")
    assert client.sign_in("khong-co-ai", "doan-mo-lan-nay").status_code == 429


def test_one_address_cannot_try_many_names(client_for):
    client = client_for()
    for number in range(signing_in.MAX_FAILURES_PER_ADDRESS):
        assert client.sign_in(f"ten-{number}", "doan-mo-lan-nay").status_code == 401
    assert client.sign_in("leader").status_code == 429


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_the_same_in_both_normal_forms(world, client_for, form):
    add = {"full_name": "Người Mới", "agency_id": world.agencies["dept"], "role": "officer"}
    world.do(lambda db: accounts.add_user(db, username="Nguyễn.Mới", password=PASSWORD, **add))
    typed = unicodedata.normalize(form, " nguyễn.MỚI ")
    assert client_for().sign_in(typed).status_code == 303


UNSEEN = ["\u200b", "\ufeff", "\u00ad", "\u034f", "\u2060"]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_sees_is_in_no_name_and_keeps_nobody_out(world, client_for, unseen):
    add = {"full_name": unseen.join("Người Mới"), "agency_id": world.agencies["dept"], "role": "officer"}
    made = world.do(lambda db: accounts.add_user(db, username=unseen.join("nguoi.moi"), password=PASSWORD, **add))
    kept = world.see(lambda db: db.get_one(User, made.id))
    assert (kept.username, kept.full_name) == ("nguoi.moi", "Người Mới")
    assert client_for().sign_in(f"{unseen}nguoi.moi").status_code == 303
    world.do(lambda db: accounts.edit_user(db, made.id, None, {"full_name": f"Tên {unseen}Khác"}))
    assert world.see(lambda db: db.get_one(User, made.id).full_name) == "Tên Khác"
    assert world.see(lambda db: named(db, f"Nguoi{unseen}.Moi ").id) == made.id
    with pytest.raises(Problem, match="1104"):
        world.do(lambda db: accounts.add_user(db, username=f"nguoi.moi{unseen}", password=PASSWORD, **add))


class TestTheFormOfAPassword:
    """However a keyboard composes it: it is the same password."""

    TYPED = "mật khẩu của tôi"

    @pytest.mark.parametrize("chosen", ["NFC", "NFD"])
    @pytest.mark.parametrize("typed", ["NFC", "NFD"])
    def test_it_fits_in_both_forms(self, world, client_for, chosen, typed):
        password = unicodedata.normalize(chosen, self.TYPED)
        world.do(lambda db: accounts.change_password(db, world.as_("clerk").user_id, password))
        assert client_for().sign_in("clerk", unicodedata.normalize(typed, self.TYPED)).status_code == 303

    @pytest.mark.parametrize("typed", ["\u200bmật khẩu của tôi\ufeff", "mật\u00a0khẩu của tôi"])
    def test_what_a_chat_adds_does_not_count(self, world, client_for, typed):
        world.do(lambda db: accounts.change_password(db, world.as_("clerk").user_id, typed))
        assert client_for().sign_in("clerk", self.TYPED).status_code == 303
        world.do(lambda db: accounts.change_password(db, world.as_("clerk").user_id, self.TYPED))
        assert client_for().sign_in("clerk", typed).status_code == 303

    @pytest.mark.parametrize(
        "other", ["Mật khẩu của tôi", "mât khẩu của tôi", "mật khẩu  của tôi", " mật khẩu của tôi"]
    )
    def test_everything_else_counts(self, world, client_for, other):
        world.do(lambda db: accounts.change_password(db, world.as_("clerk").user_id, self.TYPED))
        assert client_for().sign_in("clerk", other).status_code == 401

    @pytest.mark.parametrize("hashed", ["NFC", "NFD"])
    @pytest.mark.parametrize("typed", ["NFC", "NFD"])
    def test_a_hash_of_before_is_taken_once_and_renewed(self, world, client_for, hashed, typed):
        clerk = world.as_("clerk").user_id
        stored = CHEAP.hash(unicodedata.normalize(hashed, self.TYPED))
        world.do(lambda db: setattr(db.get_one(User, clerk), "password_hash", stored))
        assert client_for().sign_in("clerk", unicodedata.normalize(typed, self.TYPED)).status_code == 303
        kept = world.see(lambda db: db.get_one(User, clerk).password_hash)
        assert CHEAP.verify(kept, unicodedata.normalize("NFC", self.TYPED))
        assert (kept == stored) == (hashed == "NFC"), "nothing is hashed anew without need"

    def test_a_password_changed_meanwhile_is_not_hashed_over(self, world):
        clerk = world.as_("clerk").user_id
        seen = world.see(lambda db: db.get_one(User, clerk))
        world.do(lambda db: accounts.change_password(db, clerk, "mot-mat-khau-moi"))
        world.do(lambda db: accounts.renew_hash(db, seen, PASSWORD))
        assert CHEAP.verify(world.see(lambda db: db.get_one(User, clerk).password_hash), "mot-mat-khau-moi")

    def test_a_cheaper_hash_of_before_is_renewed(self, world, client_for, monkeypatch):
        monkeypatch.setattr(accounts, "_hasher", COSTLY)
        assert client_for().sign_in("clerk").status_code == 303
        kept = world.see(lambda db: db.get_one(User, world.as_("clerk").user_id).password_hash)
        assert extract_parameters(kept) == RFC_9106_LOW_MEMORY


def test_a_session_ends_when_the_account_is_closed(world, client_for):
    client = client_for("officer")
    world.do(lambda db: accounts.edit_user(db, world.as_("officer").user_id, None, {"active": False}))
    assert client.get("/").status_code == 303


def test_a_session_ends_when_the_password_changes(world, client_for):
    client = client_for("officer")
    world.do(lambda db: accounts.change_password(db, world.as_("officer").user_id, "mot-mat-khau-moi"))
    assert client.get("/").status_code == 303
    assert client_for().sign_in("officer", "mot-mat-khau-moi").status_code == 303


def test_a_session_ends_when_the_role_changes(world, client_for):
    client = client_for("officer")
    world.do(lambda db: accounts.edit_user(db, world.as_("officer").user_id, None, {"role": "clerk"}))
    assert client.get("/").status_code == 303


def test_a_session_ends_after_its_hours(settings, client_for):
    with clock.at(NOON):
        client = client_for("officer")
        assert client.get("/").status_code == 200
    with clock.at(NOON + timedelta(hours=settings.session_hours, seconds=-1)):
        assert client.get("/").status_code == 200
    with clock.at(NOON + timedelta(hours=settings.session_hours, seconds=1)):
        assert client.get("/").status_code == 303


def test_signing_out_ends_the_session(client_for):
    client = client_for("officer")
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert client.get("/").status_code == 303


ENDS = {
    "signing out": lambda world, client: client.post("/sign-out"),
    "signing out on the tablet's page": lambda world, client: client.flask.delete(
        "/api/v1/session", headers={"X-Rasoat": "1"}
    ),
    "a new password": lambda world, client: TestOwnPassword().change(client),
    "signing in again": lambda world, client: client.sign_in("clerk"),
    "a password set by the administrator": lambda world, client: world.do(
        lambda db: accounts.change_password(db, world.as_("clerk").user_id, "mot-mat-khau-moi")
    ),
    "a closed account": lambda world, client: world.do(
        lambda db: accounts.edit_user(db, world.as_("clerk").user_id, None, {"active": False})
    ),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_copied_cookie_is_worth_nothing_after(world, client_for, end):
    client, thief = client_for("clerk"), client_for()
    thief.flask.set_cookie("rasoat", client.cookie())
    assert thief.get("/").status_code == 200, "until then it opens everything"
    end(world, client)
    assert thief.get("/").status_code == 303


def test_closed_and_opened_again_everybody_signs_in_anew(world, client_for):
    client = client_for("clerk")
    for active in (False, True):
        world.do(lambda db, a=active: accounts.edit_user(db, world.as_("clerk").user_id, None, {"active": a}))
    assert client.get("/").status_code == 303


def test_signing_in_while_the_password_is_changed_begins_nothing(world, app, client_for):
    """The password fits, and is changed before the session begins: what was checked is no longer true."""
    clerk = world.as_("clerk").user_id
    seen = world.see(lambda db: db.get_one(User, clerk))
    world.do(lambda db: accounts.change_password(db, clerk, "mot-mat-khau-moi"))
    begun = world.do(lambda db: sessions.begin(db, seen, timedelta(hours=1)))
    assert world.see(lambda db: sessions.known(db, begun.id, timedelta(hours=1))) is None


def test_what_is_over_leaves_no_rows(world, settings, client_for):
    with clock.at(NOON):
        client_for("clerk").post("/sign-out")
        client_for("clerk")
    with clock.at(NOON + timedelta(hours=settings.session_hours, seconds=1)):
        client_for("clerk")
        mine = select(SignIn).where(SignIn.account_id == world.as_("clerk").user_id)
        assert len(world.see(lambda db: db.exec(mine).all())) == 1


def test_a_session_that_began_while_the_clock_was_ahead_is_over(client_for):
    with clock.at(NOON.replace(year=NOON.year + 3)):
        client = client_for("officer")
    with clock.at(NOON):
        assert client.get("/").status_code == 303


def test_a_forged_or_broken_cookie_is_nobody(app, client_for):
    real = client_for("officer").cookie()
    for value in ("", "x", real[:-2], real.replace(".", "", 1), "a" * 3000):
        client = client_for()
        client.flask.set_cookie("rasoat", value)
        assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/account/password", "/account/password"),
        ("/admin/users?q=chi+lang&page=2", "/admin/users?q=chi+lang&page=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/a\\..\\b", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
    ],
)
def test_signing_in_never_leads_elsewhere(client_for, target, leads_to):
    client = client_for()
    fields = {"username": "officer", "password": PASSWORD}
    answer = client.post("/sign-in", fields, query_string={"next": target})
    assert answer.status_code == 303
    assert answer.headers["Location"] == leads_to
    assert "x" not in [cookie.key for cookie in client.flask._cookies.values()]


def test_whoever_is_sent_to_sign_in_comes_back(client_for):
    client = client_for()
    sent = client.get("/problems?x=1").headers["Location"]
    answer = client.post(sent, {"username": "officer", "password": PASSWORD})
    assert answer.headers["Location"] == "/problems?x=1"


def test_a_cookie_planted_before_signing_in_is_worth_nothing_after(app, client_for):
    client = client_for()
    planted, token = (client.token(), client.cookie())[::-1]
    with client.flask.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    client.sign_in("officer")
    with client.flask.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"]
    assert client.cookie() != planted
    assert client.post("/sign-out", token=token).status_code == 400, "the token of before is void"
    thief = client_for()
    thief.flask.set_cookie("rasoat", planted)
    assert thief.get("/").status_code == 303


def test_the_cookie_is_closed_to_scripts_other_sites_and_plain_http(app, settings):
    strict = create_app(settings.model_copy(update={"secure_cookies": True}))
    try:
        answer = strict.test_client().get("/sign-in", base_url="https://rasoat.example")
        sent = answer.headers["Set-Cookie"]
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in sent.split(";")}
        assert "max-age" in answer.headers["Strict-Transport-Security"]
    finally:
        strict.extensions["rasoat_database"].close()


def test_a_form_without_password_is_asked_for_one(client_for):
    client = client_for()
    answer = client.post("/sign-in", {"username": "officer"})
    assert answer.status_code == 200
    assert "Nhập mật khẩu." in words(answer)


class TestOwnPassword:
    """Everybody changes the own password, and stays signed in on this device only."""

    NEW = "mat-khau-moi-cua-toi"

    def change(self, client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW):
        return client.post("/account/password", {"old_password": old, "password": new, "again_password": again})

    def test_it_is_changed_and_other_devices_are_signed_out(self, client_for):
        here, elsewhere = client_for("clerk"), client_for("clerk")
        assert self.change(here).status_code == 303
        assert "Đã đổi mật khẩu" in words(here.get("/"))
        assert elsewhere.get("/").status_code == 303
        assert client_for().sign_in("clerk").status_code == 401
        assert client_for().sign_in("clerk", self.NEW).status_code == 303

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"old": "sai-mat-khau-cu"}, "Mật khẩu hiện tại không đúng."),
            ({"new": "ngan", "again": "ngan"}, "Ít nhất 10 ký tự."),
            ({"again": "khac-mat-khau-moi"}, "Hai lần nhập mật khẩu mới không giống nhau."),
            ({"old": ""}, "Nhập mật khẩu hiện tại."),
        ],
    )
    def test_it_is_refused_with_the_reason_at_its_field(self, client_for, fields, says):
        client = client_for("clerk")
        answer = self.change(client, **fields)
        assert answer.status_code == 422
        assert says in words(answer)
        assert client_for().sign_in("clerk").status_code == 303, "the old password still holds"

    def test_the_top_bar_leads_there(self, client_for):
        assert 'href="/account/password"' in client_for("clerk").get("/").text
