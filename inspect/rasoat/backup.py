"""Backup and restore: the database and the files together, in one archive that says what it holds.

The rows are kept as JSON lines, table by table, so that an archive made on SQLite can be brought back on PostgreSQL
and the other way round. A restore counts and hashes everything and checks the journal before it commits.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select, update
from sqlmodel import Session, SQLModel

from rasoat import clock, rooms
from rasoat.db import Database, schema
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.workflows import journal

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """What an archive holds."""

    rows: int
    files: int


def make_backup(database: Database, settings: Settings, target: Path) -> Counts:
    """Write an archive of one moment of the installation, while it runs.

    The rows are read first: a file is durable before its row, so every file a row names is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    store = BlobStore(settings.files_dir)
    tables = dict(_dump(database))
    wanted = _named_files(tables)
    rows = {name: len(_lines(data)) for name, data in tables.items()}
    manifest = {
        "format": FORMAT,
        "revision": schema.head(),
        "made_at": clock.real_now().isoformat(),
        "tables": {name: {"rows": rows[name], "sha256": _sha(data)} for name, data in tables.items()},
        "files": sorted(wanted),
    }
    partial = target.with_suffix(".part")
    with tarfile.open(partial, "w") as archive:
        _add(archive, "manifest.json", json.dumps(manifest, indent=1).encode())
        for name, data in tables.items():
            _add(archive, f"tables/{name}.jsonl", data)
        for sha256 in sorted(wanted):
            _add(archive, f"files/{sha256}", store.get(sha256))
    partial.replace(target)
    return Counts(sum(rows.values()), len(wanted))


def restore_backup(settings: Settings, archive: Path) -> Counts:
    """Bring an archive back into an empty installation. Raises Problem `backup.*` and leaves it empty then."""
    rooms.load()
    store = BlobStore(settings.files_dir)
    try:
        with tarfile.open(archive) as tar:
            manifest = _manifest(tar)
            tables = _tables(tar, manifest)
            for sha256 in manifest["files"]:
                if store.put(_read(tar, f"files/{sha256}")) != sha256:
                    raise Problem("backup.damaged", part=sha256)
    except (tarfile.TarError, EOFError) as error:
        raise Problem("backup.damaged", part=archive.name) from error
    database = Database(settings.url)
    try:
        schema.upgrade(database)
        database.write(lambda session: _load(session, tables))
    finally:
        database.close()
    return Counts(sum(t["rows"] for t in manifest["tables"].values()), len(manifest["files"]))


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(_read(tar, "manifest.json"))
    except ValueError as error:
        raise Problem("backup.damaged", part="manifest.json") from error
    if manifest.get("format") != FORMAT or manifest.get("revision") != schema.head():
        raise Problem("backup.other_version", revision=manifest.get("revision"))
    return manifest


def _tables(tar: tarfile.TarFile, manifest: dict[str, Any]) -> dict[str, bytes]:
    tables = {name: _read(tar, f"tables/{name}.jsonl") for name in manifest["tables"]}
    for name, data in tables.items():
        if _sha(data) != manifest["tables"][name]["sha256"]:
            raise Problem("backup.damaged", part=name)
    return tables


def _dump(database: Database) -> Iterator[tuple[str, bytes]]:
    isolation = {} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"}
    with database.engine.connect().execution_options(**isolation) as connection:
        for table in SQLModel.metadata.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            yield (
                table.name,
                b"".join(json.dumps(_plain(dict(row)), ensure_ascii=False).encode() + b"\n" for row in rows),
            )


def _load(session: Session, tables: dict[str, bytes]) -> None:
    connection = session.connection()
    known = {table.name: table for table in SQLModel.metadata.sorted_tables}
    if any(connection.execute(select(known[name]).limit(1)).first() for name in ("account", "agency", "journal")):
        raise Problem("backup.not_empty")
    for name, table in known.items():
        connection.execute(table.delete())
        rows = [_typed(table, json.loads(line)) for line in _lines(tables.get(name, b""))]
        if rows:
            _insert(connection, table, rows)
    broken = next(journal.verify(session), None)
    if broken:
        raise Problem("journal.broken", case=broken.ref, seq=broken.seq)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """A row may point at a later one of its own table: such columns are set in a second step."""
    inner = [c.name for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    connection.execute(insert(table), [{**row, **dict.fromkeys(inner)} for row in rows])
    for row in rows:
        later = {name: row[name] for name in inner if row[name] is not None}
        if later:
            connection.execute(update(table).where(table.c.id == row["id"]).values(later))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat()
        if isinstance(value, date | datetime)
        else str(value)
        if isinstance(value, UUID)
        else value
        for name, value in row.items()
    }


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    typed = {}
    for name, value in row.items():
        kind = _python_type(table, name)
        typed[name] = kind(value) if kind and value is not None else value
    return typed


def _python_type(table: Table, name: str) -> Any:
    kind = str(table.c[name].type).upper()
    if kind.startswith(("DATETIME", "TIMESTAMP")):
        return datetime.fromisoformat
    if kind.startswith("DATE"):
        return date.fromisoformat
    return UUID if kind.startswith(("UUID", "CHAR")) else None


def _named_files(tables: dict[str, bytes]) -> set[str]:
    blobs = {json.loads(line)["sha256"] for line in _lines(tables["blob"])}
    return blobs | {json.loads(line)["file_sha256"] for line in _lines(tables["paper"])} - {""}


def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")[:-1]


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = len(data), int(clock.real_now().timestamp())
    archive.addfile(entry, io.BytesIO(data))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        member = archive.extractfile(name)
    except KeyError:
        member = None
    if member is None:
        raise Problem("backup.damaged", part=name)
    return member.read()
