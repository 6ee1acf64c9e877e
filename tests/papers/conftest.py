"""Most of these tests play on 5 August 2024, the day the result notice is issued."""

from collections.abc import Iterator

import pytest

from rasoat import clock
from tests.papers.samples import AUGUST_5
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _on_august_5() -> Iterator[None]:
    with clock.at(AUGUST_5):
        yield
