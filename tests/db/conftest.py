"""The database's own tests need tables but no definitions, so that they still run when a workflow file is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasoat.db import Database, schema
from tests.postgres import Emptied, Server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bare") / "template.sqlite3"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    _prepare(postgres.create("bare_template"))
    return "bare_template"


@pytest.fixture(scope="session")
def postgres_shared(postgres: Server, postgres_template: str) -> Iterator[Emptied]:
    # These tests have their own database: that of the other tests has definitions, and whichever was made first would
    # be used by all.
    shared = Emptied(postgres.create("bare_shared", postgres_template))
    yield shared
    shared.close()


def _prepare(url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    database.close()
