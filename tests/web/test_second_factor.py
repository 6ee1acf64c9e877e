"""The second factor in one's own account: turned on with a picture, kept so that a database alone tells nothing, turned off."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.account_changes import operations
from rasoat.accounts import second_factor
from rasoat.accounts.models import RecoveryCode, SecondFactor, User
from rasoat.accounts.secret_box import OFFERED, SecretBox, box_of
from rasoat.accounts.sessions import FRESH
from rasoat.db import new_id
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.problems import Problem
from tests.web.browse import inputs, words
from tests.web.telephone import Telephone, box_for, telephone_of
from tests.world import PASSWORD

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
PAGE = "/account/second-factor/"
GROUPS = re.compile(r"<code>((?:[A-Z2-7]{4} ?){8})</code>")
CODES = re.compile(r"<code>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})</code>")


def is_on(world, username):
    return world.see(lambda db: second_factor.is_on(db, world.as_(username).user_id))


@pytest.fixture
def box(app):
    return box_for(app)


class TestTurningOn:
    def offered(self, client, username="officer", path=PAGE):
        page = client.get(path)
        return page, Telephone(username, GROUPS.search(page.text).group(1).replace(" ", ""))

    def send(self, client, page, code):
        return client.post(PAGE, {"sealed": inputs(page)["sealed"], "code": code}, token=inputs(page)["csrf_token"])

    def test_the_page_offers_a_secret_to_scan_and_to_type_and_stores_nothing(self, world, client_for):
        page, _ = self.offered(client_for("officer"))
        assert "<svg" in page.text
        assert "style=" not in page.text.split("<svg")[1].split("</svg>")[0], "the CSP forbids it"
        assert not world.see(lambda db: db.exec(select(SecondFactor)).all())
        assert page.headers["Cache-Control"] == "no-store", "the secret stays in no browser's memory"

    def test_the_code_turns_it_on_and_ten_recovery_codes_are_shown_once(self, world, client_for):
        client, other = client_for("officer"), client_for("officer")
        page, phone = self.offered(client)
        done = self.send(client, page, phone.code())
        assert done.status_code == 200, words(done)
        assert len(set(CODES.findall(done.text))) == second_factor.CODES
        assert done.headers["Cache-Control"] == "no-store"
        assert is_on(world, "officer")
        assert "Còn 10 mã dự phòng" in words(client.get(PAGE)), "this browser goes on"
        assert not CODES.findall(client.get(PAGE).text)
        assert other.get("/").status_code == 303, "others began with the password alone"

    def test_a_wrong_code_keeps_secret_and_text(self, world, client_for):
        client = client_for("officer")
        page, phone = self.offered(client)
        refused = self.send(client, page, phone.wrong())
        assert refused.status_code == 422
        assert GROUPS.search(refused.text).group(1).replace(" ", "") == phone.secret
        assert inputs(refused)["code"] == phone.wrong()
        assert not is_on(world, "officer")
        assert self.send(client, refused, phone.code()).status_code == 200

    def test_a_page_of_long_ago_gets_another_secret(self, client_for):
        with clock.at(NOON):
            client = client_for("officer")
            page, phone = self.offered(client)
        with clock.at(NOON + OFFERED + timedelta(seconds=2)):
            client.sign_in("officer")
            fields = {"sealed": inputs(page)["sealed"], "code": phone.code()}
            refused = client.post(PAGE, fields)
            assert refused.status_code == 422
            assert "đã mở quá lâu" in words(refused)
            assert phone.secret not in refused.text.replace(" ", "")

    def test_a_secret_of_somebody_else_is_none(self, world, client_for, box):
        client = client_for("officer")
        page, _ = self.offered(client)
        leader = world.see(lambda db: db.get_one(User, world.as_("leader").user_id))
        foreign = second_factor.offer(box, leader)
        fields = {"sealed": foreign.sealed, "code": Telephone("leader", foreign.secret).code()}
        assert client.post(PAGE, fields, token=inputs(page)["csrf_token"]).status_code == 422
        assert not is_on(world, "officer")

    def test_whoever_finds_an_unlocked_browser_is_asked_for_the_password(self, world, client_for):
        with clock.at(NOON):
            client = client_for("officer")
        with clock.at(NOON + FRESH + timedelta(seconds=1)):
            page, phone = self.offered(client)
            asked = self.send(client, page, phone.code())
            assert (asked.status_code, is_on(world, "officer")) == (403, False)
            fields = {**inputs(asked), "confirm_password": PASSWORD}
            assert client.post(PAGE, fields, token=fields.pop("csrf_token")).status_code == 200
        assert is_on(world, "officer")

    def test_its_owner_is_told(self, world, client_for):
        client = client_for("officer")
        page, phone = self.offered(client)
        codes = CODES.findall(self.send(client, page, phone.code()).text)
        proof = {"old_password": PASSWORD, "code": codes[0]}
        client.post(f"{PAGE}codes", proof)
        with clock.at(clock.real_now() + timedelta(seconds=30)):
            client.post(f"{PAGE}off", {**proof, "code": phone.code()})
        lines = select(ToldLine).where(ToldLine.account_id == world.as_("officer").user_id)
        told = [line.event for line in world.see(lambda db: db.exec(lines.order_by(col(ToldLine.id))).all())]
        assert told == [
            operations.TURNED_ON,
            operations.CODE_USED,
            operations.NEW_CODES,
            operations.TURNED_OFF,
        ]
        said = world.see(lambda db: events[operations.TURNED_OFF].words(db, new_id(), "https://x"))
        assert (said.subject, "https://x/account/password" in said.body) == (
            "Xác thực hai bước của bạn vừa được tắt",
            True,
        )

    def test_it_is_turned_on_once(self, world, client_for, box):
        client = client_for("officer")
        page, phone = self.offered(client)
        telephone_of(world, box, "officer")
        client.sign_in("officer")
        with pytest.raises(Problem, match="1115"):
            world.do(
                lambda db: second_factor.turn_on(
                    db, box, world.as_("officer").user_id, inputs(page)["sealed"], phone.code()
                )
            )


class TestWhatIsKept:
    def test_the_database_holds_neither_secret_nor_codes(self, world, app, box):
        phone = telephone_of(world, box, "officer")
        stored = world.see(lambda db: db.exec(select(SecondFactor)).one())
        assert phone.secret not in stored.secret
        digests = world.see(lambda db: [row.digest for row in db.exec(select(RecoveryCode))])
        assert not {code.replace("-", "") for code in phone.codes} & set(digests)
        assert box_of("another key").kept(stored.account_id, stored.secret) is None
        assert box.kept(stored.account_id, stored.secret) == phone.secret

    def test_a_stored_secret_opens_for_its_own_account_and_purpose_alone(self, box):
        mine, other = new_id(), new_id()
        assert box.kept(other, box.keep(mine, "S")) is None
        assert box.offered(mine, box.keep(mine, "S")) is None
        assert box.kept(mine, box.offer(mine, "S")) is None
        assert box.kept(mine, box.keep(mine, "S")) == "S"

    @pytest.mark.parametrize("text", ["", "x", "ộ", "\ud800", "gAAAAA==", "a" * 10_000])
    def test_other_texts_open_nothing(self, text):
        assert SecretBox("key").offered(new_id(), text) is None

    def test_with_another_key_recovery_codes_go_on_to_work(self, world, box):
        phone = telephone_of(world, box, "officer")
        lost, me = box_of("another key"), world.as_("officer").user_id
        with pytest.raises(Problem, match="1113"):
            world.do(lambda db: second_factor.accept(db, lost, me, phone.code()))
        assert world.do(lambda db: second_factor.accept(db, lost, me, phone.codes[0])) == second_factor.CODES - 1


class TestCodes:
    def accept(self, world, box, typed, username="officer"):
        return world.do(lambda db: second_factor.accept(db, box, world.as_(username).user_id, typed))

    @pytest.mark.parametrize("steps", [-1, 0, 1])
    def test_the_telephone_may_be_half_a_minute_off(self, world, box, steps):
        with clock.at(NOON - timedelta(minutes=5)):
            phone = telephone_of(world, box, "officer")
        with clock.at(NOON):
            assert self.accept(world, box, phone.code(steps=steps)) is None

    @pytest.mark.parametrize("steps", [-2, 2])
    def test_and_no_more(self, world, box, steps):
        with clock.at(NOON - timedelta(minutes=5)):
            phone = telephone_of(world, box, "officer")
        with clock.at(NOON), pytest.raises(Problem, match="1111"):
            self.accept(world, box, phone.code(steps=steps))

    def test_a_code_is_taken_once_and_no_older_one_after_it(self, world, box):
        with clock.at(NOON):
            phone = telephone_of(world, box, "officer", steps=-1)
            older = phone.code(steps=-1)
            self.accept(world, box, f" {phone.code()[:3]} {phone.code()[3:]}")
            for code in (phone.code(), older):
                with pytest.raises(Problem, match="1112"):
                    self.accept(world, box, code)
        with clock.at(NOON + timedelta(seconds=30)):
            assert self.accept(world, box, phone.code()) is None

    def test_a_clock_that_was_ahead_keeps_nobody_out(self, world, box):
        with clock.at(NOON + timedelta(days=400)):
            phone = telephone_of(world, box, "officer")
        with clock.at(NOON):
            assert self.accept(world, box, phone.code()) is None
            with pytest.raises(Problem, match="1112"):
                self.accept(world, box, phone.code())

    def test_a_recovery_code_is_taken_once(self, world, box):
        phone = telephone_of(world, box, "officer")
        assert self.accept(world, box, phone.codes[3].lower().replace("-", " ")) == 9
        with pytest.raises(Problem, match="1112"):
            self.accept(world, box, phone.codes[3])
        assert self.accept(world, box, phone.codes[4]) == 8

    @pytest.mark.parametrize(
        "typed", ["", "-", "\u200b", "12345", "1234567", "١٢٣٤٥٦", "ABCD-EFGH-JKMN-PQRS", "0" * 99]
    )
    def test_nothing_else_is_taken(self, world, box, typed):
        telephone_of(world, box, "officer")
        with pytest.raises(Problem, match="1111"):
            self.accept(world, box, typed)

    def test_an_account_without_takes_none(self, world, box):
        with pytest.raises(Problem, match="1111"):
            self.accept(world, box, "000000")


class TestItIsOn:
    CHANGED = "mot-mat-khau-khac"

    @pytest.fixture
    def phone(self, world, box):
        return telephone_of(world, box, "officer")

    @pytest.fixture
    def client(self, client_for, phone):
        client = client_for()
        assert phone.sign_in(client, phone.codes[9]).status_code == 303
        return client

    def proof(self, phone, **changes):
        return {"old_password": PASSWORD, "code": phone.code(), **changes}

    def test_new_recovery_codes_end_the_old_ones(self, world, client, phone, box):
        page = client.post(f"{PAGE}codes", self.proof(phone))
        new = CODES.findall(page.text)
        assert (page.status_code, len(new)) == (200, 10)
        me = world.as_("officer").user_id
        with pytest.raises(Problem, match="1111"):
            world.do(lambda db: second_factor.accept(db, box, me, phone.codes[0]))
        assert world.do(lambda db: second_factor.accept(db, box, me, new[0])) == 9

    def test_it_is_turned_off_with_password_and_code(self, world, client_for, client, phone):
        assert client.post(f"{PAGE}off", self.proof(phone)).status_code == 303
        assert not is_on(world, "officer")
        assert not world.see(lambda db: db.exec(select(RecoveryCode)).all())
        assert client_for("officer").get("/").status_code == 200

    @pytest.mark.parametrize("page", ["off", "codes"])
    @pytest.mark.parametrize("wrong", [{"old_password": "khong-phai"}, {"code": "111 11"}, {"code": ""}])
    def test_neither_with_one_of_them_wrong(self, world, client, phone, page, wrong):
        refused = client.post(f"{PAGE}{page}", self.proof(phone, **wrong))
        assert refused.status_code == 422
        assert is_on(world, "officer")
        assert not CODES.findall(refused.text)

    def test_a_wrong_password_uses_up_no_code(self, client, phone):
        proof = self.proof(phone)
        assert client.post(f"{PAGE}off", {**proof, "old_password": "khong-phai"}).status_code == 422
        assert client.post(f"{PAGE}off", proof).status_code == 303

    def move(self, client, phone, page, new, **changes):
        sent = {**self.proof(phone), "sealed": inputs(page)["sealed"], "new_code": new.code(), **changes}
        return client.post(f"{PAGE}move", sent)

    def test_another_telephone_takes_over(self, world, client, phone, box):
        page, new = TestTurningOn().offered(client, path=f"{PAGE}move")
        assert self.move(client, phone, page, new).status_code == 303
        me = world.as_("officer").user_id
        with clock.at(clock.real_now() + timedelta(seconds=60)):
            with pytest.raises(Problem, match="1111"):
                world.do(lambda db: second_factor.accept(db, box, me, phone.code()))
            world.do(lambda db: second_factor.accept(db, box, me, new.code()))
        assert world.do(lambda db: second_factor.accept(db, box, me, phone.codes[0])) == 8, "recovery codes stay"

    @pytest.mark.parametrize(
        "wrong", [{"old_password": "khong-phai"}, {"code": "111 11"}, {"new_code": "111 11"}, {"sealed": "x"}]
    )
    def test_and_none_without_proof(self, client, phone, wrong):
        page, new = TestTurningOn().offered(client, path=f"{PAGE}move")
        refused = self.move(client, phone, page, new, **wrong)
        assert refused.status_code == 422
        assert (new.secret in refused.text.replace(" ", "")) == ("sealed" not in wrong)
        assert self.move(client, phone, page, new).status_code == 303, "nothing was used up"

    def change(self, client, phone, **changes):
        sent = {
            "old_password": PASSWORD,
            "password": self.CHANGED,
            "again_password": self.CHANGED,
            "code": phone.code(),
        }
        return client.post("/account/password", {**sent, **changes})

    def test_the_password_is_changed_with_a_code(self, world, client_for, client, phone):
        """The session that begins with the new password signs: it must not begin without the code."""
        assert self.change(client, phone).status_code == 303
        assert client_for().sign_in("officer", self.CHANGED).status_code == 303

    @pytest.mark.parametrize(
        "wrong", [{"code": ""}, {"code": "111 11"}, {"old_password": "khong-phai"}, {"password": "a"}]
    )
    def test_and_not_without(self, client, phone, wrong):
        assert self.change(client, phone, **wrong).status_code == 422
        assert self.change(client, phone).status_code == 303, "nothing was used up"

    def test_without_one_there_is_nothing_to_turn_off(self, client_for):
        leader = client_for("leader")
        for page in ("off", "codes", "move"):
            assert leader.get(f"{PAGE}{page}").headers["Location"] == PAGE
            assert leader.post(f"{PAGE}{page}", {"old_password": PASSWORD, "code": "1"}).headers["Location"] == PAGE
