"""The files in a ZIP that somebody sent: read one after another, within limits, and never unpacked to a folder."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from rasoat.files import office
from rasoat.files.limits import MILLION
from rasoat.problems import Problem

MOST_FILES = 300
MOST_OF_ONE = 100 * MILLION
"""Bytes of one file, unpacked."""
_HIDDEN = (".", "__MACOSX/")


def files_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, each with its own name without folders, in the order of their paths. Folders and hidden files are left
    out.

    Raises Problem `file.unreadable` for what is damaged, locked, would unpack elsewhere or to too much, and `file.too_many`.
    """
    try:
        yield from _read(name, data)
    except Problem:
        raise
    except Exception:  # zipfile and zlib raise many things for a damaged file.
        raise Problem("file.unreadable", name=name) from None


def _read(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.count(b"PK\x01\x02") > office.MOST_MEMBERS:
        raise Problem("file.too_many", most=MOST_FILES)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        office.check(members)
        wanted = [one for one in members if not one.is_dir() and not _is_hidden(one.filename)]
        if len(wanted) > MOST_FILES:
            raise Problem("file.too_many", most=MOST_FILES)
        for member in sorted(wanted, key=lambda one: one.filename):
            if member.file_size > MOST_OF_ONE:
                raise Problem("file.unreadable", name=member.filename)
            yield PurePosixPath(member.filename).name, archive.read(member)


def _is_hidden(path: str) -> bool:
    return path.startswith(_HIDDEN) or PurePosixPath(path).name.startswith(".")
