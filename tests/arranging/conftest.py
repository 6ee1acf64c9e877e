"""These tests play on the day joint plan 99 was signed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from rasoat import clock
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _in_may_2024() -> Iterator[None]:
    with clock.at(datetime(2024, 5, 20, 2, tzinfo=UTC)):
        yield
