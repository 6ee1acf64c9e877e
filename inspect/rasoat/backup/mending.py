"""Restoring single files of a running installation, from an archive of any version that has them."""

from dataclasses import dataclass
from pathlib import Path

from rasoat.audit import files
from rasoat.backup import named
from rasoat.backup.archive import file_part, reading
from rasoat.backup.named import Lacking
from rasoat.db import Database
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.settings import Settings


@dataclass(frozen=True, slots=True)
class Mended:
    """What was restored, and what is still damaged or lost."""

    back: list[Lacking]
    left: list[Lacking]


def bring_back_files(database: Database, settings: Settings, archive: Path) -> Mended:
    """Replace files that are damaged or lost by those in the archive; an intact file is never changed.

    Raises Problem `backup.damaged` when the file is not an archive.
    """
    store = BlobStore(settings.files_dir)
    with database.read() as session:
        lost = [named.lacking(session, sha256) for sha256 in files.named(session) if not files.is_intact(store, sha256)]
    back: list[Lacking] = []
    with reading(archive) as reader:
        for one in lost:
            try:
                with reader.member(file_part(one.sha256)) as file:
                    data = file.read()
            except Problem:
                continue
            if store.bring_back(one.sha256, data):
                back.append(one)
    return Mended(back, [one for one in lost if one not in back])
