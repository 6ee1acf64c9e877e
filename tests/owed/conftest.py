"""These tests drive the pages; each says which day it is."""

from tests.web.conftest import app, client_for, settings

__all__ = ["app", "client_for", "settings"]
