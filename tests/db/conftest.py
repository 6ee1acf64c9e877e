"""The database's own tests need tables, no definitions: they stand while a workflow is wrong."""

from pathlib import Path

import pytest

from rasoat.db import Database, schema
from tests.postgres import Server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bare") / "template.sqlite3"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    _prepare(postgres.create("bare_template"))
    return "bare_template"


def _prepare(url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    database.close()
