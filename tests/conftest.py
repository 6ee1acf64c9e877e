"""Databases for the tests: every test that asks for one runs on SQLite and on PostgreSQL (see halves.py for when).

A migrated template is made once for each worker. On SQLite a test gets a copy of it, on PostgreSQL a database that is
emptied again afterwards; both at the same address for all tests, so that what was compiled for it is kept.
"""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rasoat import clock, publishing, rooms
from rasoat.db import Database, schema
from tests import milestones
from tests.halves import leave_one_database
from tests.kept import (
    collect_no_garbage_yet,
    forget_connections,
    hash_cheaply,
    keep_engines,
    keep_routes,
    keep_templates,
    share,
    spare_the_living,
)
from tests.postgres import Emptied, Server, serve
from tests.snapshots import copy_to
from tests.world import World

collect_no_garbage_yet()
rooms.load()
# Every test makes its own application and its own Database: what they would compile anew is kept between them.
keep_templates()
keep_routes()
hash_cheaply()
milestones.watch()
keep_engines()
# The speed of the machine proves nothing about the code: a property must not fail because the machine is busy.
_ANY_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same", derandomize=True, **_ANY_MACHINE)
settings.register_profile("anew", **_ANY_MACHINE)
# `make test` tries the same examples each time, `make long`, which sets a seed for the model, others each time.
settings.load_profile("anew" if "MODEL_SEED" in os.environ else "same")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The longest tests begin first, so that at the end no worker waits for another.
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
    leave_one_database(items)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    # Also where none are looked for, in the process that only gives the tests to its workers.
    try:
        return (yield)
    finally:
        spare_the_living()


@pytest.fixture(autouse=True)
def _real_date() -> Iterator[None]:
    """The date of the example that a request left in this thread is not the next test's."""
    yield
    clock.set_date(None)


def migrate(url: str) -> None:
    """An empty database becomes one of today, with the definitions published."""
    database = Database(url)
    schema.upgrade(database)
    publishing.publish(database)
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the one file that the tests of this worker use, each with a new copy of the template there."""
    return share(tmp_path_factory.mktemp("shared") / "rasoat.sqlite3")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    # The path of the server's socket must stay short: not in pytest's own folders.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    with serve(folder) as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    name = "rasoat_template"
    migrate(postgres.create(name))
    return name


@pytest.fixture(scope="session")
def postgres_shared(postgres: Server, postgres_template: str) -> Iterator[Emptied]:
    """One database for the tests of this worker, emptied after each: copying the template takes seconds under load."""
    shared = Emptied(postgres.create("shared", postgres_template))
    yield shared
    shared.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, sqlite_shared: str) -> Iterator[str]:
    """Address of a fresh migrated database with the definitions published."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        copy_to(template, sqlite_shared)
        milestones.begin(sqlite_shared, str(template))
        yield sqlite_shared
        forget_connections(sqlite_shared)
        return
    shared: Emptied = request.getfixturevalue("postgres_shared")
    milestones.begin(shared.url, shared.url)
    yield shared.url
    shared.empty()
    forget_connections(shared.url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture
def world(database: Database) -> World:
    """A small province with its agencies and one account for each role."""
    return World.build(database)
