"""Write a migration for what the models have and the last migration has not: `make migration MESSAGE="…"`."""

import sys
import tempfile
from pathlib import Path

from rasoat import rooms
from rasoat.db import Database, schema

if __name__ == "__main__":
    rooms.load()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
        schema.upgrade(database)
        schema.new_revision(database, sys.argv[1])
