"""Making an archive of the installation as it is at one moment, while it runs."""

import fcntl
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

from sqlalchemy import Connection, Table, select
from sqlmodel import SQLModel

from rasoat import clock
from rasoat.audit import files, seal_now
from rasoat.audit.naming import case_name
from rasoat.backup import named
from rasoat.backup.archive import FORMAT, BrokenCase, Manifest, TableEntry, file_part
from rasoat.backup.named import Lacking
from rasoat.backup.plain import plain
from rasoat.db import Database, schema
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.progress import Progress, now_and_then, quiet
from rasoat.settings import Settings
from rasoat.workflows import chains

SOME = 500
"""Rows held at once."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an archive contains, and what it could not or should not contain."""

    seal: str
    """The newest seal; empty when none could be made."""
    rows: int
    files: int
    lacking: list[Lacking]
    broken: list[BrokenCase]


def make_backup(database: Database, settings: Settings, target: Path, progress: Progress = quiet) -> Made:
    """Write an archive, and check what was written in the way a restore does.

    The rows are read first: a file is durable before its row, so every file that a row names already exists. A damaged
    or lost file is left out; a case with a broken journal is included. The result and the manifest name both.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    some, sealed = now_and_then(progress), _seal(database)
    with _partial(target) as file, tarfile.open(fileobj=file, mode="w") as archive:
        with database.one_moment() as session:
            tables = {
                table.name: _add_table(archive, session.connection(), table, target.parent, some)
                for table in SQLModel.metadata.sorted_tables
            }
            broken = [
                BrokenCase(ref=str(found.ref), seq=found.seq, name=case_name(session, found.ref))
                for found in chains.verify(session, some)
            ]
            wanted = files.named(session)
        lost = _add_files(archive, BlobStore(settings.files_dir), wanted, some)
        with database.read() as session:
            lacking = [named.lacking(session, sha256) for sha256 in sorted(lost)]
        manifest = Manifest(
            format=FORMAT,
            revision=schema.head() or "",
            made_at=clock.real_now().isoformat(),
            seal=sealed,
            tables=tables,
            files=[sha256 for sha256 in wanted if sha256 not in lost],
            lacking={one.sha256: one.owners for one in lacking},
            broken=broken,
        )
        _add(archive, "manifest.json", manifest.model_dump_json(indent=1).encode())
    return Made(sealed, sum(one.rows for one in tables.values()), len(manifest.files), lacking, broken)


def _seal(database: Database) -> str:
    try:
        return str(seal_now(database) or "")
    except Problem:
        # A full disk, perhaps: what is there is archived all the same.
        return ""


def _add_table(
    archive: tarfile.TarFile, connection: Connection, table: Table, folder: Path, progress: Progress
) -> TableEntry:
    rows, digest = 0, hashlib.sha256()
    query = select(table).order_by(*table.primary_key.columns)
    # The file has no name, so that nothing of it remains however the process ends.
    with tempfile.TemporaryFile(dir=folder) as lines:
        for row in connection.execute(query, execution_options={"yield_per": SOME}).mappings():
            line = json.dumps(plain(dict(row)), ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            lines.write(line)
            rows += 1
            progress(f"Bảng {table.name}", rows)
        size = lines.tell()
        lines.seek(0)
        _add_from(archive, f"tables/{table.name}.jsonl", lines, size)
    return TableEntry(rows=rows, sha256=digest.hexdigest())


def _add_files(archive: tarfile.TarFile, store: BlobStore, wanted: list[str], progress: Progress) -> set[str]:
    """Add the files that are intact, and return those that are not."""
    lost = set()
    for number, sha256 in enumerate(wanted, 1):
        progress("Tệp", number)
        try:
            data = store.get(sha256)
        except Problem:
            lost.add(sha256)
        else:
            _add(archive, file_part(sha256), data)
    return lost


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    _add_from(archive, name, io.BytesIO(data), len(data))


def _add_from(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = size, int(clock.real_now().timestamp())
    archive.addfile(entry, file)


@contextmanager
def _partial(target: Path) -> Iterator[IO[bytes]]:
    """A file that becomes the archive when everything succeeds, and is removed otherwise."""
    _sweep(target.parent)
    path = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        with path.open("xb") as file:
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove the files of backups that were killed: they are the ones that nobody has locked."""
    for path in folder.glob(".*.tar.*.part"):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
