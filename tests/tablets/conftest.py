"""Tablets for the tests: a registered device that speaks with its token; a visit under way and two members with tablets.

A test that plays on the day of the visit imports `_on_the_day`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rasoat.db import new_id
from tests.tablets.member import Member
from tests.visits.samples import ChiLang, visiting
from tests.web.browse import Client
from tests.web.conftest import app, client_for, settings
from tests.world import World

__all__ = ["app", "client_for", "settings"]
OWN = {"X-Rasoat": "1"}


@dataclass
class Device:
    """One tablet in somebody's hands."""

    app: Flask
    id: UUID
    registered: dict[str, Any]

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.registered['token']}", **options.pop("headers", {})}
        return self.app.test_client(use_cookies=False).open(f"/api/v1{path}", method=method, headers=headers, **options)

    def me(self) -> TestResponse:
        return self.ask("GET", "/me")

    def pulse(self, records: int = 0, photos: int = 0, **options: Any) -> TestResponse:
        told = {"waiting_records": records, "waiting_photos": photos}
        return self.ask("POST", f"/tablets/{self.id}/pulse", json=told, **options)

    def sign_out(self) -> TestResponse:
        return self.ask("DELETE", f"/tablets/{self.id}/token")


def register(client: Client, tablet_id: UUID, label: str = "Máy tính bảng 1") -> TestResponse:
    """Bring a device into use for whoever is signed in there."""
    return client.flask.put(f"/api/v1/tablets/{tablet_id}", json={"label": label, "build": "b1"}, headers=OWN)


@pytest.fixture
def device_of(app: Flask, client_for: Callable[[str], Client]) -> Callable[..., Device]:
    """A new tablet, in use by the person with that username."""

    def make(username: str, label: str = "Máy tính bảng 1") -> Device:
        tablet_id = new_id()
        answer = register(client_for(username), tablet_id, label)
        assert answer.status_code == 200, answer.text
        return Device(app, tablet_id, answer.json)

    return make


@pytest.fixture
def case(world: World) -> ChiLang:
    return visiting(world)


@pytest.fixture
def lead(app: Flask, case: ChiLang) -> Member:
    return Member(app, case)


@pytest.fixture
def other(app: Flask, case: ChiLang) -> Member:
    return Member(app, case, "edu_member")
