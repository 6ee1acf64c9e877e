"""The second page of signing in: no session before it, codes counted before they are looked at, no way around it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

import rasoat
from rasoat import clock
from rasoat.accounts import activation, second_factor, second_step, signing_in
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import SignIn, User
from rasoat.accounts.sessions import FRESH
from rasoat.app import create_app
from rasoat.db import new_id
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.tablets import operations as tablets
from rasoat.web import browsers
from rasoat.web.pending import LASTS
from tests.web.browse import Client, inputs, words
from tests.web.telephone import box_for, give_code, telephone_of
from tests.web.test_administration import CHOSEN, activating
from tests.web.test_signatures import approval, waiting
from tests.world import PASSWORD

__all__ = ["waiting"]
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HERE = "/sign-in/code"


@pytest.fixture
def box(app):
    return box_for(app)


@pytest.fixture
def phone(world, box):
    return telephone_of(world, box, "officer")


class TestSigningIn:
    def test_password_and_code_let_in(self, client_for, phone):
        client = client_for()
        assert phone.sign_in(client).headers["Location"] == "/"
        assert "Chào Hoàng Thị Thử" in words(client.get("/"))

    def test_there_is_no_session_before_the_code(self, world, client_for, phone):
        client = client_for()
        client.sign_in("officer")
        assert client.get("/").status_code == 303
        assert client.flask.get("/api/v1/me").status_code == 401
        assert not world.see(lambda db: db.exec(select(SignIn)).all())
        assert client.flask.get_cookie(browsers.COOKIE) is None, "the browser is not known before"

    def test_a_known_browser_is_asked_too(self, client_for, phone):
        client = client_for()
        phone.sign_in(client)
        client.post("/sign-out")
        assert client.sign_in("officer").headers["Location"] == HERE

    def test_a_wrong_code_stands_at_its_field(self, client_for, phone):
        page = phone.sign_in(client_for(), phone.wrong())
        assert page.status_code == 422
        assert "Mã không đúng" in words(page)
        assert inputs(page)["code"] == phone.wrong()

    def test_the_code_of_one_sign_in_is_none_for_another(self, client_for, phone):
        code = phone.code()
        assert phone.sign_in(client_for(), code).status_code == 303
        refused = phone.sign_in(client_for(), code)
        assert (refused.status_code, "Mã này đã dùng" in words(refused)) == (422, True)

    def test_a_recovery_code_lets_in_and_its_owner_hears_how_many_are_left(self, client_for, phone):
        client = client_for()
        asked = client.sign_in("officer").headers["Location"]
        page = client.get(f"{asked}?recovery=1")
        assert "Nhập mã dự phòng" in words(page)
        assert client.post(f"{asked}?recovery=1", {"code": phone.codes[0]}).status_code == 303
        assert "còn 9 mã" in words(client.get("/"))

    def test_it_goes_on_to_the_page_that_was_asked_for(self, client_for, phone):
        assert phone.sign_in(client_for(), following="?next=/plans/").headers["Location"] == "/plans/"

    @pytest.mark.parametrize(
        "target", ["//evil.example", "/\\evil.example", "/%09/evil.example", "https://evil.example"]
    )
    def test_and_to_no_other_site(self, client_for, phone, target):
        assert phone.sign_in(client_for(), following=f"?next={target}").headers["Location"] == "/"

    def test_the_page_is_nothing_without_a_password(self, client_for, phone):
        client = client_for()
        assert client.get(HERE).headers["Location"] == "/sign-in"
        assert client.post(HERE, {"code": phone.code()}).headers["Location"] == "/sign-in"
        assert client.get("/").status_code == 303

    @pytest.mark.parametrize(("later", "leads"), [(LASTS - timedelta(seconds=1), "/"), (LASTS, "/sign-in")])
    def test_the_password_waits_ten_minutes(self, client_for, phone, later, leads):
        client = client_for()
        with clock.at(NOON):
            client.sign_in("officer")
        with clock.at(NOON + later):
            answer = client.post(HERE, {"code": phone.codes[0]})
        assert answer.headers["Location"] == leads

    def test_a_token_of_the_form_is_needed(self, client_for, phone):
        client = client_for()
        client.sign_in("officer")
        assert client.post(HERE, {"code": phone.code()}, token=None).status_code == 400
        assert client.get("/").status_code == 303

    def test_the_session_is_a_new_one_and_the_cookie_of_before_opens_nothing(self, client_for, phone):
        client, thief = client_for(), client_for()
        client.sign_in("officer")
        before = client.cookie()
        give_code(client, HERE, phone.code())
        assert client.cookie() != before
        thief.flask.set_cookie("rasoat", before)
        assert thief.get("/").status_code == 303

    def test_the_session_of_another_person_ends_with_it(self, world, client_for, phone):
        client, thief = client_for("leader"), client_for()
        thief.flask.set_cookie("rasoat", client.cookie())
        done = phone.sign_in(client)
        assert done.headers["Clear-Site-Data"] == '"cache"'
        assert "Chào Hoàng Thị Thử" in words(client.get("/"))
        assert thief.get("/").status_code == 303


ENDS = {
    "a new password": lambda db, me: accounts.change_password(db, me, "mot-mat-khau-moi"),
    "a closed account": lambda db, me: accounts.edit_user(db, me, None, {"active": False}),
    "a reset of the second factor": second_factor.reset,
    "a code of the administrator": activation.issue_code,
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_ends_sessions_ends_what_waits_for_the_code(world, client_for, phone, end):
    client = client_for()
    client.sign_in("officer")
    world.do(lambda db: end(db, world.as_("officer").user_id))
    assert client.post(HERE, {"code": phone.code()}).headers["Location"] == "/sign-in"
    assert client.get("/").status_code == 303


def test_a_password_changed_while_the_code_is_sent_begins_nothing(world, box, phone):
    """The account is looked at once more in the transaction that takes the code."""
    seen = world.see(lambda db: db.get_one(User, world.as_("officer").user_id))
    world.do(lambda db: accounts.change_password(db, seen.id, "mot-mat-khau-moi"))
    with pytest.raises(Problem, match="1103"):
        second_step.enter(world.database, box, seen, phone.code(), signing_in.Browser("10.0.0.1"), lambda *_told: None)


BEGINS = {
    "web/login.py: if no second factor waits": 1,
    "web/second_step.py: the code was given": 1,
    "web/beginning/views.py: the first account of an empty installation, which was made in this moment": 1,
    "web/activation.py: the account has no second factor": 1,
    "web/account.py: password and code were given again": 1,
    "web/second_factor.py: turned on by a code, after a fresh password": 1,
}
"""Where a session begins, and why no second factor is passed over there. A new session signs for ten minutes."""


def test_every_place_that_begins_a_session_is_known():
    root = Path(rasoat.__file__).parent
    found = {
        path.relative_to(root).as_posix(): path.read_text("utf-8").count("login.begin(")
        + (path.name == "login.py") * path.read_text("utf-8").count("        begin(")
        for path in (root / "web").rglob("*.py")
    }
    assert {name: count for name, count in found.items() if count} == {
        line.partition(":")[0]: count for line, count in BEGINS.items()
    }


class TestGuessing:
    def guess(self, client, phone, times=second_step.MAX_WRONG):
        for _ in range(times):
            client.sign_in("officer")
            assert give_code(client, HERE, phone.wrong()).status_code == 422

    def test_it_is_slowed_down_even_for_the_right_code(self, client_for, phone):
        with clock.at(NOON):
            self.guess(client_for(), phone)
            slowed = phone.sign_in(client_for())
            assert slowed.status_code == 429
            assert "Chờ 15 phút" in words(slowed)
        with clock.at(NOON + signing_in.THROTTLE_WINDOW + timedelta(seconds=1)):
            assert phone.sign_in(client_for()).status_code == 303

    def test_many_machines_guess_no_longer_than_one(self, client_for, phone):
        with clock.at(NOON):
            for number in range(second_step.MAX_WRONG):
                client, place = client_for(), {"environ_base": {"REMOTE_ADDR": f"198.51.{number}.7"}}
                client.sign_in("officer", **place)
                assert client.post(HERE, {"code": phone.wrong()}, **place).status_code == 422
            assert phone.sign_in(client_for()).status_code == 429

    def test_the_right_password_forgets_no_wrong_code(self, client_for, phone):
        """Whoever knows it could otherwise give it between his guesses."""
        with clock.at(NOON):
            client = client_for()
            self.guess(client, phone)
            for _ in range(3):
                client.sign_in("officer")
            assert give_code(client, HERE, phone.code()).status_code == 429

    def test_a_day_has_a_limit_of_its_own(self, client_for, phone):
        left, later = second_step.MAX_WRONG_A_DAY, NOON
        while left:
            with clock.at(later):
                self.guess(client_for(), phone)
            left, later = left - second_step.MAX_WRONG, later + signing_in.THROTTLE_WINDOW
        with clock.at(later):
            slowed = phone.sign_in(client_for())
            assert (slowed.status_code, "Chờ một ngày" in words(slowed)) == (429, True)
        with clock.at(NOON + timedelta(days=1, hours=2)):
            assert phone.sign_in(client_for()).status_code == 303

    def test_the_owner_is_let_in_where_he_is_known_and_told(self, client_for, phone):
        known = client_for()
        with clock.at(NOON):
            phone.sign_in(known, phone.codes[0])
            known.post("/sign-out")
            self.guess(client_for(), phone)
            assert phone.sign_in(client_for()).status_code == 429
            assert phone.sign_in(known).status_code == 303
            assert "nhập đúng mật khẩu của bạn ở máy khác rồi nhập sai mã xác thực 5 lần" in words(known.get("/"))

    def test_whoever_has_only_the_password_is_not_told_what_failed(self, client_for, phone):
        client_for().sign_in("officer", "khong-phai-mat-khau", environ_base={"REMOTE_ADDR": "10.1.1.1"})
        client_for().sign_in("officer")
        owner = client_for()
        phone.sign_in(owner)
        assert "có 1 lần nhập sai mật khẩu của bạn ở máy khác" in words(owner.get("/"))


def test_a_code_of_activation_is_no_way_around_it(world, client_for, phone):
    code = world.do(lambda db: activation.issue_code(db, world.as_("officer").user_id))
    client = client_for()
    assert client.post("/activate", activating("officer", code)).headers["Location"] == HERE
    assert client.get("/").status_code == 303
    assert give_code(client, HERE, phone.code()).headers["Location"] == "/"
    assert "Chào Hoàng Thị Thử" in words(client.get("/"))


class TestTablets:
    def test_a_tablet_gets_its_token_after_the_code(self, client_for, phone):
        client, path = client_for(), f"/api/v1/tablets/{new_id()}"
        give = {"json": {"label": "Máy 1", "user_agent": "", "build": ""}, "headers": {"X-Rasoat": "1"}}
        assert client.sign_in("officer", path="/sign-in?next=/tablet/").headers["Location"] == f"{HERE}?next=/tablet/"
        assert client.flask.put(path, **give).status_code == 401
        assert give_code(client, f"{HERE}?next=/tablet/", phone.code()).headers["Location"] == "/tablet/"
        token = client.flask.put(path, **give).json["token"]
        assert client.flask.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 200

    def test_tokens_of_before_end_when_it_is_turned_on(self, world, client_for, box):
        made = world.do(
            lambda db: tablets.register(db, world.as_("officer"), new_id(), label="", user_agent="", build="", days=1)
        )
        asked = {"headers": {"Authorization": f"Bearer {made.token}"}}
        assert client_for().flask.get("/api/v1/me", **asked).status_code == 200
        telephone_of(world, box, "officer")
        assert client_for().flask.get("/api/v1/me", **asked).status_code == 401


class TestSigning:
    """Where the password is asked for again, the code is too."""

    @pytest.fixture
    def leaders(self, world, box):
        return telephone_of(world, box, "leader")

    def asked(self, world, client_for, waiting, leaders):
        client = client_for()
        leaders.sign_in(client, leaders.codes[9])
        path, fields = approval(world, waiting)
        return client, path, fields

    def test_password_and_code_sign(self, world, client_for, waiting, leaders):
        client, path, fields = self.asked(world, client_for, waiting, leaders)
        with clock.at(clock.real_now() + FRESH + timedelta(seconds=1)):
            page = client.post(path, fields)
            assert "Mã xác thực" in words(page)
            sent = {**inputs(page), "confirm_password": PASSWORD, "confirm_code": leaders.code()}
            assert client.post(path, sent, token=sent.pop("csrf_token")).status_code == 303
        assert world.see(lambda db: db.get_one(Plan, waiting.id)).status == "signed"

    @pytest.mark.parametrize(
        "wrong", [{"confirm_code": ""}, {"confirm_code": "wrong"}, {"confirm_password": "khong-phai"}]
    )
    def test_nothing_is_signed_with_one_of_them_wrong(self, world, client_for, waiting, leaders, wrong):
        client, path, fields = self.asked(world, client_for, waiting, leaders)
        if wrong.get("confirm_code"):
            wrong = {"confirm_code": leaders.wrong()}
        with clock.at(clock.real_now() + FRESH + timedelta(seconds=1)):
            page = client.post(path, fields)
            good = {"confirm_password": PASSWORD, "confirm_code": leaders.code()}
            sent = {**inputs(page), **good, **wrong}
            again = client.post(path, sent, token=sent.pop("csrf_token"))
            assert again.status_code == 403
            assert inputs(again)["typed"] == "12", "what was typed goes on"
            assert world.see(lambda db: db.get_one(Plan, waiting.id)).status == waiting.status
            sent = {**inputs(again), **good}
            assert client.post(path, sent, token=sent.pop("csrf_token")).status_code == 303

    def test_guesses_at_an_unlocked_browser_are_slowed_down(self, world, client_for, waiting, leaders):
        client, path, fields = self.asked(world, client_for, waiting, leaders)
        with clock.at(clock.real_now() + FRESH + timedelta(seconds=1)):
            page = client.post(path, fields)
            for number in range(second_step.MAX_WRONG + 1):
                sent = {**inputs(page), "confirm_password": PASSWORD, "confirm_code": leaders.wrong()}
                page = client.post(path, sent, token=sent.pop("csrf_token"))
                assert ("quá nhiều lần" in words(page)) == (number == second_step.MAX_WRONG)


@pytest.fixture
def demanding(world, settings):
    """The application of an installation that demands the second factor of leaders and administrators."""
    made = create_app(settings.model_copy(update={"second_factor": "leader, administrator"}))
    yield made
    made.extensions["rasoat_database"].close()


class TestDemanded:
    def inside(self, app, username):
        client = Client(app)
        assert client.sign_in(username).status_code == 303
        return client

    def test_nothing_is_done_before_it_is_set_up(self, demanding):
        client = self.inside(demanding, "leader")
        for path in ("/", "/plans/", "/account/password"):
            assert client.get(path).headers["Location"] == "/account/second-factor/", path
        refused = client.post("/account/password", {"old_password": PASSWORD})
        assert (refused.status_code, "xác thực hai bước" in words(refused)) == (403, True)
        told = client.flask.get("/api/v1/me")
        assert (told.status_code, told.json["key"]) == (403, "factor.needed")
        page = client.get("/account/second-factor/")
        assert "Vai trò của bạn phải dùng" in words(page)
        assert 'class="side-nav"' not in page.text

    def test_set_up_it_lets_on_and_is_not_turned_off(self, demanding, world):
        phone = telephone_of(world, box_for(demanding), "leader")
        client = Client(demanding)
        phone.sign_in(client)
        assert client.get("/plans/").status_code == 200
        assert client.get("/account/second-factor/off").status_code == 403
        sent = {"old_password": PASSWORD, "code": phone.codes[0]}
        assert client.post("/account/second-factor/off", sent).status_code == 403
        assert world.see(lambda db: second_factor.is_on(db, world.as_("leader").user_id))

    def test_signing_out_is_possible_before(self, demanding):
        assert self.inside(demanding, "leader").post("/sign-out").headers["Location"] == "/sign-in"
        sent = {"headers": {"X-Rasoat": "1"}}
        assert self.inside(demanding, "leader").flask.delete("/api/v1/session", **sent).status_code == 204

    def test_other_roles_are_not_concerned(self, demanding):
        assert self.inside(demanding, "officer").get("/plans/").status_code == 200

    def test_a_tablet_of_before_asks_to_sign_in_and_gets_no_token_around_it(self, demanding, world):
        made = world.do(
            lambda db: tablets.register(db, world.as_("leader"), new_id(), label="", user_agent="", build="", days=1)
        )
        answer = Client(demanding).flask.get("/api/v1/me", headers={"Authorization": f"Bearer {made.token}"})
        assert (answer.status_code, answer.json["key"]) == (401, "login.required")
        client = self.inside(demanding, "leader")
        give = {"json": {"label": "", "user_agent": "", "build": ""}, "headers": {"X-Rasoat": "1"}}
        assert client.flask.put(f"/api/v1/tablets/{new_id()}", **give).json["key"] == "factor.needed"
        assert client.get("/tablet/").status_code == 200, "the page itself has no data"

    def test_a_code_of_activation_leads_to_it_too(self, demanding, world):
        code = world.do(lambda db: activation.issue_code(db, world.as_("leader").user_id))
        client = Client(demanding)
        client.post("/activate", activating("leader", code, password=CHOSEN))
        assert client.get("/").headers["Location"] == "/account/second-factor/"
