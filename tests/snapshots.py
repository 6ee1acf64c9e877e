"""The content of a database, taken and put back without the application."""

import shutil
import sqlite3
import zlib
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, QueuePool, make_url

Image = dict[str, bytes]
"""On PostgreSQL the rows of each table that has some, on SQLite the whole file; small, since many are kept."""
_FILE = "file"
_OPEN = ("-wal", "-shm")
"""The files that stand beside an SQLite file as long as somebody has it open."""
_HEAD = slice(18, 20)
"""Two bytes of an SQLite file that tell whether it has a write-ahead log, which a database in memory cannot have."""


def take(engine: Engine) -> Image:
    """The content as it is committed."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(engine.url.database or "")) as connection:
            return {_FILE: zlib.compress(connection.serialize(), 1)}
    with closing(engine.raw_connection()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = {name: _copied_out(cursor, name) for name in tables}
        return {name: rows for name, rows in found.items() if rows}


def put_back(engine: Engine, image: Image, present: Image) -> None:
    """Make the content what `image` is, given that it is what `present` is."""
    if engine.dialect.name == "sqlite":
        _put_file_back(engine, _unpacked(image[_FILE]))
        return
    with closing(engine.raw_connection()) as connection, connection.cursor() as cursor:
        # Whole tables are removed and filled, in any order. All references are valid again at the end, so they need not
        # be checked in between.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in sorted({*image, *present}):
            if image.get(name) == present.get(name):
                continue
            if name in present:
                cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - the database's own names
            if name in image:
                with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                    copy.write(image[name])
        connection.commit()


def _copied_out(cursor: object, name: str) -> bytes:
    with cursor.copy(f'COPY "{name}" TO STDOUT') as copy:  # type: ignore[attr-defined]  # psycopg's, by way of the pool
        return b"".join(bytes(part) for part in copy)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes) -> bytes:
    return zlib.decompress(packed)


def _put_file_back(engine: Engine, content: bytes) -> None:
    path = Path(engine.url.database or "")
    pool = engine.pool
    if isinstance(pool, QueuePool) and not pool.checkedout():
        pool.dispose()
    if not any(path.with_name(path.name + rest).exists() for rest in _OPEN):
        with path.open("r+b") as file:
            file.write(content)
            file.truncate()
        return
    # The file is not overwritten, because a program that has it open would continue with pages of the old one.
    without_log = bytearray(content)
    without_log[_HEAD] = b"\1\1"
    with closing(sqlite3.connect(":memory:")) as source, closing(sqlite3.connect(path)) as target:
        source.deserialize(without_log)
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)


def copy_to(template: Path, url: str) -> None:
    """A new file of this content at an address whose connections were all given back."""
    path = make_url(url).database or ""
    for rest in ("", *_OPEN):
        Path(path + rest).unlink(missing_ok=True)
    shutil.copy(template, path)
