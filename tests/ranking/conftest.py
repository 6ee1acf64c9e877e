"""The fixtures of the pages."""

from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
