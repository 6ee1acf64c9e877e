"""Which files the rows name, and to which cases people know they belong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.files.models import Attachment, Blob
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.workflows import CaseRef
from rasoat.workflows.registry import kinds

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


def in_database(session: Session) -> list[str]:
    """Files that the rows of a database name, in order."""
    blobs = set(session.exec(select(Blob.sha256)))
    return sorted((blobs | set(session.exec(select(FrozenPaper.file_sha256)))) - {""})


def is_intact(store: BlobStore, sha256: str) -> bool:
    """Whether the file exists and its SHA-256 is its name."""
    try:
        store.get(sha256)
    except Problem:
        return False
    return True


def lacking(session: Session, sha256: str) -> Lacking:
    """Where a file that is not intact belongs."""
    attached = session.exec(select(Attachment).where(Attachment.sha256 == sha256).order_by(col(Attachment.id)))
    owners = [f"“{one.name}” của {_owner(session, one)}" for one in attached]
    papers = (
        select(RegisterEntry)
        .join(FrozenPaper, col(FrozenPaper.register_entry_id) == col(RegisterEntry.id))
        .where(FrozenPaper.file_sha256 == sha256)
    )
    owners += [f"{line.kind_title} số {line.number}/{line.symbol}" for line in session.exec(papers)]
    return Lacking(sha256, owners)


def case_name(session: Session, ref: CaseRef) -> str:
    """A case under the name that people know, with its id; only the id when its row is missing."""
    kind = kinds.get(ref.kind)
    if kind is None:
        return str(ref)
    try:
        return f"{kind.title} “{kind.label(session, ref.id)}” ({ref})"
    except (NoResultFound, LookupError, AttributeError, Problem):
        return f"{kind.title} ({ref})"


def _owner(session: Session, one: Attachment) -> str:
    owner_id: UUID = one.owner_id
    return case_name(session, CaseRef(one.owner_kind, owner_id))
