"""These tests play in July 2024, before the visit to Chi Lăng."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from rasoat import clock
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _in_july_2024() -> Iterator[None]:
    with clock.at(datetime(2024, 7, 1, 2, tzinfo=UTC)):
        yield
