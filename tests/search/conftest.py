"""Both ways of searching: by the index, and by reading the words of the rows."""

import pytest

from rasoat.db import search_index
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(params=["by the index", "by reading"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How many rows a table has decides between the ways."""
    rows = 10**9 if request.param == "by the index" else 0
    monkeypatch.setattr(search_index, "rows", lambda _connection, _table: rows)
    return str(request.param)
