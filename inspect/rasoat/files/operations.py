"""Storing files and attaching them."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import insert_once
from rasoat.files.models import Attachment, Blob
from rasoat.files.names import clean
from rasoat.files.opening import look_at
from rasoat.files.store import BlobStore
from rasoat.problems import Problem

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that are already durable, ready to be attached inside a transaction."""

    sha256: str
    size: int
    kind: str
    name: str


def take_in(store: BlobStore, name: str, file: IO[bytes], limit_mb: int, *, picture: bool = False) -> StoredFile:
    """Check and store an upload, before and outside any transaction. Not more than the limit is read. A HEIC is stored
    as the JPEG that it became.

    Raises Problem `file.empty`, `file.too_large` (limit in MB), `file.no_picture` when only pictures are wanted, and
    those of `opening.look_at`.
    """
    name, data = clean(name), file.read(limit_mb * MEGABYTE + 1)
    if not data:
        raise Problem("file.empty", name=name)
    if len(data) > limit_mb * MEGABYTE:
        raise Problem("file.too_large", limit=limit_mb)
    opened = look_at(name, data)
    if picture and not opened.kind.startswith("image/"):
        raise Problem("file.no_picture", name=name)
    return keep(store, opened.name, opened.data, opened.kind)


def keep(store: BlobStore, name: str, data: bytes, kind: str) -> StoredFile:
    """Store bytes that the system itself made."""
    return StoredFile(sha256=store.put(data), size=len(data), kind=kind, name=name)


def attach(
    session: Session,
    file: StoredFile,
    owner_kind: str,
    owner_id: UUID,
    actor: Actor,
    *,
    visibility: str = "internal",
    taken_at: datetime | None = None,
    position: dict[str, Any] | None = None,
) -> Attachment:
    """Attach a stored file to its owner."""
    insert_once(session, Blob, sha256=file.sha256, size=file.size, kind=file.kind)
    attachment = Attachment(
        sha256=file.sha256,
        owner_kind=owner_kind,
        owner_id=owner_id,
        name=file.name,
        visibility=visibility,
        uploaded_by=actor.user_id,
        taken_at=taken_at,
        position=position,
    )
    session.add(attachment)
    session.flush()
    return attachment
