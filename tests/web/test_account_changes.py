"""One administrator alone changes nothing of the account of a person who signs, numbers or decides."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlmodel import select

from rasoat import clock
from rasoat.account_changes import operations, queries
from rasoat.account_changes.models import KINDS, AccountChange
from rasoat.accounts import activation
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of, against_signing
from rasoat.cli import cli
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.problems import Problem
from rasoat.workflows import chains, journal
from rasoat.workflows.registry import CaseRef
from tests.web.browse import inputs, words
from tests.web.test_administration import CHOSEN, CODE, activating
from tests.world import CHEAP_HASH


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def account(world, username):
    return world.see(lambda db: db.get_one(User, world.as_(username).user_id))


def change(world):
    return world.see(lambda db: db.exec(select(AccountChange)).one())


def fields(world, admin, username, **changes):
    user = account(world, username)
    kept = {"full_name": user.full_name, "title": user.title, "agency_id": str(user.agency_id), "role": user.role}
    version = inputs(admin.get(f"/admin/users/{user.id}"))["version"]
    return {**kept, "email": user.email, "version": version, **changes}


def confirm(client, world, trigger="confirm", **more):
    row = change(world)
    return client.post(f"/cases/account_change/{row.id}/{trigger}", {"version": str(row.version), **more})


class TestACode:
    def ask(self, world, admin, username="leader"):
        page = admin.post(f"/admin/users/{account(world, username).id}/code")
        assert page.status_code == 303
        assert CODE.search(words(admin.get(page.headers["Location"]))) is None
        return change(world)

    @pytest.mark.parametrize("username", ["leader", "clerk", "admin"])
    def test_it_is_not_given_alone(self, world, admin, client_for, username):
        if username == "clerk":
            second_administrator(world)
        self.ask(world, admin, username)
        assert account(world, username).password_hash == CHEAP_HASH, "the password holds until it is confirmed"

    def test_the_clerk_confirms_and_it_is_given_once(self, world, admin, client_for):
        self.ask(world, admin)
        assert confirm(client_for("clerk"), world).status_code == 303
        path = f"/admin/users/{account(world, 'leader').id}/code"
        assert "Người thứ hai đã xác nhận" in words(admin.get(path.removesuffix("/code")))
        code = CODE.search(words(admin.post(path))).group()
        assert client_for().post("/activate", activating("leader", code)).status_code == 303
        assert client_for().sign_in("leader", CHOSEN).status_code == 303
        assert admin.post(path).status_code == 303, "the next one is asked for again"
        assert world.see(lambda db: against_signing(db, world.as_("leader")))

    def test_a_confirmation_of_long_ago_gives_no_code(self, world, admin, client_for):
        """It would otherwise lie there for ever, and one administrator alone could take the account with it."""
        self.ask(world, admin)
        page = words(client_for("clerk").get(f"/account-changes/{change(world).id}"))
        assert f"trong {queries.READY.days} ngày" in page
        confirm(client_for("clerk"), world)
        with clock.at(clock.now() + queries.READY + timedelta(minutes=1)):
            given = world.do(lambda db: operations.code_or_ask(db, world.as_("admin"), account(world, "leader").id))
        assert isinstance(given, AccountChange)
        assert account(world, "leader").password_hash == CHEAP_HASH

    @pytest.mark.parametrize("username", ["leader", "officer"])
    def test_while_a_code_waits_to_be_used_the_account_is_no_new_one(self, world, admin, client_for, username):
        """Neither who gets its mails, nor what it may do, nor another code, is for one administrator alone."""
        person = account(world, username)
        if username == "leader":
            self.ask(world, admin)
            confirm(client_for("clerk"), world)
        assert CODE.search(words(admin.post(f"/admin/users/{person.id}/code")))
        second_administrator(world)
        sent = fields(world, admin, username, email="ke.la@vidu.example", role="leader")
        assert admin.post(f"/admin/users/{person.id}", sent).headers["Location"].startswith("/account-changes/")
        assert (account(world, username).email, account(world, username).role) == (person.email, person.role)
        if username == "leader":
            assert admin.post(f"/admin/users/{person.id}/code").status_code == 303, "asked for again"

    def test_neither_the_asker_nor_the_owner_nor_a_stranger_confirms(self, world, admin, client_for):
        self.ask(world, admin)
        for username, status in (("admin", 403), ("leader", 403), ("edu_leader", 404), ("officer", 404)):
            assert confirm(client_for(username), world).status_code == status, username
        assert change(world).status == "asked"

    @pytest.mark.parametrize(
        ("username", "may"),
        [
            ("admin", False),
            ("leader", False),
            ("clerk", True),
            ("edu_leader", False),
            ("officer", False),
            ("officer2", False),
        ],
    )
    def test_who_may_be_the_second_person(self, world, username, may):
        """Another administrator, or the clerk of the account's agency; never who asked, nor the owner."""
        place = {
            "agency_id": world.as_("leader").agency_id,
            "account_id": world.as_("leader").user_id,
            "asked_by": world.as_("admin").user_id,
        }
        assert world.see(lambda s: queries.may_be_second(s, world.as_(username), **place)) is may
        another = {**place, "asked_by": world.as_("edu_leader").user_id}
        assert world.see(lambda s: queries.may_be_second(s, world.as_("admin"), **another))
        elsewhere = {**another, "agency_id": world.as_("edu_leader").agency_id}
        assert not world.see(lambda s: queries.may_be_second(s, world.as_("clerk"), **elsewhere)), (
            "a clerk confirms for the own agency"
        )

    def test_only_who_asked_withdraws(self, world, admin, client_for):
        self.ask(world, admin)
        for username in ("leader", "clerk"):
            assert confirm(client_for(username), world, "withdraw").status_code == 403, username
        assert confirm(admin, world, "withdraw").status_code == 303
        assert change(world).status == "withdrawn"
        assert confirm(client_for("clerk"), world).status_code == 409

    def test_the_owner_may_object(self, world, admin, client_for):
        self.ask(world, admin)
        assert confirm(client_for("leader"), world, "refuse", reason="Tôi không đề nghị").status_code == 303
        assert confirm(client_for("clerk"), world).status_code == 409
        assert account(world, "leader").password_hash == CHEAP_HASH

    def test_an_administrator_of_today_confirms_tomorrow(self, world, admin, client_for):
        """He could otherwise be an account that the asker has just opened for himself."""
        self.ask(world, admin)
        code = world.do(lambda db: activation.issue_code(db, second_administrator(world, db)))
        puppet = client_for()
        assert puppet.post("/activate", activating("quan2", code)).status_code == 303
        assert confirm(puppet, world).status_code == 422
        assert change(world).status == "asked"

    def test_without_a_second_person_it_is_refused(self, world, admin):
        page = admin.post(f"/admin/users/{account(world, 'edu_leader').id}/code")
        assert page.status_code == 409
        assert "Chưa có ai xác nhận được" in words(page)

    def test_who_signs_nothing_gets_one_at_once(self, world, admin):
        page = admin.post(f"/admin/users/{account(world, 'officer').id}/code")
        assert CODE.search(words(page))

    def test_asking_twice_is_asking_once(self, world, admin):
        assert self.ask(world, admin).id == self.ask(world, admin).id


def second_administrator(world, session=None):
    values = {"full_name": "Quản Trị Hai", "agency_id": world.agencies["dept"], "role": "administrator"}

    def add(db):
        return accounts.add_user(db, username="quan2", password_hash=CHEAP_HASH, **values).id

    return add(session) if session is not None else world.do(add)


class TestAnEdit:
    @pytest.mark.parametrize(
        ("username", "changed"),
        [
            ("leader", {"email": "ke.la@vidu.example"}),
            ("leader", {"role": "officer"}),
            ("officer", {"role": "leader"}),
            ("officer", {"role": "administrator"}),
            ("clerk", {"role": "member"}),
        ],
    )
    def test_who_signs_is_changed_by_two(self, world, admin, client_for, username, changed):
        second_administrator(world)
        path, before = f"/admin/users/{account(world, username).id}", account(world, username)
        answer = admin.post(path, fields(world, admin, username, **changed, full_name="Tên Đã Sửa"))
        assert answer.status_code == 303
        (name, value) = next(iter(changed.items()))
        assert getattr(account(world, username), name) == getattr(before, name)
        assert account(world, username).full_name == "Tên Đã Sửa", "the rest is changed at once"
        page = words(client_for("quan2").get(f"/account-changes/{change(world).id}"))
        assert KINDS["edit"] in page
        assert confirm(client_for("quan2"), world).status_code == 303
        assert getattr(account(world, username), name) == value
        barred = world.see(lambda db: against_signing(db, world.as_(username)))
        assert barred

    def test_who_signs_nothing_is_changed_at_once(self, world, admin):
        path = f"/admin/users/{account(world, 'officer').id}"
        admin.post(path, fields(world, admin, "officer", role="member", email="moi@vidu.example"))
        assert (account(world, "officer").role, account(world, "officer").email) == ("member", "moi@vidu.example")

    def test_nobody_uses_it_yet(self, world, admin):
        """A slip while opening an account is mended without asking."""
        made = world.do(lambda db: accounts.add_user(db, username="moi", full_name="Mới", role="leader",
                                                     agency_id=world.agencies["edu"]))  # fmt: skip
        world.actors["moi"] = world.see(lambda db: actor_of(db, made.id))
        admin.post(f"/admin/users/{made.id}", fields(world, admin, "moi", role="officer"))
        assert account(world, "moi").role == "officer"


class TestItIsKnown:
    def told(self, world, event):
        query = select(ToldLine.account_id).where(ToldLine.event == event)
        return set(world.see(lambda db: db.exec(query).all()))

    def test_the_owner_hears_of_it_before_and_after(self, world, admin, client_for):
        TestACode().ask(world, admin)
        leader, clerk = world.as_("leader").user_id, world.as_("clerk").user_id
        assert self.told(world, operations.ASKED) == {clerk}
        assert self.told(world, operations.TO_OWNER) == {leader}
        confirm(client_for("clerk"), world)
        assert self.told(world, operations.DONE) == {leader}

    def test_it_stands_in_the_journal(self, world, admin, client_for):
        row = TestACode().ask(world, admin)
        confirm(client_for("clerk"), world)
        found = world.see(
            lambda db: [(e.trigger, e.actor_id) for e, _ in journal.entries(db, CaseRef("account_change", row.id))]
        )
        assert found == [("create", world.as_("admin").user_id), ("confirm", world.as_("clerk").user_id)]
        assert not world.see(lambda db: list(chains.verify(db)))

    def test_the_mails_name_no_code(self, world, admin, client_for):
        row = TestACode().ask(world, admin)
        for event, when in (
            (operations.ASKED, "asked"),
            (operations.TO_OWNER, "asked"),
            (operations.DONE, "confirmed"),
        ):
            if when == "confirmed":
                confirm(client_for("clerk"), world)
                assert world.see(lambda db: events[operations.ASKED].words(db, row.id, "https://x")) is None
            said = world.see(lambda db, e=event: events[e].words(db, row.id, "https://x"))
            assert "leader" in said.subject
            assert f"https://x/account-changes/{row.id}" in said.body

    def test_the_second_person_sees_that_it_waits(self, world, admin, client_for):
        TestACode().ask(world, admin)
        page = client_for("clerk").get("/")
        assert "/account-changes/" in page.text
        with clock.at(clock.real_now() + timedelta(hours=1)):
            assert world.see(
                lambda db: db.exec(select(AccountChange).where(queries.waiting_for(world.as_("clerk")))).all()
            )


def test_the_operation_asks_or_refuses(world):
    admin, leader = world.as_("admin"), world.as_("leader").user_id
    asked = world.do(lambda db: operations.code_or_ask(db, admin, leader))
    assert isinstance(asked, AccountChange)
    with pytest.raises(Problem, match="1110"):
        world.do(lambda db: operations.code_or_ask(db, admin, world.as_("edu_leader").user_id))


@pytest.mark.parametrize(("username", "barred"), [("leader", True), ("officer", False)])
def test_a_password_set_on_the_server_bars_signing_too(world, database_url, tmp_path, monkeypatch, username, barred):
    monkeypatch.setenv("RASOAT_DATABASE_URL", database_url)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path / "data"))
    done = CliRunner().invoke(cli, ["user", "password", f" {username.upper()}", "--password", CHOSEN])
    assert done.exit_code == 0, done.output
    assert bool(world.see(lambda db: against_signing(db, world.as_(username)))) == barred
