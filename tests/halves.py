"""Which database a test of the pages and verbs runs on in `make test`; `make long` runs the other one too.

What a room shows and decides hardly depends on the database, and a quarter of its tests on PostgreSQL, where they take
twice the time, finds where it does; the others run on SQLite. It is always the same quarter. Where rows are locked,
written at once, migrated or kept, every test runs on both every time.
"""

import os
from zlib import crc32

import pytest

DATABASES = ("sqlite", "postgresql")
ON_POSTGRESQL = 4
"""Of so many tests one runs on PostgreSQL."""
HALVED = {
    "absences", "audit", "authoring", "bench", "codes", "dangers", "documents", "exporting", "findings", "followup", "hostile",
    "importing", "incoming", "inspections", "meetings", "numbers", "papers", "plans", "proposals", "ranking", "recommendations", "reorganisation", "reported", "units", "visits", "web",
}  # fmt: skip
"""The folders whose tests run on one database."""


ONLY = os.environ.get("RASOAT_TESTS_ON", "")
"""A database that all tests run on, and no other: for `make mutants`, where a rule says the same on both."""


def leave_one_database(items: list[pytest.Item]) -> None:
    """Mark as `long` what `make test` leaves to `make long`."""
    for item in items:
        chosen = getattr(item, "callspec", None) and item.callspec.params.get("database_url")
        both = {mark.args[0] for mark in item.iter_markers("parametrize")}
        if chosen in DATABASES and "database_url" not in both and item.path.parent.name in HALVED:
            whole = item.nodeid.replace(chosen, "")
            if chosen != (ONLY or DATABASES[crc32(whole.encode()) % ON_POSTGRESQL == 0]):
                item.add_marker(pytest.mark.long)
