"""Bare databases for the engine's own tests: migrated, the errand's table added, nothing else published."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasoat.db import Database, schema
from tests import errand
from tests.postgres import Emptied, Server
from tests.world import World


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("errands") / "template.sqlite3"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    _prepare(postgres.create("errands_template"))
    return "errands_template"


@pytest.fixture(scope="session")
def postgres_shared(postgres: Server, postgres_template: str) -> Iterator[Emptied]:
    shared = Emptied(postgres.create("errands_shared", postgres_template))
    yield shared
    shared.close()


def _prepare(url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    errand.prepare(database)
    database.close()


@pytest.fixture(autouse=True)
def _only_errands() -> Iterator[None]:
    with errand.known():
        yield


@pytest.fixture
def world(database: Database) -> World:
    return World.build(database)
