"""These tests play on 17 July 2024 and drive the pages."""

from collections.abc import Iterator

import pytest

from rasoat import clock
from tests.earlier.samples import TODAY
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _on_july_17() -> Iterator[None]:
    with clock.at(TODAY):
        yield
