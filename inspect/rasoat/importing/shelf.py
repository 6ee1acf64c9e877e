"""Tables that somebody looked at: they lie apart from the files of the installation, until they are brought in or for some
days. Beside a table that is being brought in lies how far that is: no row can tell it while its transaction goes on.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.progress import Progress
from rasoat.settings import Settings

KEPT_DAYS = 3
"""For so long a table that was looked at can be confirmed."""


class Shelf:
    """The tables under `folder`, by their SHA-256."""

    def __init__(self, settings: Settings) -> None:
        self._store = BlobStore(settings.data_dir / "looked")

    def put(self, data: bytes) -> str:
        """Lay a table there and return its SHA-256; its days begin anew."""
        sha256 = self._store.put(data)
        os.utime(self._store.path(sha256))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The table. Raises Problem `import.forgotten` when it is gone."""
        try:
            return self._store.get(sha256)
        except Problem:
            raise Problem("import.forgotten", days=KEPT_DAYS) from None

    def progress(self, sha256: str) -> Progress:
        """Tells whoever asks `done_of` how far bringing in this table is."""
        path = self._beside(sha256)

        def report(_step: str, count: int) -> None:
            # Who waits may be told nothing; what he waits for goes on.
            with suppress(OSError):
                path.write_text(str(count))

        return report

    def done_of(self, sha256: str) -> int:
        """How many rows were written, as far as anybody told."""
        try:
            return int(self._beside(sha256).read_text())
        except (OSError, ValueError):
            return 0

    def finished(self, sha256: str) -> None:
        """Nobody brings it in any more."""
        self._beside(sha256).unlink(missing_ok=True)

    def tidy(self) -> int:
        """Remove what has lain for more than KEPT_DAYS. Returns how many tables were removed."""
        old, removed = time.time() - KEPT_DAYS * 86_400, 0
        for path in self._store.folder.glob("??/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < old:
                    path.unlink()
                    removed += 1
        return removed

    def _beside(self, sha256: str) -> Path:
        return self._store.path(sha256).with_suffix(".progress")
