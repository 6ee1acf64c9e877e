"""These tests play on the day of the visit to Chi Lăng."""

from tests.visits.conftest import _on_the_day, app, client_for, settings

__all__ = ["_on_the_day", "app", "client_for", "settings"]
