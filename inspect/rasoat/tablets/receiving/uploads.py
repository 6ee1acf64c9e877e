"""Photographs come in pieces. The pieces of one photograph are appended to one file; the tablet is told the length of
that file and sends the bytes after it.

Only the file and the row say how much has arrived. A process may therefore end between any two steps: the next request,
or the same one again, continues from there. When two requests send the same photograph at once, one waits for the
other.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import Database
from rasoat.db.locking import insert_once, lock
from rasoat.files.models import Attachment, Blob
from rasoat.files.opening import Opened, look_at
from rasoat.files.operations import StoredFile, keep_opened
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.tablets.receiving.models import Photo

PIECE = 1_048_576
"""Bytes of one piece at most."""
FORGOTTEN_DAYS = 30
"""A file that got no piece for so long is thrown away; the tablet would begin again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a photograph has arrived."""

    id: UUID
    state: str
    offset: int
    size: int


class Uploads:
    """Takes photographs in. Unfinished ones are files under `folder`; whole ones are moved to the store."""

    def __init__(self, database: Database, store: BlobStore, folder: Path) -> None:
        self._database = database
        self._store = store
        self.folder = folder

    def progress(self, actor: Actor, photo_id: UUID) -> Progress:
        """Tell how much has arrived. A photograph that is whole but has not been moved to the store is moved now.
        Raises Problem `not_found`.
        """
        photo = self._own(actor, photo_id)
        if photo.state != "stored" and self.offset(photo_id) >= photo.size:
            try:
                return self.add(actor, photo_id, photo.size, b"")
            except Problem as problem:
                if not problem.key.startswith("photo."):
                    raise
                # The photograph was wrong, or another request took it meanwhile: the file says how much has arrived.
        return self._told(self._own(actor, photo_id))

    def add(self, actor: Actor, photo_id: UUID, offset: int, piece: bytes) -> Progress:
        """Add a piece at its offset. The last piece makes the photograph an attachment of its owner.

        Raises Problem `not_found` (also for somebody else's photograph), `photo.offset` (with the right offset in its
        values), `photo.too_long`, and after the last piece `photo.hash_differs`, `photo.not_a_picture`: the upload then
        begins again.
        """
        with self._held(photo_id) as file:
            photo = self._own(actor, photo_id)
            if photo.state == "stored":
                self._drop(photo_id)
                return self._told(photo)
            here = os.fstat(file).st_size
            if offset != here:
                raise Problem("photo.offset", offset=here)
            if here + len(piece) > photo.size:
                raise Problem("photo.too_long", size=photo.size)
            _append(file, piece)
            if here + len(piece) == photo.size:
                photo = self._take_over(photo)
            return self._told(photo)

    def offset(self, photo_id: UUID) -> int:
        """How many bytes have arrived."""
        try:
            return self._path(photo_id).stat().st_size
        except FileNotFoundError:
            return 0

    def tidy(self) -> int:
        """Remove files of photographs that are in the store, and files that got no piece for long. Returns how many
        were removed.
        """
        old = time.time() - FORGOTTEN_DAYS * 86_400
        dropped = 0
        for path in self.folder.glob("*.part"):
            photo_id = UUID(path.stem)
            if not self._awaited(photo_id) or path.stat().st_mtime < old:
                with self._held(photo_id):
                    self._drop(photo_id)
                dropped += 1
        return dropped

    def _awaited(self, photo_id: UUID) -> bool:
        with self._database.read() as session:
            photo = session.get(Photo, photo_id)
            return photo is not None and photo.state != "stored"

    def _path(self, photo_id: UUID) -> Path:
        return self.folder / f"{photo_id}.part"

    def _own(self, actor: Actor, photo_id: UUID) -> Photo:
        with self._database.read() as session:
            photo = session.get(Photo, photo_id)
            if photo is None or photo.account_id != actor.user_id:
                raise Problem("not_found")
            session.expunge(photo)
        return photo

    def _told(self, photo: Photo) -> Progress:
        offset = photo.size if photo.state == "stored" else self.offset(photo.id)
        return Progress(photo.id, photo.state, offset, photo.size)

    @contextmanager
    def _held(self, photo_id: UUID) -> Iterator[int]:
        """Open the file and lock it until the block ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(photo_id)
        while True:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                if _is_still(path, file):
                    yield file
                    return
            finally:
                os.close(file)

    def _drop(self, photo_id: UUID) -> None:
        self._path(photo_id).unlink(missing_ok=True)

    def _take_over(self, photo: Photo) -> Photo:
        data = self._path(photo.id).read_bytes()
        picture = _picture(photo, data)
        if isinstance(picture, Problem):
            self._drop(photo.id)
            raise picture
        # The bytes are on the disk before any row names them. If the process ends in between, a repeated request finds
        # the file and does the same again.
        file = keep_opened(self._store, picture)
        stored = self._database.write(lambda session: _store_row(session, photo.id, file))
        self._drop(photo.id)
        return stored


def uploads(database: Database, settings: Settings) -> Uploads:
    """The place where an installation receives photographs."""
    return Uploads(database, BlobStore(settings.files_dir), settings.data_dir / "uploads")


def _is_still(path: Path, file: int) -> bool:
    """Whether the open file is still the one under that name: another request may have moved it to the store while
    this one waited.
    """
    try:
        return path.stat().st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


def _append(file: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(file, left) :]
    if piece:
        os.fsync(file)


def _picture(photo: Photo, data: bytes) -> Opened | Problem:
    """Return the picture as it is to be stored, or the Problem that refuses it. The announced hash is that of the bytes
    that the tablet sent; a HEIC is stored as a JPEG, whose hash is another.
    """
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        return Problem("photo.hash_differs")
    try:
        opened = look_at(photo.name, data)
    except Problem:
        return Problem("photo.not_a_picture")
    return opened if opened.kind.startswith("image/") else Problem("photo.not_a_picture")


def _store_row(session: Session, photo_id: UUID, file: StoredFile) -> Photo:
    """Make the photograph an attachment, with its own id, of whatever owns it at this moment."""
    photo = lock(session, Photo, photo_id)
    if photo.state != "stored":
        insert_once(session, Blob, sha256=file.sha256, size=file.size, kind=file.kind)
        session.add(
            Attachment(
                id=photo.id,
                sha256=file.sha256,
                owner_kind=photo.owner_kind,
                owner_id=photo.owner_id,
                name=file.name,
                visibility=photo.visibility,
                uploaded_by=photo.account_id,
                taken_at=photo.taken_at,
                position=photo.position,
            )
        )
        photo.state, photo.stored_at = "stored", clock.now()
        session.flush()
    return photo
