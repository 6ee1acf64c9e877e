"""A new secret key: telephones and recovery codes stay, the old key opens nothing any more, and a broken-off change ends."""

import pytest
from click.testing import CliRunner
from sqlmodel import select

from rasoat.accounts.models import SecondFactor
from rasoat.accounts.rotation import encrypt_anew
from rasoat.accounts.secret_box import SecretBox
from rasoat.app import create_app
from rasoat.cli import cli
from rasoat.commands import address
from tests.web.browse import Client
from tests.web.telephone import box_for, telephone_of


@pytest.fixture
def phones(world, app):
    return [telephone_of(world, box_for(app), name) for name in ("officer", "leader")]


@pytest.fixture
def run(settings, database_url, monkeypatch):
    monkeypatch.setenv("RASOAT_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("RASOAT_DATABASE_URL", database_url)

    def called():
        done = CliRunner().invoke(cli, ["user", "new-secret-key"])
        assert done.exit_code == 0, done.output
        return done.output

    return called


def secrets(world, key):
    box = SecretBox(key)
    rows = world.see(lambda db: db.exec(select(SecondFactor)).all())
    return {box.kept(row.account_id, row.secret) for row in rows}


def test_everything_goes_on_with_the_new_key(world, settings, phones, run, request):
    path = settings.data_dir / "secret_key"
    old = path.read_text()
    assert "2 tài khoản" in run()
    assert path.read_text() != old
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in settings.data_dir.glob("*secret_key*")) == ["secret_key"]
    assert secrets(world, old) == {None}
    assert secrets(world, path.read_text()) == {phone.secret for phone in phones}
    app = create_app(settings)
    request.addfinalizer(app.extensions["rasoat_database"].close)
    for phone in phones:
        assert phone.sign_in(Client(app)).headers["Location"] == "/"


def test_what_was_broken_off_is_finished(world, settings, phones, run, monkeypatch):
    old = (settings.data_dir / "secret_key").read_text()
    with monkeypatch.context() as patch:
        patch.setattr("rasoat.commands.new_key.ready", lambda _chosen: Dying(world.database))
        assert CliRunner().invoke(cli, ["user", "new-secret-key"]).exit_code != 0
        new = (settings.data_dir / "secret_key.new").read_text()
    assert (settings.data_dir / "secret_key").read_text() == old
    assert secrets(world, new) == {phone.secret for phone in phones}
    assert "2 tài khoản" in run()
    assert (settings.data_dir / "secret_key").read_text() == new
    assert secrets(world, new) == {phone.secret for phone in phones}


class Dying:
    """A database whose command ends right after what it wrote was committed."""

    def __init__(self, database):
        self.database = database

    def write(self, work):
        self.database.write(work)
        raise RuntimeError("killed")


def test_a_key_in_the_environment_stays_until_it_is_changed_there(world, settings, phones, run, monkeypatch):
    old, waiting = (settings.data_dir / "secret_key").read_text(), settings.data_dir / "secret_key.new"
    monkeypatch.setenv("RASOAT_SECRET_KEY", old)
    assert "RASOAT_SECRET_KEY" in run()
    new = waiting.read_text()
    assert secrets(world, new) == {phone.secret for phone in phones}
    monkeypatch.setenv("RASOAT_SECRET_KEY", new)
    run()
    assert not waiting.exists()
    assert secrets(world, new) == {phone.secret for phone in phones}


def test_a_secret_that_no_key_opens_is_left_and_named(world, app, phones):
    other, new = SecretBox("another key"), SecretBox("a new key")
    count, lost = world.do(lambda db: encrypt_anew(db, [other], new))
    assert (count, set(lost)) == (0, {world.as_(phone.username).user_id for phone in phones})
    key = app.config["SECRET_KEY"]
    assert world.do(lambda db: encrypt_anew(db, [other, SecretBox(key)], new))[0] == 2


def test_a_server_that_runs_is_not_left_with_the_old_key(settings, phones, monkeypatch):
    monkeypatch.setenv("RASOAT_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("RASOAT_DATABASE_URL", settings.url)
    monkeypatch.setattr(address, "PATIENCE_S", 0.1)
    with address.only_one_on(settings):
        done = CliRunner().invoke(cli, ["user", "new-secret-key"])
    # On PostgreSQL a server may run elsewhere, and cannot be seen.
    seen = settings.url.startswith("sqlite")
    assert getattr(done.exception, "key", "") == ("server.database_taken" if seen else "")
