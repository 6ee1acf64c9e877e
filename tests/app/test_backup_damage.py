"""Damage stops neither a backup nor a restore, and is named; a refused restore leaves nothing behind."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, inspect
from sqlmodel import SQLModel, col

from rasoat import clock
from rasoat.audit import files
from rasoat.backup import bring_back_files, loading, make_backup, named, restore_backup
from rasoat.cli import cli
from rasoat.db import Database
from rasoat.files.operations import attach, keep
from rasoat.files.store import BlobStore
from rasoat.plans.models import Plan
from rasoat.problems import Problem
from rasoat.recommendations import operations
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.settings import Settings
from tests.app.test_backup import changed
from tests.plans import samples
from tests.recommendations.samples import REVIEWED_ON, TO_DISTRICT, add, obligations, reviewing
from tests.world import World


@pytest.fixture
def source(tmp_path: Path, database_url: str) -> Settings:
    return Settings(data_dir=tmp_path / "source", database_url=database_url)


@pytest.fixture
def store(source: Settings) -> BlobStore:
    return BlobStore(source.files_dir)


@pytest.fixture
def target(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "new" / "target", database_url="")


@pytest.fixture
def shas(world: World, store: BlobStore) -> list[str]:
    """Three files of a plan."""
    plan = samples.approved(world)
    kept = [keep(store, f"Tệp {n}.pdf", b"%%PDF-1.7 %d" % n, "application/pdf") for n in range(3)]
    for file in kept:
        world.do(lambda db, file=file: attach(db, file, "plan", plan.id, world.as_("officer")))
    return [file.sha256 for file in kept]


def damage(store: BlobStore, shas: list[str]) -> None:
    store.path(shas[0]).write_bytes(b"other")
    store.path(shas[1]).unlink()


only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_removed_draft_is_backed_up_and_restored(world: World, source: Settings, target: Settings, tmp_path: Path):
    with clock.use_date(REVIEWED_ON):
        inspection = reviewing(world)
        row = add(world, inspection.id, TO_DISTRICT[0], "district")
        world.do(lambda s: operations.remove_recommendation(s, world.as_("officer"), row.id))
    assert make_backup(world.database, source, tmp_path / "b.tar").broken == []
    assert restore_backup(target, tmp_path / "b.tar").broken == []


def test_a_broken_journal_is_named_by_backup_and_restored_as_it_is(
    world: World, source: Settings, target: Settings, tmp_path: Path
):
    with clock.use_date(REVIEWED_ON):
        inspection = reviewing(world)
        add(world, inspection.id, TO_DISTRICT[0], "district")
        [gone] = obligations(world, inspection.id)
    plan_id = inspection.plan_id

    def tamper(session) -> None:
        session.connection().execute(delete(ObligationPart).where(col(ObligationPart.obligation_id) == gone.id))
        session.connection().execute(delete(Obligation).where(col(Obligation.id) == gone.id))
        session.get_one(Plan, plan_id).journal_hash = "0" * 64

    world.do(tamper)
    made = make_backup(world.database, source, tmp_path / "b.tar")
    assert {case.ref for case in made.broken} == {f"obligation/{gone.id}", f"plan/{plan_id}"}
    assert any("Kế hoạch “" in case.name for case in made.broken)
    restored = restore_backup(target, tmp_path / "b.tar")
    assert len(restored.broken) == 2


@only_sqlite
def test_audit_verify_tells_the_administrator_in_words(world, source, monkeypatch):
    plan = samples.approved(world)

    def tamper(session) -> None:
        session.get_one(Plan, plan.id).journal_hash = "0" * 64

    world.do(tamper)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(source.data_dir))
    monkeypatch.setenv("RASOAT_DATABASE_URL", source.database_url)
    told = CliRunner().invoke(cli, ["audit", "verify"])
    assert told.exit_code == 1
    assert "Kế hoạch “" in told.output
    assert ": hồ sơ không khớp với mục cuối của nhật ký\n" in told.output


def test_damaged_files_are_named_and_everything_else_is_kept(
    world: World, source: Settings, store: BlobStore, target: Settings, tmp_path: Path, shas: list[str]
):
    damage(store, shas)
    made = make_backup(world.database, source, tmp_path / "b.tar")
    assert made.files == 1
    assert [one.sha256 for one in made.lacking] == sorted(shas[:2])
    assert all("“Tệp" in str(one) and "Kế hoạch “" in str(one) for one in made.lacking)
    restored = restore_backup(target, tmp_path / "b.tar")
    assert (restored.files, [one.sha256 for one in restored.lacking]) == (1, sorted(shas[:2]))
    assert BlobStore(target.files_dir).names() == {shas[2]}


def test_single_files_come_back_from_an_older_archive(
    world: World, source: Settings, store: BlobStore, tmp_path: Path, shas: list[str]
):
    make_backup(world.database, source, tmp_path / "old.tar")
    damage(store, shas)
    intact = store.path(shas[2]).stat()
    older = changed(tmp_path / "old.tar", "manifest.json", lambda data: data.replace(b'"revision":', b'"before":'))
    older = older.rename(tmp_path / "older.tar")
    mended = bring_back_files(world.database, source, older)
    assert (sorted(one.sha256 for one in mended.back), mended.left) == (sorted(shas[:2]), [])
    assert all(files.is_intact(store, sha256) for sha256 in shas)
    assert store.path(shas[2]).stat().st_mtime_ns == intact.st_mtime_ns

    damage(store, shas)
    wrong = changed(older, f"files/{shas[0]}", lambda data: data + b"x")
    assert [one.sha256 for one in bring_back_files(world.database, source, wrong).left] == [shas[0]]


@only_sqlite
def test_the_commands_say_it_and_fail(world, source, store, tmp_path, shas, monkeypatch):
    monkeypatch.setenv("RASOAT_DATA_DIR", str(source.data_dir))
    monkeypatch.setenv("RASOAT_DATABASE_URL", source.database_url)
    runner, good, bad = CliRunner(), str(tmp_path / "good.tar"), str(tmp_path / "bad.tar")
    assert runner.invoke(cli, ["backup", good]).exit_code == 0
    damage(store, shas)
    made = runner.invoke(cli, ["backup", bad])
    assert made.exception.key == "backup.faulty"
    assert shas[0] in made.output
    assert shas[1] in made.output
    assert runner.invoke(cli, ["restore", "--files", bad]).exception.key == "backup.files_left"
    assert runner.invoke(cli, ["restore", "--files", good]).exit_code == 0
    assert runner.invoke(cli, ["backup", bad]).exit_code == 0


@only_sqlite
@pytest.mark.parametrize("error", [OSError("no space left"), KeyboardInterrupt(), SystemExit(143)])
def test_a_backup_that_ends_early_leaves_nothing(world, source, tmp_path, shas, monkeypatch, error):
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr(BlobStore, "get", fail)
    with pytest.raises(type(error)):
        make_backup(world.database, source, tmp_path / "kept" / "b.tar")
    assert list((tmp_path / "kept").iterdir()) == []


@only_sqlite
def test_what_a_killed_backup_left_is_swept(world, source, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / ".b.tar.0123.part").write_bytes(b"half")
    make_backup(world.database, source, tmp_path / "kept" / "b.tar")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["b.tar"]


def test_every_column_that_names_a_file_is_known():
    """A digest of something else than a file, or of a file that another table names, is listed here."""
    others = {
        "frozen_paper.snapshot_sha256",
        "paper.approved_sha256",
        "paper_to_sign.snapshot_sha256",
        "attachment.sha256",
        "photo.sha256",
        "import_run.sha256",
    }
    found = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("sha256")
    }
    assert found - others == {f"{table}.{column}" for table, column in named.COLUMNS.items()}


RARER = (b"[]", b"null", b'{"id": 1}', b"\xff")
"""Lines that are no rows, in fewer ways than those of every run."""


def rewritten(archive: Path, change) -> Path:
    return changed(archive, "manifest.json", lambda data: json.dumps(change(json.loads(data))).encode())


@only_sqlite
class TestManifest:
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    )

    @pytest.mark.parametrize("examples", [6, pytest.param(200, marks=pytest.mark.long)])
    def test_one_that_is_none_gives_a_sentence(self, world, source, target, tmp_path, shas, examples):
        archive = tmp_path / "b.tar"
        make_backup(world.database, source, archive)
        paths = [("format",), ("revision",), ("tables",), ("files",), ("files", 0), ("tables", "plan"),
                 ("tables", "plan", "rows"), ("tables", "plan", "sha256")]  # fmt: skip

        @settings(max_examples=examples, derandomize=True)
        @given(st.sampled_from(paths), self.anything)
        def fuzz(path, value):
            def change(manifest):
                part = manifest
                for step in path[:-1]:
                    part = part[step]
                part[path[-1]] = "\x00" if part[path[-1]] == value else value
                return manifest

            try:
                restore_backup(target, rewritten(archive, change))
            except Problem as problem:
                assert problem.key.startswith("backup.")
                assert not target.data_dir.parent.exists()
            else:
                pytest.fail(f"accepted {path}: {value!r}")

        fuzz()
        for data in (b"", b"[]", b"null", b"\xff", b"[" * 100_000, b"9" * 5000, b'{"format": 1}'):
            with pytest.raises(Problem, match="1304"):
                restore_backup(target, changed(archive, "manifest.json", lambda _data, data=data: data))
        assert restore_backup(target, archive).files == 3

    def test_one_with_fewer_files_than_the_rows_name_is_refused(self, world, source, target, tmp_path, shas):
        archive = tmp_path / "b.tar"
        make_backup(world.database, source, archive)
        with pytest.raises(Problem, match="1306"):
            restore_backup(target, rewritten(archive, lambda found: {**found, "files": found["files"][:-1]}))
        assert not target.data_dir.parent.exists()
        assert restore_backup(target, archive).files == 3

    def test_parts_that_are_no_files_are_refused(self, world, source, target, tmp_path, shas):
        archive, made = tmp_path / "b.tar", tmp_path / "link.tar"
        make_backup(world.database, source, archive)
        with tarfile.open(archive) as old, tarfile.open(made, "w") as new:
            for member in old.getmembers():
                if member.name == "tables/plan.jsonl":
                    member.type, member.linkname, member.size = tarfile.SYMTYPE, "tables/plan.jsonl", 0
                new.addfile(member, old.extractfile(member.name) if member.isreg() else io.BytesIO())
        with pytest.raises(Problem, match="1304"):
            restore_backup(target, made)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@only_sqlite
def test_one_refused_late_leaves_nothing_and_a_good_one_works(
    request, world, source, tmp_path, shas, monkeypatch, kind
):
    archive, data = tmp_path / "b.tar", tmp_path / "new" / "target"
    make_backup(world.database, source, archive)
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    target = Settings(data_dir=data, database_url=server.create("refused") if server else "")
    with monkeypatch.context() as patched:

        def refuse(*_args: object) -> object:
            raise Problem("journal.broken", case="plan/1", seq=1)

        patched.setattr(loading.chains, "verify", refuse)
        with pytest.raises(Problem, match="2009"):
            restore_backup(target, archive)
    assert not data.parent.exists()
    if server:
        database = Database(target.url)
        assert inspect(database.engine).get_table_names() == []
        database.close()
    assert restore_backup(target, archive).files == 3
    if server:
        server.drop("refused")


@only_sqlite
@pytest.mark.parametrize(
    "line", [b"{", b"{}", b"[" * 100_000, *(pytest.param(line, marks=pytest.mark.long) for line in RARER)]
)
def test_rows_that_are_none_give_a_sentence(world, source, target, tmp_path, line):
    import hashlib

    archive = tmp_path / "b.tar"
    make_backup(world.database, source, archive)
    wrong = changed(archive, "tables/site.jsonl", lambda _data: line + b"\n")
    wrong.rename(tmp_path / "wrong.tar")
    entry = {"rows": 1, "sha256": hashlib.sha256(line + b"\n").hexdigest()}
    told = rewritten(tmp_path / "wrong.tar", lambda found: {**found, "tables": {**found["tables"], "site": entry}})
    with pytest.raises(Problem, match="1304"):
        restore_backup(target, told)
    assert not target.data_dir.parent.exists()
