"""Reading a tablet's export file (`.rasoat`), the last resort when a tablet never finds a network again.

The first line is `RASOAT-EXPORT 1 <bytes of the header>`. The header follows as JSON, then the photographs' bytes one
after the other. The header has each record as the text that would have been sent, and the SHA-256 of each record and
photograph. A file that was cut short or altered still gives every record and photograph that is whole, and names the
others.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, TypeGuard
from uuid import UUID

from rasoat.problems import Problem

FIRST_LINE = re.compile(rb"RASOAT-EXPORT 1 ([0-9]{1,12})\n")
HEADER_LIMIT = 64_000_000
"""Bytes. Records are at most 1 MB each; a day's work is a few."""
_ENTRY = re.compile(r'\{\s*"id"\s*:\s*"([0-9a-fA-F-]{36})"')
_PIECE = 1_000_000
_LONGEST_VALUE = 10_000
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
RECORD_LIMIT = 1_048_576
"""Bytes of one record, as when it is sent."""
STRUCTURE_LIMIT = 1_000_000
"""Characters of JSON outside of strings: some 20 for a record, 50 for a photograph. Each may become an object of 60
bytes in memory."""


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """Where the bytes of a photograph are in the file, and their SHA-256."""

    id: UUID
    submission_id: UUID
    sha256: str
    size: int
    offset: int


@dataclass(slots=True)
class ExportFile:
    """The content of a file; each record is the text that would have been sent.

    `broken` are the ids of records that are not whole. `whole` is False when the header had to be repaired.
    """

    account_id: UUID | None
    tablet_id: UUID | None
    made_at: str
    start: int
    records: list[tuple[UUID, str]] = field(default_factory=list)
    photos: list[PhotoEntry] = field(default_factory=list)
    broken: list[UUID] = field(default_factory=list)
    whole: bool = True


def read(file: IO[bytes]) -> ExportFile:
    """Read the header. Raises Problem `import.not_export`, `import.too_large`."""
    first = FIRST_LINE.fullmatch(file.readline(40))
    if first is None:
        raise Problem("import.not_export")
    length = int(first.group(1))
    if length > HEADER_LIMIT:
        raise Problem("import.too_large", limit=HEADER_LIMIT // 1_000_000)
    data = file.read(length)
    header = _parsed(data) if len(data) == length else None
    found = _salvaged(data.decode("utf-8", "replace")) if header is None else _taken(header)
    found.start = len(first.group(0)) + length
    return found


def photo_bytes(file: IO[bytes], found: ExportFile, entry: PhotoEntry) -> bytes | None:
    """The bytes of one photograph; None when some are missing or their SHA-256 is another one."""
    file.seek(found.start + entry.offset)
    data = bytearray()
    while len(data) < entry.size and (piece := file.read(min(_PIECE, entry.size - len(data)))):
        data += piece
    right = len(data) == entry.size and hashlib.sha256(data).hexdigest() == entry.sha256
    return bytes(data) if right else None


def _parsed(data: bytes) -> dict[str, Any] | None:
    try:
        found = _decoded(data.decode(), json.loads)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _first(text: str) -> Any:
    return json.JSONDecoder().raw_decode(text)[0]


def _decoded(text: str, decode: Callable[[str], Any] = _first) -> Any:
    """Decode the JSON value that `text` begins with, or is. Raises ValueError, also for text that would fill the
    memory or the stack.
    """
    if len(text) - sum(len(found) for found in map(re.Match.group, _STRING.finditer(text))) > STRUCTURE_LIMIT:
        raise ValueError("more structure than a day's work has")
    try:
        return decode(text)
    except RecursionError:
        raise ValueError("too deep") from None


def _taken(header: dict[str, Any]) -> ExportFile:
    made = _empty(header.get("account"), header.get("tablet"), header.get("made_at"))
    for name in ("records", "photos"):
        entries = header.get(name)
        for entry in entries if isinstance(entries, list) else []:
            _take(made, entry)
    return made


def _salvaged(text: str) -> ExportFile:
    """Read what can be read of a header that is not valid JSON any more, one record after the other."""
    made = _empty(_value(text, "account"), _value(text, "tablet"), _value(text, "made_at"))
    made.whole = False
    for entry_id, entry in _entries(text):
        if entry is None:
            made.broken.append(entry_id)
        else:
            _take(made, entry)
    # A photograph whose own line broke off looks like a broken record, unless its id occurs elsewhere too.
    known = {photo.id for photo in made.photos} | {record_id for record_id, _ in made.records}
    made.broken = [entry_id for entry_id in dict.fromkeys(made.broken) if entry_id not in known]
    return made


def _entries(text: str) -> Iterator[tuple[UUID, Any]]:
    begun = list(_ENTRY.finditer(text))
    # Each record is read from its own beginning to the beginning of the next, so that every character is read only once
    # however the header is broken.
    for one, end in zip(begun, [*(after.start() for after in begun[1:]), len(text)], strict=True):
        entry_id = _uuid(one.group(1))
        try:
            entry = _decoded(text[one.start() : end])
        except ValueError:
            entry = None
        if entry_id is not None and (entry is None or "body" in entry or "offset" in entry):
            yield entry_id, entry


def _value(text: str, name: str) -> Any:
    found = re.search(rf'"{name}"\s*:\s*', text)
    try:
        return _decoded(text[found.end() : found.end() + _LONGEST_VALUE]) if found else None
    except ValueError:
        return None


def _empty(account: Any, tablet: Any, made_at: Any) -> ExportFile:
    ids = [_uuid(one.get("id")) if isinstance(one, dict) else _uuid(one) for one in (account, tablet)]
    return ExportFile(ids[0], ids[1], made_at if isinstance(made_at, str) else "", 0)


def _take(made: ExportFile, entry: Any) -> None:
    if not isinstance(entry, dict) or (entry_id := _uuid(entry.get("id"))) is None:
        made.whole = False
        return
    if "body" in entry:
        body = _body(entry)
        if body is None:
            made.broken.append(entry_id)
        else:
            made.records.append((entry_id, body))
        return
    submission_id, size, offset = _uuid(entry.get("submission_id")), entry.get("size"), entry.get("offset")
    if submission_id is None or not _count(size) or not _count(offset):
        made.whole = False
        return
    made.photos.append(PhotoEntry(entry_id, submission_id, str(entry.get("sha256")), size, offset))


def _body(entry: dict[str, Any]) -> str | None:
    """The record's text, if its SHA-256 is the one in the header."""
    text = entry["body"]
    if not isinstance(text, str):
        return None
    data = text.encode(errors="replace")
    return text if len(data) <= RECORD_LIMIT and hashlib.sha256(data).hexdigest() == entry.get("sha256") else None


def _count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**40


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (AttributeError, TypeError, ValueError):
        return None
