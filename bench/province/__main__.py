"""`python -m bench.province DIR` makes a province in DIR (see docs/operations.md)."""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench.province.filling import Filling, hurry, is_empty
from bench.province.setting import PASSWORD, STAFF
from bench.province.stages import tell
from rasoat.audit import seal_now, verify
from rasoat.commands.setup import ready
from rasoat.db import Database
from rasoat.files.store import BlobStore
from rasoat.settings import Settings


def main() -> None:
    """Make the province that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench.province", description="Make a province of any size.")
    parser.add_argument("folder", metavar="DIR", type=Path, help="its data folder; served with RASOAT_DATA_DIR=DIR")
    parser.add_argument("--recommendations", metavar="N", type=int, default=2000, help="about so many, in tens")
    parser.add_argument("--database-url", metavar="URL", default="", help="an empty database; SQLite in DIR else")
    parser.add_argument("--verify", action="store_true", help="check everything as rasoat audit verify does")
    given = parser.parse_args()
    settings = Settings(data_dir=given.folder, database_url=given.database_url)
    database = ready(settings)
    if not is_empty(database):
        parser.error(f"{given.folder}: there is a province already")
    say = _clocked()
    # Millions of rows are made and thrown away, none of them in a circle: looking for circles takes a fifth of the time.
    gc.set_threshold(200_000, 50, 100)
    with tempfile.TemporaryDirectory() as folder:
        told = tell(Path(folder))
        say("told one inspection")
        hurry(database)
        Filling(database, settings.files_dir, told, given.recommendations).fill(say)
    seal_now(database)
    say("sealed")
    if given.verify:
        check(database, BlobStore(settings.files_dir))
        say("verified")
    print(f"password of every account: {PASSWORD}; {', '.join(STAFF)}, xa001.officer, xa001.leader, …")


def check(database: Database, store: BlobStore) -> None:
    """Raise RuntimeError with the first fault that the audit finds."""
    with (
        database.one_moment() as session,
        closing(verify(session, store, [], lambda _step, _count: None)) as faults,
    ):
        fault = next(faults, None)
    if fault is not None:
        raise RuntimeError(f"the province is not whole: {fault}")


def _clocked() -> Callable[[str], None]:
    began = time.monotonic()
    return lambda words: print(f"{time.monotonic() - began:7.1f} s  {words}", flush=True)


if __name__ == "__main__":
    main()
