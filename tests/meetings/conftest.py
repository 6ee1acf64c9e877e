"""These tests play on 26 January 2024 and drive the pages."""

from collections.abc import Iterator

import pytest

from rasoat import clock
from tests.meetings.samples import JANUARY_26
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _on_january_26() -> Iterator[None]:
    with clock.at(JANUARY_26):
        yield
