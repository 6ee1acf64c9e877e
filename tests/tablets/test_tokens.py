"""A token speaks for one person, on one tablet, as long as it should, and not a request longer."""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import User
from rasoat.app import create_app
from rasoat.db import new_id
from rasoat.problems import Problem
from rasoat.tablets import operations, queries
from rasoat.tablets.models import Tablet
from tests.tablets.conftest import OWN, Device, register
from tests.web.test_api_routes import refused

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def device(device_of) -> Device:
    made: Device = device_of("lead")
    return made


def stored(world, device: Device) -> Tablet:
    found = world.see(lambda db: db.get(Tablet, device.id))
    assert found is not None
    return found


@on_sqlite
class TestWhoComesIn:
    def test_the_tablet_knows_its_person(self, world, settings, device):
        told = device.me().json
        assert told["account"] == {
            "id": str(world.as_("lead").user_id),
            "username": "lead",
            "name": world.as_("lead").name,
            "agency": world.as_("lead").agency_name,
            "role": "member",
        }
        assert told["tablet"] == {"id": str(device.id), "label": "Máy tính bảng 1", "cut_off": False}
        assert (told["keep_days"], told["example_date"]) == (settings.tablet_keep_days, None)
        assert told["photo_limit_mb"] == device.registered["photo_limit_mb"] == settings.upload_limit_mb
        assert abs(datetime.fromisoformat(told["server_time"]) - clock.real_now()) < timedelta(minutes=1)

    def test_by_session_there_is_no_tablet(self, client_for):
        told = client_for("district_officer").get("/api/v1/me").json
        assert (told["account"]["username"], told["tablet"]) == ("district_officer", None)

    def test_only_the_token_itself_opens(self, device):
        token = device.registered["token"]
        assert token.startswith(f"rst_{device.id.hex}_")
        assert len(token.rpartition(device.id.hex)[2]) > 40
        other = new_id().hex
        for wrong in (token[:-1], token + "x", token.upper(), token.replace(device.id.hex, other), token + " x"):
            answer = device.ask("GET", "/me", headers={"Authorization": f"Bearer {wrong}"})
            assert refused(answer) == "login.required", wrong

    def test_other_ways_of_saying_who_one_is_count_for_nothing(self, device):
        token = device.registered["token"]
        for header in (token, f"Basic {token}", f"Token {token}", "Bearer", ""):
            assert refused(device.ask("GET", "/me", headers={"Authorization": header})) == "login.required"
        assert refused(device.app.test_client().get(f"/api/v1/me?access_token={token}")) == "login.required"

    def test_a_token_opens_no_pages(self, device):
        answer = device.app.test_client().get("/", headers={"Authorization": f"Bearer {device.registered['token']}"})
        assert (answer.status_code, answer.headers["Location"][:8]) == (303, "/sign-in")

    def test_a_token_counts_before_a_cookie(self, client_for, device):
        headers = {"Authorization": f"Bearer {device.registered['token']}"}
        answer = client_for("officer").get("/api/v1/me", headers=headers)
        assert answer.json["account"]["username"] == "lead"
        assert "Set-Cookie" not in answer.headers
        headers = {"Authorization": "Bearer rst_x_y"}
        assert refused(client_for("officer").get("/api/v1/me", headers=headers)) == "login.required"

    def test_the_server_keeps_a_digest_compared_without_telling_by_time(self, world, device, monkeypatch):
        secret = device.registered["token"].partition(f"{device.id.hex}_")[2]
        kept = stored(world, device).token_hash
        assert kept == hashlib.sha256(secret.encode()).hexdigest()
        compared = []
        monkeypatch.setattr("hmac.compare_digest", lambda a, b: compared.append((a, b)) or False)
        with pytest.raises(Problem, match="1103"):
            world.see(lambda db: queries.holder(db, device.id, kept))
        assert compared == [(kept, kept)]


@on_sqlite
class TestItsEnd:
    def test_its_days_are_counted_by_the_real_clock(self, device_of, settings):
        with clock.at(NOON):
            device = device_of("lead")
            assert device.registered["token_until"] == "2026-04-01T05:00:00Z"
        end = NOON + timedelta(days=settings.tablet_days)
        with clock.at(end - timedelta(seconds=1)):
            assert device.pulse().status_code == 200
        with clock.at(end):
            assert refused(device.me()) == "login.required"
            assert refused(device.pulse()) == "login.required"

    def test_one_made_while_the_clock_was_ahead_does_not_hold_for_years(self, device_of, world):
        with clock.at(NOON + timedelta(days=3 * 365)):
            device = device_of("lead")
            assert device.pulse().status_code == 200
        with clock.at(NOON):
            assert refused(device.pulse()) == "login.required"
            assert world.see(lambda db: queries.still_trusted(db, [device.id])) == set()

    @pytest.mark.parametrize(
        "change",
        [
            lambda db, one: accounts.change_password(db, one, "mot-mat-khau-moi"),
            lambda db, one: accounts.edit_user(db, one, None, {"active": False}),
            lambda db, one: accounts.edit_user(db, one, None, {"role": "authority_officer"}),
        ],
    )
    def test_with_the_account_s_other_sessions(self, world, device, change):
        assert device.me().status_code == 200
        world.do(lambda db: change(db, world.as_("lead").user_id))
        assert refused(device.me()) == "login.required", "also when the token was used a moment before"

    def test_a_closed_account_that_is_opened_again_signs_in_again(self, world, device):
        for active in (False, True):
            world.do(lambda db, a=active: accounts.edit_user(db, world.as_("lead").user_id, None, {"active": a}))
        assert refused(device.me()) == "login.required"

    def test_a_new_registration_ends_the_old_token_and_keeps_the_key(self, client_for, device):
        again = register(client_for("lead"), device.id)
        assert again.json["lock_key"] == device.registered["lock_key"]
        assert refused(device.me()) == "login.required"
        assert Device(device.app, device.id, again.json).me().status_code == 200

    def test_cutting_off_counts_more_than_any_other_end(self, world, device):
        world.do(lambda db: accounts.change_password(db, world.as_("lead").user_id, "mot-mat-khau-moi"))
        world.do(lambda db: operations.cut_off(db, world.as_("officer"), device.id, "mất"))
        assert refused(device.me()) == "tablet.cut_off", "it must lock itself"
        wrong = {"Authorization": f"Bearer rst_{device.id.hex}_x"}
        assert refused(device.ask("GET", "/me", headers=wrong)) == "login.required", "a stranger learns nothing"

    def test_another_process_learns_of_it_within_two_seconds_and_writes_nothing_meanwhile(
        self, world, settings, device, monkeypatch
    ):
        other = create_app(settings)
        try:
            elsewhere = Device(other, device.id, device.registered)
            assert elsewhere.me().status_code == 200
            monkeypatch.setattr("rasoat.web.callers._holders_change._committed", lambda _session: None)
            before = stored(world, device)
            _cut_off_behind_its_back(world, device)
            assert elsewhere.me().status_code == 200, "the case this test is about"
            assert refused(elsewhere.pulse(records=9)) == "tablet.cut_off"
            assert stored(world, device).waiting_records == before.waiting_records
            real = time.monotonic
            monkeypatch.setattr("rasoat.db.recent.time.monotonic", lambda: real() + 2.1)
            assert refused(elsewhere.me()) == "tablet.cut_off"
        finally:
            other.extensions["rasoat_database"].close()


def _cut_off_behind_its_back(world, device: Device) -> None:
    """As another process does it: this one's memory hears of no commit."""
    changed = Tablet.__table__.update().where(Tablet.id == device.id).values(cut_off_at=clock.now())
    world.do(lambda db: db.connection().execute(changed) and None)


@on_sqlite
class TestRegistering:
    def put(self, client, tablet_id: Any, **body: Any):
        return client.flask.put(f"/api/v1/tablets/{tablet_id}", json=body, headers=OWN)

    @pytest.mark.parametrize("username", ["district_officer", "district_leader", "office_officer", "admin"])
    def test_only_the_inspecting_side_works_with_tablets(self, client_for, username):
        assert refused(self.put(client_for(username), new_id())) == "forbidden"

    @pytest.mark.parametrize("username", ["officer", "leader", "clerk", "lead", "edu_member"])
    def test_members_of_any_agency_do(self, client_for, username):
        assert self.put(client_for(username), new_id()).json["label"] == "Máy tính bảng"

    def test_a_token_cannot_prolong_itself(self, device):
        answer = device.ask("PUT", f"/tablets/{device.id}", json={"label": "x"}, headers=OWN)
        assert refused(answer) == "forbidden"

    def test_a_name_given_at_the_desk_is_kept_when_the_tablet_says_none(self, world, client_for, device):
        world.do(lambda db: operations.rename(db, world.as_("officer"), device.id, "Máy của đoàn"))
        assert self.put(client_for("lead"), device.id).json["label"] == "Máy của đoàn"

    def test_what_is_too_long_is_told(self, client_for):
        answer = self.put(client_for("lead"), new_id(), label="x" * 101)
        assert refused(answer) == "request.invalid"
        assert answer.json["reasons"] == [{"field": "label", "message": "Quá dài: tối đa 100 ký tự."}]

    def test_an_id_that_is_none_is_not_found(self, client_for):
        assert refused(self.put(client_for("lead"), "may-1")) == "not_found"


class TestPulse:
    def test_what_it_holds_and_how_its_clock_goes_is_kept(self, world, device):
        with clock.at(NOON):
            answer = device.pulse(3, 12, headers={"Rasoat-Clock": "2026-03-02T04:00:00Z"})
            assert answer.json == {
                "server_time": "2026-03-02T05:00:00Z",
                "cut_off": False,
                "keep_days": 7,
                "assigned": [],
            }
        kept = stored(world, device)
        assert (kept.waiting_records, kept.waiting_photos, kept.clock_skew_s, kept.seen_at) == (3, 12, 3600, NOON)

    def test_it_is_no_edit(self, world, device):
        before = stored(world, device).version
        device.pulse(1, 1)
        assert stored(world, device).version == before

    def test_a_tablet_speaks_for_itself_only(self, client_for, device_of, device):
        other = device_of("edu_member", "Máy khác")
        for path, method in ((f"/tablets/{other.id}/pulse", "POST"), (f"/tablets/{other.id}/token", "DELETE")):
            told = {"waiting_records": 0, "waiting_photos": 0}
            assert refused(device.ask(method, path, json=told)) == "not_found"
        assert other.me().status_code == 200
        by_session = client_for("lead").flask.post(
            f"/api/v1/tablets/{device.id}/pulse", json={"waiting_records": 0, "waiting_photos": 0}, headers=OWN
        )
        assert refused(by_session) == "forbidden"

    def test_one_s_own_tablet_is_signed_out_by_session_too_and_nobody_else_s(self, client_for, device):
        def sign_out(username: str):
            return client_for(username).flask.delete(f"/api/v1/tablets/{device.id}/token", headers=OWN)

        assert refused(sign_out("edu_member")) == "not_found"
        assert device.me().status_code == 200
        assert sign_out("lead").status_code == 204
        assert refused(device.me()) == "login.required"


@on_sqlite
class TestEndedByItsDigest:
    """A tablet that signed out without a network keeps the digest, which ends the token and opens nothing."""

    def end(self, device, digest: str, tablet_id: Any = None):
        path = f"/api/v1/tablets/{tablet_id or device.id}/end"
        return device.app.test_client().post(path, json={"digest": digest})

    def digest(self, device) -> str:
        secret = device.registered["token"].partition(f"{device.id.hex}_")[2]
        return hashlib.sha256(secret.encode()).hexdigest()

    def test_it_ends_the_token_and_twice_is_once(self, world, device):
        assert device.me().status_code == 200
        for _ in range(2):
            assert self.end(device, self.digest(device)).status_code == 204
            assert refused(device.me()) == "login.required"
        assert stored(world, device).token_until is None

    def test_another_digest_or_tablet_ends_nothing_and_learns_nothing(self, device, device_of):
        other = device_of("edu_member", "Máy khác")
        assert self.end(device, "0" * 64).status_code == 204
        assert self.end(device, self.digest(device), other.id).status_code == 204
        assert self.end(device, self.digest(device), new_id()).status_code == 204
        assert refused(self.end(device, "")) == "request.invalid"
        assert [one.me().status_code for one in (device, other)] == [200, 200]

    def test_a_token_given_later_goes_on(self, client_for, device):
        old = self.digest(device)
        again = register(client_for("lead"), device.id)
        assert self.end(device, old).status_code == 204
        assert Device(device.app, device.id, again.json).me().status_code == 200

    def test_the_digest_is_no_token(self, device):
        wrong = {"Authorization": f"Bearer rst_{device.id.hex}_{self.digest(device)}"}
        assert refused(device.ask("GET", "/me", headers=wrong)) == "login.required"


def test_which_tablets_are_trusted_at_this_moment(world, device_of):
    good, cut, out, old, closed = (device_of(who) for who in ("lead", "edu_member", "clerk", "officer", "leader"))

    def spoil(db):
        operations.cut_off(db, world.as_("admin"), cut.id, "mất")
        operations.forget_token(db, world.as_("clerk"), out.id)
        db.get_one(Tablet, old.id).token_until = clock.real_now() - timedelta(seconds=1)
        db.get_one(User, world.as_("leader").user_id).active = False

    world.do(spoil)
    everyone = {good.id, cut.id, out.id, old.id, closed.id, new_id()}
    assert world.see(lambda db: queries.still_trusted(db, everyone)) == {good.id}
    assert world.see(lambda db: queries.still_trusted(db, [])) == set()
    world.see(lambda db: operations.require_trusted(db, good.id))
    for one, key in ((cut, "tablet.cut_off"), (out, "login.required"), (old, "login.required")):
        with pytest.raises(Problem) as refusal:
            world.see(lambda db, i=one.id: operations.require_trusted(db, i))
        assert refusal.value.key == key
