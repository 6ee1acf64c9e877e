"""Somebody lost the telephone: the second factor is reset as a password is, by two for those who sign, and on the server."""

import pytest
from click.testing import CliRunner
from sqlmodel import select

from rasoat.account_changes import operations
from rasoat.account_changes.models import AccountChange
from rasoat.accounts import second_factor
from rasoat.accounts.actor import SYSTEM_ID
from rasoat.accounts.queries import against_signing
from rasoat.cli import cli
from rasoat.notifying.models import ToldLine
from rasoat.notifying.registry import events
from rasoat.workflows import CaseRef, chains, journal
from tests.web.browse import words
from tests.web.telephone import box_for, telephone_of
from tests.web.test_account_changes import confirm


def is_on(world, username):
    return world.see(lambda db: second_factor.is_on(db, world.as_(username).user_id))


def told(world, username):
    query = select(ToldLine.event).where(ToldLine.account_id == world.as_(username).user_id)
    return set(world.see(lambda db: db.exec(query).all()))


def journalled(world):
    row = world.see(lambda db: db.exec(select(AccountChange)).one())
    assert not world.see(lambda db: list(chains.verify(db)))
    return [
        (e.trigger, e.actor_id) for e, _ in world.see(lambda db: journal.entries(db, CaseRef("account_change", row.id)))
    ]


@pytest.fixture
def lost(world, app):
    """Accounts with a second factor whose owners lost the telephone."""
    box = box_for(app)
    return {name: telephone_of(world, box, name) for name in ("leader", "officer")}


def ask(world, client, username):
    return client.post(f"/admin/users/{world.as_(username).user_id}/second-factor")


class TestOfWhoSigns:
    def test_a_second_person_confirms(self, world, client_for, lost):
        asked = ask(world, client_for("admin"), "leader")
        assert asked.headers["Location"].startswith("/account-changes/")
        assert is_on(world, "leader")
        assert told(world, "leader") == {operations.TO_OWNER}
        assert confirm(client_for("admin"), world).status_code == 403, "not who asked"
        assert "/reset_alone" not in client_for("admin").get(asked.headers["Location"]).text
        page = client_for("clerk").get(asked.headers["Location"])
        assert "Đặt lại xác thực hai bước" in words(page)
        assert confirm(client_for("clerk"), world).status_code == 303
        assert not is_on(world, "leader")
        assert told(world, "leader") == {operations.TO_OWNER, operations.DONE}
        assert world.see(lambda db: against_signing(db, world.as_("leader")))
        admin, clerk = world.as_("admin").user_id, world.as_("clerk").user_id
        assert journalled(world) == [("create", admin), ("confirm", clerk)]
        assert client_for("leader").get("/").status_code == 200, "by the password alone"

    @pytest.mark.parametrize("username", ["admin", "clerk", "leader"])
    def test_nobody_goes_around_the_second_person(self, world, client_for, lost, username):
        ask(world, client_for("admin"), "leader")
        client = client_for() if username == "leader" else client_for(username)
        if username == "leader":
            lost["leader"].sign_in(client)
        assert confirm(client, world, "reset_alone").status_code in (403, 404)
        assert is_on(world, "leader")

    def test_the_owner_may_object(self, world, client_for, lost):
        ask(world, client_for("admin"), "leader")
        client = client_for()
        lost["leader"].sign_in(client)
        assert confirm(client, world, "refuse", reason="Tôi không mất máy").status_code == 303
        assert is_on(world, "leader")

    @pytest.mark.parametrize("kind", ["code", "edit"])
    def test_only_a_second_factor_is_ever_reset_alone(self, world, client_for, lost, kind):
        """Also when the account's owner signs nothing any more since it was asked for."""
        officer, admin = world.as_("officer").user_id, world.as_("admin")
        row = AccountChange(account_id=officer, agency_id=admin.agency_id, asked_by=admin.user_id, kind=kind)
        world.do(lambda db: operations.start(db, row, "account_change", "account_change", admin))
        assert confirm(client_for("admin"), world, "reset_alone").status_code == 403


def test_of_others_the_administrator_resets_it_and_the_owner_is_told(world, client_for, lost):
    inside = client_for()
    lost["officer"].sign_in(inside)
    admin = client_for("admin")
    assert "Đặt lại xác thực hai bước" in words(admin.get(f"/admin/users/{world.as_('officer').user_id}"))
    assert ask(world, admin, "officer").status_code == 303
    assert not is_on(world, "officer")
    assert inside.get("/").status_code == 303, "sessions end"
    assert told(world, "officer") == {operations.RESET}
    me = world.as_("admin").user_id
    assert journalled(world) == [("create", me), ("reset_alone", me)]
    row = world.see(lambda db: db.exec(select(AccountChange)).one())
    said = world.see(lambda db: events[operations.RESET].words(db, row.id, "https://x"))
    assert "Xác thực hai bước của bạn đã được đặt lại" in said.subject
    assert "officer" in said.subject


def test_where_there_is_none_nothing_is_offered_or_reset(world, client_for):
    admin = client_for("admin")
    assert "xác thực hai bước" not in words(admin.get(f"/admin/users/{world.as_('clerk').user_id}"))
    assert ask(world, admin, "clerk").status_code == 404


def run(world, database_url, tmp_path, monkeypatch, username):
    monkeypatch.setenv("RASOAT_DATABASE_URL", database_url)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path / "data"))
    return CliRunner().invoke(cli, ["user", "reset-second-factor", username])


def test_on_the_server_it_is_reset_for_the_last_administrator(world, app, database_url, tmp_path, monkeypatch):
    telephone_of(world, box_for(app), "admin")
    done = run(world, database_url, tmp_path, monkeypatch, " ADMIN")
    assert done.exit_code == 0, done.output
    assert not is_on(world, "admin")
    assert journalled(world) == [("create", SYSTEM_ID), ("reset_alone", SYSTEM_ID)]
    assert told(world, "admin") == {operations.RESET}
    assert world.see(lambda db: against_signing(db, world.as_("admin")))


@pytest.mark.parametrize("username", ["officer2", "khong-co-ai"])
def test_on_the_server_nothing_is_reset_where_there_is_none(world, database_url, tmp_path, monkeypatch, username):
    refused = run(world, database_url, tmp_path, monkeypatch, username)
    assert (refused.exit_code, "Traceback" in refused.output) == (1, False)
