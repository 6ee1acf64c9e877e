"""The format of an archive: a tar of `tables/NAME.jsonl`, `files/SHA256` and `manifest.json`, which describes the
others.
"""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rasoat.problems import Problem

FORMAT = 1
LARGEST_MANIFEST = 256_000_000
"""Bytes; a file takes 70 of them."""
PIECE = 1 << 20
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TableEntry(BaseModel):
    """One table: the number of its rows, and the digest of its lines."""

    model_config = ConfigDict(strict=True, frozen=True)

    rows: int = Field(ge=0)
    sha256: Sha256


class BrokenCase(BaseModel):
    """A case whose journal was broken when the archive was made, from the entry `seq` on."""

    model_config = ConfigDict(strict=True, frozen=True)

    ref: str
    seq: int
    name: str = Field(description="As people know the case.")


class Manifest(BaseModel):
    """What an archive says it contains, and what the installation already lacked when the archive was made."""

    model_config = ConfigDict(strict=True, frozen=True)

    format: int
    revision: str
    made_at: str = ""
    seal: str = Field(default="", description="The newest seal, for `rasoat audit verify --seal`.")
    tables: dict[str, TableEntry]
    files: list[Sha256]
    lacking: dict[Sha256, list[str]] = Field(default_factory=dict, description="Damaged or lost: what they were.")
    broken: list[BrokenCase] = Field(default_factory=list)


class Reader:
    """An opened archive. Everything that is wrong with it is Problem `backup.damaged`, which names the part."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def manifest(self) -> Manifest:
        """The manifest. Raises Problem `backup.damaged` when it is not one."""
        with self.member("manifest.json") as file:
            data = file.read(LARGEST_MANIFEST)
        try:
            return Manifest.model_validate(json.loads(data))
        except (ValueError, ValidationError, RecursionError) as error:
            raise Problem("backup.damaged", part="manifest.json") from error

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """One part, for reading."""
        try:
            found = self._tar.getmember(name)
        except KeyError:
            found = None
        # A link could lead to another part, or to itself.
        file = self._tar.extractfile(found) if found is not None and found.isreg() else None
        if file is None:
            raise Problem("backup.damaged", part=name)
        with file:
            yield file

    def digest(self, name: str) -> tuple[str, int]:
        """SHA-256 of a part, and how many lines it has."""
        found, lines = hashlib.sha256(), 0
        with self.member(name) as file:
            while piece := file.read(PIECE):
                found.update(piece)
                lines += piece.count(b"\n")
        return found.hexdigest(), lines

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one table. Raises ValueError for a line that is not a row."""
        with self.member(f"tables/{table}.jsonl") as file:
            for line in file:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("a line that is no row")
                yield row


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an archive. Raises Problem `backup.damaged` when the file is not an archive, or only a part of one."""
    try:
        with tarfile.open(path, "r:") as tar:
            yield Reader(tar)
    except (tarfile.TarError, EOFError) as error:
        raise Problem("backup.damaged", part=path.name) from error


def file_part(sha256: str) -> str:
    """The name of a file's part."""
    return f"files/{sha256}"
