"""Bringing in a tablet's export file at the desk: its records go the way of records that a tablet sends, in the name
of the account that made them.

Importing a file again changes nothing, and neither does a tablet that sends the same records later.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.accounts.queries import author_of
from rasoat.db import Database
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages.api import put_right
from rasoat.pages.body import read
from rasoat.problems import Problem
from rasoat.tablets.models import Tablet
from rasoat.tablets.operations import came_by_file
from rasoat.tablets.receiving import export_file
from rasoat.tablets.receiving.export_file import ExportFile, PhotoEntry
from rasoat.tablets.receiving.judging import ReceivedRecord, judge_record
from rasoat.tablets.receiving.models import KINDS, Photo
from rasoat.tablets.receiving.operations import Result, receive
from rasoat.tablets.receiving.schemas import SentRecord, SiteRecord
from rasoat.tablets.receiving.uploads import PIECE, Uploads
from rasoat.visits import definition_cache
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef, noting, register_note

AT_ONCE = 20
"""Records in one transaction: others who write wait no longer than for a tablet's batch."""
BROUGHT_IN = "bring_in_file"
register_note(BROUGHT_IN, "Nhập dữ liệu từ tệp xuất của máy tính bảng")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one record or photograph. `fate` is new, here (it had come before), refused or broken."""

    id: UUID
    what: str
    fate: str
    outcome: str = ""
    problem: Problem | None = None


@dataclass(slots=True)
class Report:
    """What became of a file. `whole`: the file was neither cut short nor altered."""

    maker: Actor
    made_at: str
    whole: bool
    records: list[Line] = field(default_factory=list)
    photos: list[Line] = field(default_factory=list)

    def count(self, fate: str, *, photos: bool = False) -> int:
        """How many records, or photographs, have that fate."""
        return sum(line.fate == fate for line in (self.photos if photos else self.records))


def import_file(
    database: Database, uploads: Uploads, importer: Actor, file: IO[bytes], *, photo_limit_mb: int
) -> Report:
    """Bring in every record and photograph of a file that is whole, each by itself.

    The account that made the records may do this, the team's lead, and an officer of the lead agency. Only one
    photograph at a time is in memory. Raises Problem `import.not_export`, `import.too_large`, `import.nobody`.
    """
    found = export_file.read(file)
    with database.read() as session:
        maker = _maker(session, found.account_id)
        received = [_received(session, importer, maker, found, entry, photo_limit_mb) for entry in found.records]
    report = Report(maker, found.made_at, found.whole and not found.broken)
    report.records = _bring_in(database, importer, found, received)
    report.records += [Line(record_id, "Bản ghi không đọc được", "broken") for record_id in found.broken]
    report.photos = [_photo(database, uploads, maker, file, found, entry) for entry in found.photos]
    report.whole = report.whole and not report.count("broken", photos=True)
    if found.tablet_id and (photos := report.count("new", photos=True)):
        database.write(partial(came_by_file, tablet_id=found.tablet_id, account_id=maker.user_id, photos=photos))
    return report


def _maker(session: Session, account_id: UUID | None) -> Actor:
    """The account that made the records. It may have been closed since: what it saw on the spot is still true."""
    if account_id is None or session.get(User, account_id) is None:
        raise Problem("import.nobody")
    return author_of(session, account_id)


def _received(
    session: Session, importer: Actor, maker: Actor, found: ExportFile, entry: tuple[UUID, str], photo_limit_mb: int
) -> ReceivedRecord | Problem:
    record_id, text = entry
    try:
        # The text is decoded as text that a tablet sends is decoded, so that half of a surrogate pair is refused here
        # too.
        sent = read(SentRecord, text.encode(errors="surrogatepass"))
    except Problem as problem:
        return problem
    if not _may_import(session, importer, maker, sent.root.visit_id):
        return Problem("import.not_yours")
    skew = _skew(session, maker, found.tablet_id)
    # Whether the tablet is still trusted is not asked: the person who imports the file answers for it.
    return judge_record(
        partial(definition_cache.definition, session),
        maker,
        None,
        record_id,
        sent,
        skew=skew,
        put_right=partial(put_right, skew=skew),
        photo_limit_mb=photo_limit_mb,
    )


def _may_import(session: Session, importer: Actor, maker: Actor, visit_id: UUID) -> bool:
    visit = session.get(Visit, visit_id)
    if visit is None:
        return False
    inspection = session.get_one(Inspection, visit.inspection_id)
    leads = inspections.is_team_lead(session, inspection.id, importer)
    return importer.user_id == maker.user_id or leads or inspections.is_lead_officer(inspection, importer)


def _skew(session: Session, maker: Actor, tablet_id: UUID | None) -> int:
    """How many seconds the tablet's clock was off at its last contact; a file does not say it."""
    tablet = session.get(Tablet, tablet_id) if tablet_id else None
    return tablet.clock_skew_s if tablet and tablet.account_id == maker.user_id else 0


def _bring_in(
    database: Database, importer: Actor, found: ExportFile, read: Sequence[ReceivedRecord | Problem]
) -> list[Line]:
    lines = []
    for begun in range(0, len(read), AT_ONCE):
        some = read[begun : begun + AT_ONCE]
        whole = [one for one in some if isinstance(one, ReceivedRecord)]
        results = iter(database.write(partial(_receive, records=whole, importer=importer, tablet_id=found.tablet_id)))
        for (record_id, _), one in zip(found.records[begun:], some, strict=False):
            lines.append(_line(record_id, one, next(results) if isinstance(one, ReceivedRecord) else one))
    return lines


def _receive(session: Session, records: list[ReceivedRecord], importer: Actor, tablet_id: UUID | None) -> list[Result]:
    if not records:
        return []
    results = receive(session, records, imported_by=importer.user_id)
    new = [
        record for record, result in zip(records, results, strict=True)
        if not isinstance(result, Problem) and not result.repeated
    ]  # fmt: skip
    # Each visit's journal gets an entry that says who brought in how many records of whom.
    for visit_id, count in sorted(Counter(record.visit_id for record in new).items()):
        facts = {"account": str(new[0].actor.user_id), "records": count}
        noting.note(session, CaseRef("visit", visit_id), BROUGHT_IN, importer, facts, {})
    if new and tablet_id:
        came_by_file(session, tablet_id, new[0].actor.user_id, records=len(new))
    return results


def _line(record_id: UUID, read: ReceivedRecord | Problem, result: Result) -> Line:
    what = _what(read) if isinstance(read, ReceivedRecord) else "Bản ghi"
    if isinstance(result, Problem):
        return Line(record_id, what, "refused", problem=result)
    return Line(record_id, what, "here" if result.repeated else "new", str(result.told["outcome"]))


def _what(record: ReceivedRecord) -> str:
    if record.answers is not None:
        return f"{KINDS['response']}: {record.answers.definition.title}"
    if isinstance(record.sent, SiteRecord):
        return f"{KINDS['site']}: {record.sent.content.name}"
    return KINDS[record.kind]


def _photo(
    database: Database, uploads: Uploads, maker: Actor, file: IO[bytes], found: ExportFile, entry: PhotoEntry
) -> Line:
    with database.read() as session:
        row = session.get(Photo, entry.id)
        known = (row.name or "Ảnh", row.state, (row.sha256, row.size), row.account_id) if row else None
    if known is None or known[3] != maker.user_id or known[2] != (entry.sha256, entry.size):
        # Its record was refused or is not whole, so that nothing says to what the photograph belongs.
        return Line(entry.id, "Ảnh", "refused", problem=Problem("not_found") if known is None else
                    Problem("photo.differs", photo=str(entry.id)))  # fmt: skip
    name, state = known[0], known[1]
    if state == "stored":
        return Line(entry.id, name, "here")
    data = export_file.photo_bytes(file, found, entry)
    if data is None:
        return Line(entry.id, name, "broken")
    try:
        _add(uploads, maker, entry.id, data)
    except Problem as problem:
        return Line(entry.id, name, "refused", problem=problem)
    return Line(entry.id, name, "new")


def _add(uploads: Uploads, maker: Actor, photo_id: UUID, data: bytes) -> None:
    """Continue where the tablet's own sending broke off. If the bytes that were sent turn out wrong, begin once more
    from the start.
    """
    for again in (False, True):
        try:
            offset = uploads.progress(maker, photo_id).offset
            while offset < len(data):
                offset = uploads.add(maker, photo_id, offset, data[offset : offset + PIECE]).offset
        except Problem as problem:
            if again or problem.key != "photo.hash_differs":
                raise
        else:
            return
