"""Tablets for the tests: a device that was registered by the real address and speaks with its token."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from rasoat.db import new_id
from tests.web.browse import Client
from tests.web.conftest import app, client_for, settings

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
