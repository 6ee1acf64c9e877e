"""Tablets send a day's work while the server is killed again and again: nothing is lost, nothing comes twice.

`make storm` is the full one: 20 tablets, 1,000 records, 3,000 photographs, ten deaths, about a minute for each database.
The one of `make test` is a sixteenth of it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rasoat.db import Database
from rasoat.files.store import BlobStore
from rasoat.settings import Settings
from tests.tablets import stage
from tests.tablets.reckoning import reckon
from tests.tablets.served import Served
from tests.tablets.storm import SHARED, Size, Storm

SIZE = Size() if os.environ.get("RASOAT_STORM") == "full" else Size(tablets=6, team=3, responses=10, kills=2)
SEED = 2024


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database that nobody else is connected to."""
    if request.param == "sqlite":
        yield ""
        return
    postgres = request.getfixturevalue("postgres")
    yield postgres.create("storm")
    postgres.drop("storm")


@contextmanager
def server(settings: Settings, log: Path) -> Iterator[Served]:
    environment = {
        "RASOAT_DATA_DIR": str(settings.data_dir),
        "RASOAT_DATABASE_URL": settings.database_url,
        "RASOAT_CONTENT_DIR": str(settings.content_dir),
        "RASOAT_WORKERS": "2",
    }
    served = Served(log, environment)
    try:
        yield served.start()
    finally:
        served.kill()


@pytest.mark.slow
@pytest.mark.field
def test_everything_arrives_once_though_the_server_dies_again_and_again(url: str, tmp_path: Path) -> None:
    size = SIZE
    settings = Settings(data_dir=tmp_path / "data", database_url=url, content_dir=stage.overlay(tmp_path / "content"))
    sites = SHARED + size.team * (size.responses - SHARED)
    devices = stage.prepare(settings, teams=size.tablets // size.team, tablets=size.team, sites=sites)
    with server(settings, tmp_path / "server.log") as served:
        storm = Storm(served, devices, size, SEED)
        storm.run()
    assert storm.kills == size.kills
    assert storm.repeats > 0
    database = Database(settings.url)
    try:
        reckon(database, BlobStore(settings.files_dir), [one for work in storm.sent for one in work])
    finally:
        database.close()
    verify_journal(settings)


def verify_journal(settings: Settings) -> None:
    """As an administrator would, by the command."""
    environment = {
        **os.environ,
        "RASOAT_DATA_DIR": str(settings.data_dir),
        "RASOAT_DATABASE_URL": settings.database_url,
        "RASOAT_CONTENT_DIR": str(settings.content_dir),
    }
    command = [str(Path(sys.executable).with_name("rasoat")), "audit", "verify"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
