"""Rows as JSON, and JSON as rows: the same for both databases."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table

Row = dict[str, Any]


def plain(row: Mapping[str, Any]) -> Row:
    """A row in the form that JSON can represent."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def reader(table: Table) -> Callable[[Row], Row]:
    """A function that makes rows of a table from their JSON. It raises ValueError or TypeError for anything else."""
    kinds = {column.name: _kind(str(column.type).upper()) for column in table.columns}

    def read(row: Row) -> Row:
        if row.keys() != kinds.keys():
            raise ValueError(f"a row of other columns than those of {table.name}")
        return {
            name: kind(row[name]) if kind and row[name] is not None else row[name] for name, kind in kinds.items()
        }  # fmt: skip

    return read


def _kind(kind: str) -> Callable[[Any], Any] | None:
    if kind.startswith(("DATETIME", "TIMESTAMP")):
        return datetime.fromisoformat
    if kind.startswith("DATE"):
        return date.fromisoformat
    return UUID if kind.startswith(("UUID", "CHAR")) else None
