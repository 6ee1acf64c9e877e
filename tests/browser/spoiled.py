"""The example with one word that never ends in every text that somebody could have typed."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from rasoat import rooms
from rasoat.db import Json, Text
from rasoat.files.names import FileName

WORD = "https://vanban.example/" + "Bien_ban_kiem_tra_" * 12 + "ban_cuoi.pdf"
KEPT = {
    "account.username", "account.password_hash", "login_attempt.username", "definition.body", "outbox.payload",
    "frozen_paper.snapshot",
}  # fmt: skip
"""What the program finds things by, what no person typed, and what a digest seals."""


def spoil(database: Path) -> int:
    """Put the word into every text of a SQLite database; return how many values changed."""
    rooms.load()
    changed, tables = 0, SQLModel.metadata.sorted_tables
    assert {f"{table.name}.{column.name}" for table in tables for column in table.columns} >= KEPT
    with sqlite3.connect(database) as connection:
        for table in tables:
            for column in table.columns:
                if f"{table.name}.{column.name}" in KEPT:
                    continue
                spoiled = _KINDS.get(type(column.type))
                if spoiled is None:
                    continue
                rows = connection.execute(f'SELECT rowid, "{column.name}" FROM "{table.name}"').fetchall()  # noqa: S608
                for row, value in rows:
                    if value:
                        new = spoiled(value)
                        connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?', (new, row))  # noqa: S608
                        changed += 1
    connection.close()
    return changed


def _text(value: str) -> str:
    return f"{value} {WORD}"


def _name(value: str) -> str:
    return f"{WORD[-100:]}{value}"


def _json(value: str) -> str:
    return json.dumps(spoiled_document(json.loads(value)), ensure_ascii=False)


def spoiled_document(value: Any) -> Any:
    """Texts inside a document: what holds a space was typed, the rest are keys of the program."""
    if isinstance(value, dict):
        return {key: spoiled_document(one) for key, one in value.items()}
    if isinstance(value, list):
        return [spoiled_document(one) for one in value]
    return _text(value) if isinstance(value, str) and " " in value else value


_KINDS = {Text: _text, FileName: _name, Json: _json}
