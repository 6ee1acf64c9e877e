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
from rasoat.files.opening import Opened, copies_of, look_at
from rasoat.files.store import BlobStore, CopySize
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
    return keep_opened(store, opened)


def keep_opened(store: BlobStore, opened: Opened) -> StoredFile:
    """Store what somebody sent, once it was opened; of a picture also the copies that are shown."""
    stored = keep(store, opened.name, opened.data, opened.kind)
    if opened.copies is not None:
        store.put_copies(stored.sha256, opened.copies)
    return stored


def keep(store: BlobStore, name: str, data: bytes, kind: str) -> StoredFile:
    """Store bytes that the system itself made."""
    return StoredFile(sha256=store.put(data), size=len(data), kind=kind, name=name)


def shown(store: BlobStore, blob: Blob, name: str, size: CopySize = "shown") -> bytes:
    """A picture as people are shown it. Its copies were made when it came; those that are not there any more, or of a
    picture from before there were copies, are made now, once.

    Raises Problem `not_found` for a file that is no picture, `file.lost`, and `file.unreadable`.
    """
    if not blob.kind.startswith("image/"):
        raise Problem("not_found")
    known = store.copy(blob.sha256, size)
    if known is None:
        store.put_copies(blob.sha256, copies_of(name, store.get(blob.sha256)))
        known = store.copy(blob.sha256, size)
    if known is None:
        raise Problem("file.lost")
    return known


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
