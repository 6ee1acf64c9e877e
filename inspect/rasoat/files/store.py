"""Where the bytes are: a folder addressed by content. Writing the same bytes twice is one file."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from rasoat.problems import Problem


class BlobStore:
    """Files under `folder`, named by SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where those bytes are or would be."""
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Make bytes durable and return their SHA-256. Only then may a row name them."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{uuid4().hex}.part")
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        _sync_folder(target.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name. Raises Problem `file.lost`."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise Problem("file.lost") from None
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
