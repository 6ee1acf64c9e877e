"""Files that somebody brings: each is looked at, read and kept for review. What cannot be read is told, and nothing else is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from rasoat.accounts.actor import Actor
from rasoat.db import Database
from rasoat.earlier import operations
from rasoat.earlier.drafts import Draft, draft_of
from rasoat.files.archives import files_in
from rasoat.files.opening import look_at
from rasoat.files.operations import MEGABYTE, StoredFile, keep_opened
from rasoat.files.store import BlobStore
from rasoat.parsing import files as parsing
from rasoat.problems import Problem


@dataclass(slots=True)
class Intake:
    """What became of the files: the papers that wait for review, and what is to be said of a file by its name."""

    notices: list[UUID] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)


def take_text(database: Database, actor: Actor, text: str) -> Intake:
    """Keep a paper whose text was typed or pasted."""
    found = Intake()
    _keep(database, actor, found, "Nội dung đã dán", draft_of(parsing.read(text.encode())), None)
    return found


def take_files(
    database: Database, store: BlobStore, actor: Actor, sent: Iterable[tuple[str, bytes]], limit_mb: int
) -> Intake:
    """Keep each file as a paper to be reviewed; the files of a ZIP one by one. A file that nothing can be read from is told of by its
    name, and the others go on.
    """
    found = Intake()
    for name, data in sent:
        for inner, content in _each(name, data, found):
            _take(database, store, actor, found, inner, content, limit_mb)
    return found


def _each(name: str, data: bytes, found: Intake) -> Iterator[tuple[str, bytes]]:
    if not name.lower().endswith(".zip"):
        yield name, data
        return
    try:
        yield from files_in(name, data)
    except Problem as problem:
        found.said.append((name, f"{problem.what} {problem.todo}"))


def _take(
    database: Database, store: BlobStore, actor: Actor, found: Intake, name: str, data: bytes, limit_mb: int
) -> None:
    if name.lower().endswith(".txt"):
        # The text is kept with the paper; there is nothing else in the file.
        _keep(database, actor, found, name, _read(found, name, data, "text/plain"), None)
        return
    try:
        if len(data) > limit_mb * MEGABYTE:
            raise Problem("file.too_large", limit=limit_mb)
        stored = keep_opened(store, look_at(name, data))
    except Problem as problem:
        found.said.append((name, f"{problem.what} {problem.todo}"))
        return
    _keep(database, actor, found, name, _read(found, name, data, stored.kind), stored)


def _read(found: Intake, name: str, data: bytes, kind: str) -> Draft:
    """What is read of a file; nothing of a scan, which is kept and typed."""
    try:
        if kind.startswith("image/"):
            raise parsing.Refused("scan")
        return draft_of(parsing.read(data))
    except parsing.Refused as refused:
        found.said.append((name, str(refused)))
        return Draft()


def _keep(database: Database, actor: Actor, found: Intake, name: str, draft: Draft, file: StoredFile | None) -> None:
    notice_id = database.write(lambda session: operations.receive(session, actor, draft, file).id)
    found.notices.append(notice_id)
    if draft.source and not any(part.kind == "recommendation" for part in draft.parts):
        found.said.append((name, "Không thấy kiến nghị nào; xem lại từng phần và chọn loại."))
