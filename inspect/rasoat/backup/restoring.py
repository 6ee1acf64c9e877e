"""Restoring an archive into an empty installation, completely or not at all."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import SQLModel

from rasoat import rooms
from rasoat.backup import named
from rasoat.backup.archive import FORMAT, Manifest, Reader, file_part, reading
from rasoat.backup.footprint import Footprint
from rasoat.backup.loading import Rows, load, refuse_rows, rows_of
from rasoat.backup.named import Lacking
from rasoat.backup.older import todays_rows
from rasoat.db import Database, schema
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.progress import Progress, now_and_then, quiet
from rasoat.settings import Settings


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what the archive itself says it lacks."""

    rows: int
    files: int
    lacking: list[Lacking]
    broken: list[str]


def restore_backup(settings: Settings, archive: Path, progress: Progress = quiet) -> Restored:
    """Restore an archive, after counting and hashing everything in it; the journal is checked before the commit.

    An archive of an earlier revision of the database is brought to today's on the way. Raises Problem `backup.*` or
    `journal.broken` and then leaves nothing behind. Files and journals that were already damaged when the archive was
    made, and that its manifest names, do not prevent the restore.
    """
    rooms.load()
    _refuse_one_in_use(settings)
    with reading(archive) as reader:
        some = now_and_then(progress)
        manifest = _checked(reader, progress)
        with todays_rows(reader, manifest) as rows, Footprint(settings) as footprint:
            _refuse_missing_files(manifest, rows)
            _put_files(reader, manifest, BlobStore(settings.files_dir), some)
            database = Database(settings.url)
            try:
                footprint.begin(database)
                schema.upgrade(database)
                database.write(lambda session: load(session, rows, manifest, progress))
            finally:
                database.close()
    return Restored(
        rows=sum(table.rows for table in manifest.tables.values()),
        files=len(manifest.files),
        lacking=[Lacking(sha256, owners) for sha256, owners in manifest.lacking.items()],
        broken=[f"{case.name}: mục {case.seq}" for case in manifest.broken],
    )


def _refuse_one_in_use(settings: Settings) -> None:
    if not settings.database_url and not (settings.data_dir / "rasoat.sqlite3").exists():
        return
    database = Database(settings.url)
    try:
        if schema.current(database) is not None:
            with database.read() as session:
                refuse_rows(session)
    finally:
        database.close()


def _checked(reader: Reader, progress: Progress) -> Manifest:
    """The manifest, if everything in the archive agrees with it."""
    manifest = reader.manifest()
    if manifest.format != FORMAT or manifest.revision not in schema.revisions():
        raise Problem("backup.other_version", revision=manifest.revision)
    for name, table in manifest.tables.items():
        if reader.digest(f"tables/{name}.jsonl") != (table.sha256, table.rows):
            raise Problem("backup.damaged", part=name)
        progress(f"Đã đọc bảng {name}", table.rows)
    for sha256 in manifest.files:
        if reader.digest(file_part(sha256))[0] != sha256:
            raise Problem("backup.damaged", part=sha256)
    return manifest


def _refuse_missing_files(manifest: Manifest, rows: Rows) -> None:
    with rows_of("blob"):
        wanted = named.in_rows({name: rows(SQLModel.metadata.tables[name]) for name in named.COLUMNS})
    missing = sorted(wanted - set(manifest.files) - manifest.lacking.keys())
    if missing:
        raise Problem("backup.files_missing", count=len(missing), sha256=missing[0])


def _put_files(reader: Reader, manifest: Manifest, store: BlobStore, progress: Progress) -> None:
    for number, sha256 in enumerate(manifest.files, 1):
        progress("Tệp", number)
        with reader.member(file_part(sha256)) as file:
            store.put(file.read())
