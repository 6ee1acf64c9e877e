"""The application on the small province, and browsers signed in to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from rasoat.app import create_app
from rasoat.settings import Settings
from tests.web.browse import Client
from tests.world import World


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=database_url, secure_cookies=False)


@pytest.fixture
def app(world: World, settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    yield made
    made.extensions["rasoat_database"].close()


@pytest.fixture
def client_for(app: Flask) -> Callable[[str], Client]:
    """A browser signed in as the person with that username; "" for nobody."""

    def make(username: str = "") -> Client:
        client = Client(app)
        if username:
            answer = client.sign_in(username)
            assert answer.status_code == 303, answer.text
        return client

    return make
