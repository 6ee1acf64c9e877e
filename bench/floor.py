"""The floor of a durable transition: the same statements on the plain driver, and nothing else."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

import psycopg

COLUMNS = (
    "id, case_kind, case_id, seq, row_version, command_id, trigger, from_state, to_state, actor_id, agency_id, recorded_at, "
    "effective_on, workflow, workflow_version, facts, note_digest, previous_hash, hash"
)
SELECT = "SELECT * FROM errand WHERE id = ?"
UPDATE = (
    "UPDATE errand SET status = ?, version = ?, journal_seq = ?, journal_hash = ?, last_event_at = ? "
    "WHERE id = ? AND version = ?"
)
INSERT = f"INSERT INTO journal ({COLUMNS}) VALUES ({', '.join('?' * len(COLUMNS.split(',')))})"  # noqa: S608 - no input
HASH = "0" * 64


class Floor(Protocol):
    """Makes one durable transition after the other."""

    def turn(self, case_id: UUID) -> None:
        """Move one case to its other state and commit."""

    def close(self) -> None:
        """Close the connection."""


class SqliteFloor:
    """On `sqlite3`, in the mode the application uses."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.execute("PRAGMA synchronous=FULL")

    def turn(self, case_id: UUID) -> None:
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        row = run(SELECT, (case_id.hex,)).fetchone()
        now = datetime.now(UTC).isoformat(" ")[:26]
        for statement, values in _writes(row, case_id.hex, uuid4().hex, now, now[:10]):
            run(statement, values)
        run("COMMIT")

    def close(self) -> None:
        self._connection.close()


class PostgresFloor:
    """On psycopg, which prepares what it sees often."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(
            url.replace("+psycopg", "").split("?")[0] if "host=" not in url else url.replace("+psycopg", ""),
            row_factory=psycopg.rows.dict_row,
        )

    def turn(self, case_id: UUID) -> None:
        run = self._connection.execute
        row = run(f"{SELECT} FOR UPDATE".replace("?", "%s"), (case_id,)).fetchone()
        assert row is not None
        now = datetime.now(UTC)
        for statement, values in _writes(row, case_id, uuid4(), now, now.date()):
            run(statement.replace("?", "%s"), values)
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


def _writes(row: Any, case_id: Any, new_id: Any, now: Any, today: str | date) -> list[tuple[str, tuple[Any, ...]]]:
    to_state = "doing" if row["status"] == "asked" else "asked"
    seq = row["journal_seq"] + 1
    # This is a hash of the right length: the subject's own entries must be able to follow whatever hash is there.
    changed = (to_state, row["version"] + 1, seq, HASH, now, case_id, row["version"])
    entry = (new_id, "errand", case_id, seq, row["version"] + 1, new_id, "turn", row["status"], to_state, new_id, new_id, now, today,
             "errand", 1, "{}", "", row["journal_hash"], HASH)  # fmt: skip
    return [(UPDATE, changed), (INSERT, entry)]
