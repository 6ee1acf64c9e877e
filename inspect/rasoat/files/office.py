"""Examining office files of unknown origin: finding out what they are, and unpacking no more than that needs."""

import io
import zipfile

from rasoat.files.limits import MILLION, NotTaken, Unreadable

MOST_MEMBERS = 10_000
MOST_UNPACKED = 1_000 * MILLION
"""Bytes that all members together say they unpack to."""
MOST_READ = 200 * MILLION
"""Bytes of the main part that are unpacked, a piece at a time, to see that it is whole."""
MOST_RATIO = 1_000
"""Unpacked bytes to packed ones, of members above a megabyte; long sheets of alike rows come near 100."""
_PIECE = 65_536
_MIMETYPE = 100
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_MAIN = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
}


def inspect(data: bytes) -> str:
    """The media type of an office file whose directory and main part can be read.

    Raises NotTaken, Unreadable, and everything that zipfile and zlib raise.
    """
    # Each entry of the directory becomes an object of some 500 bytes, so the entries are counted before they are read.
    if data.count(b"PK\x01\x02") > MOST_MEMBERS:
        raise Unreadable("too many members")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        check(members)
        names = {member.filename for member in members}
        if "mimetype" in names:
            with archive.open("mimetype") as file:
                kind = file.read(_MIMETYPE).decode("ascii", "replace").strip()
            if kind not in _OPEN_DOCUMENT:
                raise NotTaken
            main = "content.xml"
        else:
            main = next((member for member in _MAIN if member in names), "")
            if not main:
                raise NotTaken
            kind = _MAIN[main]
        _read_through(archive, main)
        return kind


def check(members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that would unpack to too much, or elsewhere. Raises Unreadable."""
    if len({member.filename for member in members}) < len(members):
        raise Unreadable("two members of one name")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable("unpacks to too much")
    for member in members:
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            raise Unreadable("locked, or packed in an unusual way")
        if member.file_size > max(MILLION, MOST_RATIO * member.compress_size):
            raise Unreadable("unpacks to too much")
        if member.filename.startswith("/") or ".." in member.filename.split("/"):
            raise Unreadable("a member would unpack elsewhere")


def _read_through(archive: zipfile.ZipFile, name: str) -> None:
    done = 0
    with archive.open(name) as file:
        while piece := file.read(_PIECE):
            done += len(piece)
            if done > MOST_READ:
                raise Unreadable("unpacks to too much")
