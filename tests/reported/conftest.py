"""These tests play on 12 July 2024, five days before the visit, and drive the pages."""

from collections.abc import Iterator

import pytest

from rasoat import clock
from tests.visits.samples import JULY_12
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _on_july_12() -> Iterator[None]:
    with clock.at(JULY_12):
        yield
