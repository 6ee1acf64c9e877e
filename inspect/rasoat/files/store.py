"""The storage of the bytes: a folder with content as the address. Writing the same bytes twice gives one file."""

import hashlib
import os
from pathlib import Path
from typing import Literal
from uuid import uuid4

from rasoat.files.opening import Copies
from rasoat.problems import Problem

COPIES = "shown"
CopySize = Literal["shown", "small"]


class BlobStore:
    """Files under `folder`, named by SHA-256. Copies of pictures stand beside it, in a folder that may be removed: they are
    in no backup, and are made again when somebody looks.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """The path at which these bytes are or would be."""
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Make bytes durable and return their SHA-256. Only then may a row name them."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        self._write(target, data)
        return sha256

    def put_copies(self, sha256: str, copies: Copies) -> None:
        """Keep the copies of a picture that are shown."""
        self._write(self._copy(sha256, "shown"), copies.shown)
        self._write(self._copy(sha256, "small"), copies.small)

    def copy(self, sha256: str, size: CopySize) -> bytes | None:
        """One copy of a picture; None when it is not there."""
        try:
            return self._copy(sha256, size).read_bytes()
        except OSError:
            return None

    def _copy(self, sha256: str, size: CopySize) -> Path:
        return self.folder.with_name(COPIES) / sha256[:2] / f"{sha256}-{size}.jpg"

    def bring_back(self, sha256: str, data: bytes) -> bool:
        """Replace damaged or lost bytes. Returns False and does nothing when the bytes are not those that were lost."""
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self._write(self.path(sha256), data)
        return True

    def _write(self, target: Path, data: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{uuid4().hex}.part")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        _sync_folder(target.parent)

    def get(self, sha256: str) -> bytes:
        """The bytes, after checking that their SHA-256 is their name. Raises Problem `file.lost`."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            # The file is missing, or the disk can no longer read it.
            raise Problem("file.lost") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Problem("file.lost")
        return data

    def names(self) -> set[str]:
        """The SHA-256 of every file kept."""
        return {p.name for p in self.folder.glob("??/*") if not p.name.startswith(".")}


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
