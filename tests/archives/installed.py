"""Archives of earlier shapes of the database, and installations that hold what is in them.

Each was made with the program of its time, by `make archive`: the backup of the example, compressed.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasoat.backup.archive import Manifest, Reader, file_part, reading
from rasoat.backup.older import load_as_it_was
from rasoat.backup.plain import Row
from rasoat.db import Database, schema
from rasoat.files.store import BlobStore
from rasoat.settings import Settings

FOLDER = Path(__file__).parent
REVISIONS = sorted(path.name.removesuffix(".tar.gz") for path in FOLDER.glob("*.tar.gz"))


def unpacked(revision: str, folder: Path) -> Path:
    """The archive of one revision, as `rasoat backup` had written it."""
    target = folder / f"{revision}.tar"
    target.write_bytes(gzip.decompress((FOLDER / f"{revision}.tar.gz").read_bytes()))
    return target


@contextmanager
def opened(archive: Path) -> Iterator[tuple[Reader, Manifest]]:
    with reading(archive) as reader:
        yield reader, reader.manifest()


def rows_of(archive: Path) -> dict[str, list[Row]]:
    """All rows of an archive by table, in the form in which it has them."""
    with opened(archive) as (reader, manifest):
        return {table: list(reader.rows(table)) for table in manifest.tables}


def of_its_time(settings: Settings, archive: Path) -> None:
    """An installation as the program of the archive's time left it: neither rows nor tables have been migrated."""
    database, store = Database(settings.url), BlobStore(settings.files_dir)
    with opened(archive) as (reader, manifest):
        schema.upgrade(database, manifest.revision)
        load_as_it_was(database, reader, manifest)
        for sha256 in manifest.files:
            with reader.member(file_part(sha256)) as file:
                store.put(file.read())
    database.close()
