"""Which files the rows name, and to which cases people know they belong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from rasoat.audit.files import owners

COLUMNS = {"blob": "sha256", "frozen_paper": "file_sha256"}
"""Tables whose rows name files, and the column that does; empty before there is a file."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A file that is damaged or lost, and the place where people miss it."""

    sha256: str
    owners: list[str]

    def __str__(self) -> str:
        return f"{self.sha256}: {'; '.join(self.owners) or 'không gắn với nội dung nào'}"


def in_rows(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> set[str]:
    """Files that rows, by table, name."""
    return {row[COLUMNS[name]] for name, rows in tables.items() for row in rows} - {""}


def lacking(session: Session, sha256: str) -> Lacking:
    """Where a file that is not intact belongs."""
    return Lacking(sha256, owners(session, sha256))
