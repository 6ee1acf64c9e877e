"""Lists are taken out on pages; what is brought in again is opened in this process."""

from tests.importing.conftest import _opened_here, app, client_for, settings

__all__ = ["_opened_here", "app", "client_for", "settings"]
