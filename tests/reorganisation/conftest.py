"""The pages of a reorganisation."""

from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
