"""Codes for many: who may get one with others, what is stored, what is sent, what is withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts.models import User
from rasoat.accounts.one_time import digest, new_code
from rasoat.codes import mail, operations, queries
from rasoat.codes.models import CodeGiven, CodeRound
from rasoat.db import new_id
from rasoat.outbox import mail as letters
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import run_due
from rasoat.problems import Problem
from rasoat.workflows import CaseRef, fire, journal
from tests.codes.people import newcomers, user

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def sent(monkeypatch):
    """The letters that the mail server took."""
    taken = []
    monkeypatch.setattr(mail, "deliver", lambda letter, about, settings: taken.append(letter))
    return taken


@pytest.fixture
def posting(settings):
    return settings.model_copy(update={"smtp_host": "mail.vidu.example", "public_url": "https://vidu.example"})


def given(world, ids):
    codes = {one: new_code() for one in ids}
    made = world.do(lambda db: operations.give(db, world.as_("admin"), new_id(), codes))
    return made, codes


def queued(world, ids):
    return world.do(lambda db: operations.ask_mails(db, world.as_("admin"), new_id(), list(ids)))


def work(world, posting):
    return run_due(world.database, mail.handlers(posting))


def chosen(world, *ids):
    return world.see(lambda db: queries.chosen(db, ids=ids))


def opened(world, name, code):
    return world.do(lambda db: activation.activate(db, name, code, "mat-khau-tu-chon"))


def code_in(letter):
    return next(line.partition(": ")[2] for line in letter.body.splitlines() if line.startswith("Mã kích hoạt:"))


class TestSlips:
    def test_each_opens_its_own_account_once(self, world):
        ids = newcomers(world, "an", "binh")
        made, codes = given(world, ids.values())
        with pytest.raises(Problem):
            opened(world, "binh", codes[ids["an"]])
        assert opened(world, "an", codes[ids["an"]]).username == "an"
        with pytest.raises(Problem):
            opened(world, "an", codes[ids["an"]])
        assert made.count == 2

    def test_no_code_is_stored_and_the_journal_names_who_got_one_from_whom(self, world):
        ids = newcomers(world, "an", "binh")
        made, codes = given(world, ids.values())
        assert user(world, ids["an"]).code_hash == digest(codes[ids["an"]])
        told = world.see(lambda db: [entry for entry, _ in journal.entries(db, CaseRef("code_round", made.id))])
        assert [entry.trigger for entry in told] == ["create", "codes_made"]
        assert told[1].facts["accounts"] == "an, binh"
        assert told[1].actor_id == world.as_("admin").user_id
        rows = world.see(lambda db: [str(row) for row in db.exec(select(CodeGiven)).all()])
        assert not any(code in row for row in [*rows, *map(str, told)] for code in codes.values())

    def test_what_they_had_before_ends(self, world):
        ids = newcomers(world, "an")
        _, first = given(world, ids.values())
        _, second = given(world, ids.values())
        with pytest.raises(Problem):
            opened(world, "an", first[ids["an"]])
        assert opened(world, "an", second[ids["an"]])

    def test_a_form_sent_twice_makes_one_round(self, world):
        ids, round_id = newcomers(world, "an"), new_id()
        codes = {one: new_code() for one in ids.values()}
        world.do(lambda db: operations.give(db, world.as_("admin"), round_id, codes))
        with pytest.raises(Problem) as refused:
            world.do(lambda db: operations.give(db, world.as_("admin"), round_id, {ids["an"]: new_code()}))
        assert refused.value.key == "codes.twice"
        assert opened(world, "an", codes[ids["an"]])

    def test_who_chose_a_password_meanwhile_stops_all_of_it(self, world):
        ids = newcomers(world, "an", "binh")
        _, codes = given(world, [ids["an"]])
        opened(world, "an", codes[ids["an"]])
        with pytest.raises(Problem) as refused:
            given(world, ids.values())
        assert refused.value.key == "codes.moved_on"
        assert user(world, ids["binh"]).code_hash == ""
        assert user(world, ids["an"]).password_hash


class TestWhoGetsNone:
    def test_whoever_has_a_password_and_whoever_is_closed(self, world):
        ids = newcomers(world, "an")
        world.do(lambda db: setattr(db.get_one(User, ids["an"]), "active", False))
        found = chosen(world, ids["an"], world.as_("officer").user_id)
        assert found.people == []
        assert {why for _, why in found.left_out} == {"tài khoản đã khóa", "đã kích hoạt, không cần mã"}

    @pytest.mark.parametrize(("role", "left"), [("leader", True), ("clerk", True), ("officer", False)])
    def test_a_signer_whose_account_was_used_needs_a_second_person(self, world, role, left):
        ids = newcomers(world, "an", role=role)
        assert [one.username for one in chosen(world, ids["an"]).people] == ["an"]
        _, codes = given(world, ids.values())
        opened(world, "an", codes[ids["an"]])
        world.do(lambda db: activation.issue_code(db, ids["an"]))
        found = chosen(world, ids["an"])
        assert bool(found.left_out) is left
        assert not left or "người thứ hai" in found.left_out[0][1]


class TestMails:
    def test_the_code_is_made_when_the_mail_is_sent(self, world, posting, sent):
        ids = newcomers(world, "an")
        queued(world, ids.values())
        assert user(world, ids["an"]).code_hash == ""
        item = world.see(lambda db: db.exec(select(OutboxItem).where(OutboxItem.kind == operations.MAIL)).one())
        assert set(item.payload) == {"given_id"}
        assert work(world, posting) == 1
        code = code_in(sent[0])
        assert sent[0].to == "an@vidu.example"
        assert "https://vidu.example/activate" in sent[0].body
        assert user(world, ids["an"]).code_hash == digest(code)
        assert opened(world, "an", code)
        assert work(world, posting) == 0

    def test_a_server_that_is_down_costs_a_code_and_the_next_attempt_makes_another(self, world, posting, monkeypatch):
        ids, tried = newcomers(world, "an"), []

        def down(letter, *_more):
            tried.append(code_in(letter))
            if len(tried) == 1:
                raise OSError("down")

        monkeypatch.setattr(mail, "deliver", down)
        with clock.at(NOON):
            queued(world, ids.values())
            assert work(world, posting) == 0
        with clock.at(NOON + timedelta(minutes=5)):
            assert work(world, posting) == 1
            with pytest.raises(Problem):
                opened(world, "an", tried[0])
            assert opened(world, "an", tried[1])

    def test_what_was_mailed_is_not_mailed_again_with_another_code(self, world, posting, sent):
        """The worker may end between the mail and its note in the queue."""
        ids = newcomers(world, "an")
        made = queued(world, ids.values())
        work(world, posting)
        [one] = world.see(lambda db: queries.given_in(db, made.id))
        mail.send(world.database, posting, {"given_id": str(one.id)})
        assert len(sent) == 1
        assert opened(world, "an", code_in(sent[0]))

    def test_no_mail_without_a_server(self, world, settings, sent):
        ids = newcomers(world, "an")
        queued(world, ids.values())
        assert run_due(world.database, mail.handlers(settings)) == 0
        assert (sent, user(world, ids["an"]).code_hash) == ([], "")

    def test_a_slip_made_after_it_stays_good(self, world, posting, sent):
        ids = newcomers(world, "an")
        queued(world, ids.values())
        _, codes = given(world, ids.values())
        work(world, posting)
        assert sent == []
        assert opened(world, "an", codes[ids["an"]])

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"active": False}, "tài khoản đã khóa"),
            ({"email": ""}, "không còn địa chỉ thư"),
            ({"password_hash": "x"}, "đã kích hoạt, không cần mã"),
        ],
    )
    def test_what_changed_while_it_waited_is_looked_at(self, world, posting, sent, changes, why):
        ids = newcomers(world, "an")
        made = queued(world, ids.values())
        world.do(lambda db: [setattr(db.get_one(User, ids["an"]), name, value) for name, value in changes.items()])
        work(world, posting)
        assert sent == []
        assert [one.left_out for one in world.see(lambda db: queries.given_in(db, made.id))] == [why]

    def test_a_mail_to_somebody_who_was_removed(self, world, posting, sent):
        ids = newcomers(world, "an")
        queued(world, ids.values())
        world.do(lambda db: db.delete(db.get_one(User, ids["an"])))
        assert work(world, posting) == 1
        assert sent == []

    def test_the_mail_is_a_letter_that_a_server_takes(self, world, posting, monkeypatch):
        taken = []

        class Server:
            def __init__(self, *_where, **_how):
                pass

            unanswered = False

            def send_message(self, message):
                taken.append(message)

            quit = close = lambda _self: None

        monkeypatch.setattr(letters, "_Server", Server)
        ids = newcomers(world, "an", "binh")
        queued(world, ids.values())
        assert work(world, posting) == 2
        assert len({message["Message-ID"] for message in taken}) == 2


class TestWithdrawing:
    def withdrawn(self, world, made):
        world.do(lambda db: fire(db, CaseRef("code_round", made.id), "withdraw", world.as_("admin")))

    def test_codes_that_nobody_used_end_and_what_came_later_stays(self, world):
        ids = newcomers(world, "an", "binh", "chi")
        made, codes = given(world, ids.values())
        opened(world, "an", codes[ids["an"]])
        _, later = given(world, [ids["chi"]])
        self.withdrawn(world, made)
        with pytest.raises(Problem):
            opened(world, "binh", codes[ids["binh"]])
        assert user(world, ids["an"]).password_hash
        assert opened(world, "chi", later[ids["chi"]])

    def test_mails_that_wait_are_not_sent(self, world, posting, sent):
        made = queued(world, newcomers(world, "an").values())
        self.withdrawn(world, made)
        work(world, posting)
        assert sent == []

    def test_a_mail_that_failed_once_makes_no_other_code(self, world, posting, monkeypatch):
        tried = []

        def down(letter, *_more):
            tried.append(letter)
            raise OSError("down")

        monkeypatch.setattr(mail, "deliver", down)
        with clock.at(NOON):
            made = queued(world, newcomers(world, "an").values())
            work(world, posting)
            self.withdrawn(world, made)
        with clock.at(NOON + timedelta(minutes=5)):
            assert work(world, posting) == 1
        assert len(tried) == 1

    def test_only_administrators(self, world):
        made, _ = given(world, newcomers(world, "an").values())
        with pytest.raises(Problem) as refused:
            world.do(lambda db: fire(db, CaseRef("code_round", made.id), "withdraw", world.as_("officer")))
        assert refused.value.key in ("case.not_allowed", "not_found")


def test_an_account_that_was_given_a_code_can_be_removed_before_it_is_used(world, client_for):
    ids = newcomers(world, "an")
    given(world, ids.values())
    assert client_for("admin").post(f"/admin/users/{ids['an']}/remove").status_code == 303
    assert world.see(lambda db: len(db.exec(select(CodeRound).where(col(CodeRound.count) == 1)).all())) == 1
