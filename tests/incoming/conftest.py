"""These tests play on 5 August 2024 and drive the pages."""

from tests.papers.conftest import _on_august_5
from tests.web.conftest import app, client_for, settings

__all__ = ["_on_august_5", "app", "client_for", "settings"]
