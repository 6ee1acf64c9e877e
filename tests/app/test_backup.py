"""Backup and restore: what comes back is what was there, on either database, or nothing at all."""

import io
import json
import shutil
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlmodel import SQLModel

from rasoat.accounts import sessions
from rasoat.accounts.models import SignIn, User
from rasoat.accounts.second_factor import accept
from rasoat.accounts.secret_box import box_of
from rasoat.backup import make_backup, restore_backup
from rasoat.cli import cli
from rasoat.db import Database
from rasoat.files.operations import attach, keep
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.workflows import chains
from tests.plans import samples
from tests.web.telephone import telephone_of
from tests.world import World


@pytest.fixture
def source(tmp_path: Path, database_url: str) -> Settings:
    return Settings(data_dir=tmp_path / "source", database_url=database_url)


@pytest.fixture
def filled(world: World, source: Settings) -> World:
    """With cases, journal entries and a file."""
    plan = samples.approved(world)
    file = keep(BlobStore(source.files_dir), "Báo cáo.pdf", b"%PDF-1.7 noi dung", "application/pdf")
    world.do(lambda db: attach(db, file, "plan", plan.id, world.as_("officer")))
    return world


@pytest.fixture
def archive(filled: World, source: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "backups/rasoat.tar"
    make_backup(filled.database, source, path)
    return path


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path):
    """An empty installation, of the same or of the other kind of database."""
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path / "target", database_url="")
        return
    server = request.getfixturevalue("postgres")
    yield Settings(data_dir=tmp_path / "target", database_url=server.create("restored"))
    server.drop("restored")


either_way = pytest.mark.parametrize(
    ("database_url", "target"),
    [
        ("sqlite", "postgresql"),
        ("postgresql", "sqlite"),
        # What each writes and what each takes is tried by the other two.
        pytest.param("sqlite", "sqlite", marks=pytest.mark.long),
        pytest.param("postgresql", "postgresql", marks=pytest.mark.long),
    ],
    indirect=True,
)


def open_database(settings: Settings) -> Database:
    return Database(settings.url)


@either_way
def test_everything_comes_back_on_either_database(filled, source, archive, target):
    count = restore_backup(target, archive)
    restored = open_database(target)
    try:
        before = rows(filled.database)
        assert rows(restored) == before
        assert count.rows == sum(len(found) for found in before.values()) > 50
        assert count.files == 1
        assert BlobStore(target.files_dir).names() == BlobStore(source.files_dir).names()
        with restored.read() as db:
            assert not list(chains.verify(db))
    finally:
        restored.close()


@pytest.mark.parametrize("target", ["sqlite"], indirect=True)
def test_both_tell_how_far_they_are(filled, source, target, tmp_path, monkeypatch):
    """At a province's size they take minutes."""
    monkeypatch.setattr("rasoat.progress.EVERY", 1)
    told: list[str] = []
    tell = lambda step, count: told.append(f"{step}: {count}")  # noqa: E731 - a line of a test
    make_backup(filled.database, source, tmp_path / "told.tar", tell)
    assert {"Bảng plan: 1", "Tệp: 1"} <= set(told)
    assert any(line.startswith("Hồ sơ đã đối chiếu nhật ký") for line in told)
    told.clear()
    restore_backup(target, tmp_path / "told.tar", tell)
    assert {"Đã đọc bảng plan: 1", "Đã khôi phục bảng plan: 1", "Tệp: 1"} <= set(told)


@either_way
def test_nobody_is_signed_in_after_a_restore(filled, source, target, tmp_path):
    """Whoever signed out after the backup was made must not be signed in again by it."""
    clerk = filled.see(lambda db: db.get_one(User, filled.as_("clerk").user_id))
    filled.do(lambda db: sessions.begin(db, clerk, timedelta(hours=1)) and None)
    path = tmp_path / "signed-in.tar"
    make_backup(filled.database, source, path)
    restore_backup(target, path)
    restored = open_database(target)
    try:
        with restored.read() as db:
            assert db.scalars(select(SignIn)).all() == []
            assert db.scalars(select(User)).all()
    finally:
        restored.close()


def test_second_factors_come_back_and_need_the_installation_s_key(filled, source, target, tmp_path):
    """An archive alone gives nobody the codes; with another key recovery codes go on to work."""
    box, me = box_of("the key of the installation"), filled.as_("leader").user_id
    phone = telephone_of(filled, box, "leader")
    path = tmp_path / "second-factor.tar"
    make_backup(filled.database, source, path)
    told = path.read_bytes()
    assert not [secret for secret in (phone.secret, *phone.codes) if secret.encode() in told]
    restore_backup(target, path)
    restored = open_database(target)
    try:
        with pytest.raises(Problem, match="1113"):
            restored.write(lambda db: accept(db, box_of("a new key"), me, phone.code()))
        assert restored.write(lambda db: accept(db, box_of("a new key"), me, phone.codes[0])) == len(phone.codes) - 1
        assert restored.write(lambda db: accept(db, box, me, phone.code())) is None
    finally:
        restored.close()


def test_the_restored_installation_works_on(world, archive, target):
    restore_backup(target, archive)
    restored = open_database(target)
    try:
        again = World(restored, world.agencies, world.actors)
        assert samples.approved(again, number=100).id
    finally:
        restored.close()


def test_a_backup_is_one_moment_of_a_running_installation(filled, source, archive):
    with tarfile.open(archive) as tar:
        manifest = json.loads(tar.extractfile("manifest.json").read())
    assert set(manifest["tables"]) == set(SQLModel.metadata.tables)
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def changed(archive: Path, name: str, change) -> Path:
    """The same archive with one member changed, or left out when `change` gives None."""
    made = archive.with_name("changed.tar")
    with tarfile.open(archive) as old, tarfile.open(made, "w") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            if member.name.startswith(name):
                data = change(data)
                if data is None:
                    continue
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return made


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestRefused:
    @pytest.mark.parametrize(
        ("member", "change", "key"),
        [
            ("tables/journal.jsonl", lambda data: data.replace(b"approve", b"approvE"), "backup.damaged"),
            ("tables/account.jsonl", lambda data: b"", "backup.damaged"),
            ("tables/plan.jsonl", lambda data: None, "backup.damaged"),
            ("files/", lambda data: data + b"x", "backup.damaged"),
            ("files/", lambda data: None, "backup.damaged"),
            ("manifest.json", lambda data: None, "backup.damaged"),
            ("manifest.json", lambda data: b"{", "backup.damaged"),
            ("manifest.json", lambda data: data.replace(b'"revision": "', b'"revision": "x'), "backup.other_version"),
        ],
    )
    def test_a_damaged_archive_restores_nothing(self, archive, tmp_path, member, change, key):
        empty = Settings(data_dir=tmp_path / "target", database_url="")
        with pytest.raises(Problem) as refused:
            restore_backup(empty, changed(archive, member, change))
        assert refused.value.key == key
        self.assert_empty(empty)

    def test_what_is_no_archive_or_half_of_one_is_refused(self, archive, tmp_path):
        empty = Settings(data_dir=tmp_path / "target", database_url="")
        for data in (b"", b"not a tar", archive.read_bytes()[: archive.stat().st_size // 2]):
            broken = tmp_path / "broken.tar"
            broken.write_bytes(data)
            with pytest.raises(Problem) as refused:
                restore_backup(empty, broken)
            assert refused.value.key == "backup.damaged"
            self.assert_empty(empty)

    def test_a_tampered_journal_is_found_even_with_right_digests(self, archive, tmp_path):
        import hashlib

        def tamper(data: bytes) -> bytes:
            return data.replace(b'"to_state": "approved"', b'"to_state": "co_signing"')

        with tarfile.open(archive) as tar:
            digest = hashlib.sha256(tamper(tar.extractfile("tables/journal.jsonl").read())).hexdigest()

        def renew(data: bytes) -> bytes:
            manifest = json.loads(data)
            manifest["tables"]["journal"]["sha256"] = digest
            return json.dumps(manifest).encode()

        once = changed(archive, "tables/journal.jsonl", tamper)
        shutil.move(once, tmp_path / "once.tar")
        empty = Settings(data_dir=tmp_path / "target", database_url="")
        with pytest.raises(Problem) as refused:
            restore_backup(empty, changed(tmp_path / "once.tar", "manifest.json", renew))
        assert refused.value.key == "journal.broken"
        self.assert_empty(empty)

    def test_an_installation_in_use_is_not_overwritten(self, filled, source, archive):
        before = rows(filled.database)
        with pytest.raises(Problem) as refused:
            restore_backup(source, archive)
        assert refused.value.key == "backup.not_empty"
        assert rows(filled.database) == before

    def test_the_commands_do_it(self, filled, source, tmp_path, monkeypatch):
        runner = CliRunner()
        monkeypatch.setenv("RASOAT_DATA_DIR", str(source.data_dir))
        monkeypatch.setenv("RASOAT_DATABASE_URL", source.database_url)
        monkeypatch.setenv("RASOAT_BACKUP_DIR", str(tmp_path / "kept"))
        made = runner.invoke(cli, ["backup"])
        assert made.exit_code == 0, made.output
        (archive,) = (tmp_path / "kept").glob("rasoat-*.tar")
        assert f"{archive}: " in made.output
        monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path / "target"))
        monkeypatch.setenv("RASOAT_DATABASE_URL", "")
        restored = runner.invoke(cli, ["restore", str(archive)])
        assert restored.exit_code == 0, restored.output
        assert "1 tệp." in restored.output
        again = runner.invoke(cli, ["restore", str(archive)])
        assert isinstance(again.exception, Problem)
        assert again.exception.key == "backup.not_empty"

    def assert_empty(self, settings: Settings) -> None:
        assert not settings.data_dir.exists()
