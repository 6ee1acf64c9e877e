"""Every file that a row names: whether it is there, and whether its bytes are those whose digest is its name."""

from collections.abc import Iterator

from sqlmodel import Session, SQLModel, col, select

from rasoat.audit.faults import Fault
from rasoat.audit.naming import case_name, row_name
from rasoat.db import row_seals
from rasoat.documents.models import FrozenPaper, RegisterEntry
from rasoat.files.models import Attachment, Blob
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.progress import Progress
from rasoat.workflows import CaseRef
from rasoat.workflows.registry import kinds

LOST = "tệp hỏng hoặc mất"


def check_files(session: Session, store: BlobStore, progress: Progress) -> Iterator[Fault]:
    """Read every file."""
    for count, sha256 in enumerate(named(session), 1):
        if not is_intact(store, sha256):
            yield Fault("; ".join(owners(session, sha256)) or f"Tệp {sha256}, không gắn với nội dung nào", LOST)
        progress("Đọc tệp", count)


def named(session: Session) -> list[str]:
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


def owners(session: Session, sha256: str) -> list[str]:
    """Where people would miss a file."""
    attached = session.exec(select(Attachment).where(Attachment.sha256 == sha256).order_by(col(Attachment.id)))
    found = [f"“{one.name}” của {_owner(session, one)}" for one in attached]
    papers = (
        select(RegisterEntry)
        .join(FrozenPaper, col(FrozenPaper.register_entry_id) == col(RegisterEntry.id))
        .where(FrozenPaper.file_sha256 == sha256)
    )
    return found + [f"{line.kind_title} số {line.number}/{line.symbol}" for line in session.exec(papers)]


def _owner(session: Session, one: Attachment) -> str:
    """What a file is attached to: a case, or a row that belongs to one."""
    table = SQLModel.metadata.tables.get(one.owner_kind)
    key = (one.owner_id,)
    row = row_seals.rows_by_key(session, table, [key]).get(key) if table is not None else None
    if one.owner_kind in kinds or table is None or row is None:
        return case_name(session, CaseRef(one.owner_kind, one.owner_id))
    return row_name(session, table, str(one.owner_id), row, row_seals.case_row_of(table, key, row))
