"""Keep the example of today's shape of the database for the tests of later shapes: `make archive`."""

import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

from rasoat.db import schema
from tests.archives.installed import FOLDER


def archive_of_today(target: Path) -> None:
    """Load the example into an empty installation and write its backup, compressed, to `target`."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "archive.tar"
        for command in (["example", "load"], ["backup", str(written)]):
            subprocess.run(
                [sys.executable, "-m", "rasoat", *command],
                env={"RASOAT_DATA_DIR": str(Path(folder) / "data")},
                check=True,
            )
        target.write_bytes(gzip.compress(written.read_bytes(), mtime=0))


if __name__ == "__main__":
    kept = FOLDER / f"{schema.head()}.tar.gz"
    if kept.exists():
        sys.exit(f"{kept.name} is there already; an archive that was kept is never made again.")
    archive_of_today(kept)
    print(kept.name)
