"""Migrations: head is what the models say, and each of them goes up, down and up again, on both databases."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from rasoat.db import Database, schema
from tests.archives.installed import REVISIONS as archived
from tests.postgres import Server

FOLDER = Path(schema.__file__).parent / "migrations"
REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'new' / 'x.sqlite3'}")
        yield database
        database.close()
        return
    server: Server = request.getfixturevalue("postgres")
    database = Database(server.create("migrations"))
    yield database
    database.close()
    server.drop("migrations")


def test_head_is_what_the_models_say(database: Database) -> None:
    assert schema.current(database) == schema.head() == REVISIONS[-1]
    assert schema.differences(database) == []


def test_each_goes_up_down_and_up(empty: Database) -> None:
    assert schema.current(empty) is None
    below = "base"
    for revision in REVISIONS:
        schema.upgrade(empty, revision)
        tables = _shape(empty)
        schema.downgrade(empty, below)
        schema.upgrade(empty, revision)
        assert _shape(empty) == tables
        below = revision
    schema.downgrade(empty, "base")
    assert set(_shape(empty)) <= {"alembic_version"}
    schema.upgrade(empty)
    assert schema.differences(empty) == []


def test_a_second_upgrade_changes_nothing(database: Database) -> None:
    before = _shape(database)
    schema.upgrade(database)
    assert _shape(database) == before


def test_sqlite_keeps_what_it_accepted(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    with database.read() as session:
        pragma = {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                  ("journal_mode", "synchronous", "foreign_keys")}  # fmt: skip
    database.close()
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def _shape(database: Database) -> dict[str, list[str]]:
    seen = inspect(database.engine)
    return {
        table: sorted([c["name"] for c in seen.get_columns(table)] + [str(i["name"]) for i in seen.get_indexes(table)])
        for table in seen.get_table_names()
    }


def test_landed_migrations_are_never_edited() -> None:
    """An installation that has run one keeps what it did. A new one gets its line with
    `cd inspect/rasoat/db/migrations/versions && sha256sum 00NN_*.py >> …/tests/db/migrations.sha256`."""
    landed = (Path(__file__).parent / "migrations.sha256").read_text()
    present = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted((FOLDER / "versions").glob("*.py"))
    )
    assert present == landed


def test_each_shape_has_its_archive() -> None:
    """`make archive` keeps the example of a new shape, for as long as the program of its time is at hand."""
    assert archived == REVISIONS
