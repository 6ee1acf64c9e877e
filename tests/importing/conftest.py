"""Imports are tried on pages too; tables are opened in this process, but where the door itself is tried."""

from collections.abc import Iterator

import pytest

from rasoat.files import opening, tables
from rasoat.files.limits import Unreadable
from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]


@pytest.fixture(autouse=True)
def _opened_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process of its own for each table takes half a second."""
    if "confined" not in request.keywords:
        monkeypatch.setattr(opening.confined, "run", _run)
    yield


def _run(_module: str, data: bytes) -> bytes:
    try:
        return tables.lines(data)
    except Exception as error:
        raise Unreadable(str(error)) from None
