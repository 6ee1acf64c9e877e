"""These tests play on the day of the visit to Chi Lăng; browsers are those of the pages' tests."""

from collections.abc import Iterator

import pytest
from tests.visits.samples import VISIT_DAY
from tests.web.conftest import app, client_for, settings

from rasoat import clock

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.at(VISIT_DAY):
        yield
