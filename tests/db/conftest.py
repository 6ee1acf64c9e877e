"""The database's own tests need tables, no definitions: they stand while a workflow is wrong."""

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
    # Its own: the one of the other tests holds definitions, and whichever came first would be everybody's.
    shared = Emptied(postgres.create("bare_shared", postgres_template))
    yield shared
    shared.close()


def _prepare(url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    database.close()
