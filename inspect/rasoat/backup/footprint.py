"""What a restore writes into the installation: all of it stays when the restore succeeds, and none of it otherwise."""

from pathlib import Path
from types import TracebackType

from sqlalchemy import inspect

from rasoat.db import Database, schema
from rasoat.files.store import BlobStore
from rasoat.settings import Settings

_SQLITE_FILES = ("", "-wal", "-shm", "-journal")


class Footprint:
    """A block that removes what was begun in it when it raises: files, the database or its tables, folders."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = BlobStore(settings.files_dir)
        self._files = self._store.names()
        self._sqlite = None if settings.database_url else settings.data_dir / "rasoat.sqlite3"
        self._had_database = self._sqlite is None or self._sqlite.exists()
        self._begun = False

    def __enter__(self) -> "Footprint":
        data = self._settings.data_dir.absolute()
        self._new_folders = [folder for folder in (data, *data.parents) if not folder.exists()]
        return self

    def begin(self, database: Database) -> None:
        """The database is about to be written. If it has no tables yet, a failure removes all that were made."""
        self._begun = not inspect(database.engine).get_table_names()

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if kind is None:
            return
        for sha256 in self._store.names() - self._files:
            self._store.path(sha256).unlink()
            _remove_if_empty(self._store.path(sha256).parent)
        _remove_if_empty(self._settings.files_dir)
        self._remove_database()
        for folder in self._new_folders:
            _remove_if_empty(folder)

    def _remove_database(self) -> None:
        if self._sqlite is not None and not self._had_database:
            for ending in _SQLITE_FILES:
                self._sqlite.with_name(self._sqlite.name + ending).unlink(missing_ok=True)
            self._sqlite.with_suffix(".lock").unlink(missing_ok=True)
        elif self._begun:
            database = Database(self._settings.url)
            try:
                schema.remove(database)
            finally:
                database.close()


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        # A folder that is missing or not empty stays as it is.
        return
