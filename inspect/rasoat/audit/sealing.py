"""Seals: one digest of every row's digest and of the end of every journal, each containing the seal before.

A seal that was written down outside (printed, mailed, in a backup's manifest) shows later that nothing it counts was
changed or taken out, even by somebody who could compute every digest in the database anew.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlmodel
from sqlalchemy import collate, func, insert, select, tuple_, update
from sqlmodel import Session, col

from rasoat import clock
from rasoat.audit.faults import Fault, Progress
from rasoat.audit.naming import case_name, title_of
from rasoat.db import row_seals, table_of
from rasoat.db.models import RowSeal, Seal
from rasoat.db.types import canonical
from rasoat.workflows import CaseRef, journal
from rasoat.workflows.registry import kind_recorded_as

_LINES, _JOURNAL = table_of(RowSeal), journal.TABLE
DAY = timedelta(days=1)
ENDS = "journal"
"""In the place of a table's name: the lines that say where journals ended."""


@dataclass(frozen=True, slots=True)
class Given:
    """A seal as somebody wrote it down."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def parse(text: str) -> Given:
    """Read `number:hash`, also typed with spaces and in capitals. Raises ValueError."""
    found = re.fullmatch(r"([0-9]{1,9}):([0-9a-f]{64})", re.sub(r"\s", "", text).lower())
    if found is None:
        raise ValueError(text)
    return Given(int(found[1]), found[2])


def last_seal(session: Session) -> Seal | None:
    """The newest seal."""
    return session.exec(sqlmodel.select(Seal).order_by(col(Seal.number).desc()).limit(1)).first()


def make_seal(session: Session) -> Given | None:
    """Count everything that was written since the last seal into a new one. When there is nothing new, the last one is
    returned; None when nothing was ever written.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # Two at once would take the same number.
        connection.exec_driver_sql("LOCK TABLE audit_seal IN EXCLUSIVE MODE")
    before = last_seal(session)
    number = before.number + 1 if before else 1
    _add_ends(session)
    connection.execute(update(_LINES).where(_LINES.c.seal == 0).values(seal=number))
    counted, lines = _counted(session, number)
    if not counted:
        return Given(before.number, before.hash) if before else None
    made_at, previous = clock.real_now(), before.hash if before else ""
    seal = Seal(number=number, made_at=made_at, lines=counted, previous_hash=previous, hash="")
    seal.hash = _hash(seal, lines)
    session.add(seal)
    session.flush()
    return Given(number, seal.hash)


def make_daily_seal(session: Session) -> Given | None:
    """Make a seal when the last one is a day old; None when it is not yet time, or nothing is to be sealed."""
    last = last_seal(session)
    # A clock that was ahead and was put right must not put off the next seal until then.
    due = last is None or not timedelta() <= clock.real_now() - last.made_at < DAY
    return make_seal(session) if due else None


def check_seals(session: Session, given: Sequence[Given], progress: Progress) -> Iterator[Fault]:
    """Check every seal against its lines and the one before, the ends of journals against the journals, and the seal
    that was written down.
    """
    previous, number = "", 0
    hashes: dict[int, str] = {}
    for seal in session.connection().execute(select(table_of(Seal)).order_by(table_of(Seal).c.number)).all():
        counted, lines = _counted(session, seal.number)
        hashes[seal.number] = seal.hash
        why = _fault(seal, number, previous, counted, lines)
        if why:
            yield Fault(f"Niêm phong số {seal.number} ({clock.time_text(seal.made_at)})", why)
        previous, number = seal.hash, seal.number
        progress("Niêm phong", number)
    beyond = session.connection().execute(select(func.max(_LINES.c.seal))).scalar() or 0
    if beyond > number:
        yield Fault(f"Niêm phong số {beyond}", "không còn, các dòng của nó vẫn còn")
    for one in given:
        if hashes.get(one.number) != one.hash:
            yield Fault(f"Niêm phong số {one.number}", "không phải niêm phong đã ghi lại bên ngoài")
    yield from _ends_without_entry(session, progress)


def _fault(seal: object, number: int, previous: str, counted: dict[str, int], lines: str) -> str:
    kept = Seal.model_validate(seal, from_attributes=True)
    if kept.number != number + 1:
        return f"thiếu niêm phong số {number + 1}"
    if counted != kept.lines:
        names = sorted(name for name in {*counted, *kept.lines} if counted.get(name, 0) != kept.lines.get(name, 0))
        told = (f"{_title(name)}: {kept.lines.get(name, 0)} dòng, nay còn {counted.get(name, 0)}" for name in names)
        return f"thiếu hoặc thừa dòng so với lúc niêm phong ({'; '.join(told)})"
    if kept.previous_hash != previous:
        return "không nối tiếp niêm phong trước"
    return "" if kept.hash == _hash(kept, lines) else "mã băm của các dòng đã bị tính lại"


def _title(table: str) -> str:
    return "Nhật ký" if table == ENDS else title_of(table)


def _hash(seal: Seal, lines: str) -> str:
    made_at = seal.made_at.isoformat(timespec="microseconds")
    told = [seal.number, made_at, seal.lines, seal.previous_hash, lines]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _counted(session: Session, number: int) -> tuple[dict[str, int], str]:
    """How many lines of each table a seal counts, and the digest of these lines in their order."""
    binary = "C" if session.connection().dialect.name == "postgresql" else "BINARY"
    columns = (_LINES.c.table_name, _LINES.c.row_id, _LINES.c.case_row, _LINES.c.digest, _LINES.c.noticed_at)
    # Both databases must give the same order.
    query = (
        select(*columns).where(_LINES.c.seal == number).order_by(*(collate(column, binary) for column in columns[:2]))
    )
    counted: dict[str, int] = {}
    lines = hashlib.sha256()
    for table, row_id, case_row, digest, noticed in session.connection().execute(
        query, execution_options={"yield_per": 500}
    ):
        counted[table] = counted.get(table, 0) + 1
        noticed_at = noticed.isoformat(timespec="microseconds") if noticed else ""
        lines.update(f"{table}\t{row_id}\t{case_row}\t{digest}\t{noticed_at}\n".encode())
    return counted, lines.hexdigest()


def _add_ends(session: Session) -> None:
    """Add a line for each journal that goes further than at the last seal."""
    connection = session.connection()
    last = select(_JOURNAL.c.case_kind, _JOURNAL.c.case_id, func.max(_JOURNAL.c.seq).label("seq"))
    found = connection.execute(last.group_by(_JOURNAL.c.case_kind, _JOURNAL.c.case_id)).all()
    for some in row_seals.chunks(tuple(one) for one in found):
        ids = {f"{kind}/{case_id}/{seq}": (kind, case_id, seq) for kind, case_id, seq in some}
        known = select(_LINES.c.row_id).where(_LINES.c.table_name == ENDS, _LINES.c.row_id.in_(list(ids)))
        new = {one: ids[one] for one in ids.keys() - set(connection.execute(known).scalars())}
        hashes = _hashes(session, list(new.values()))
        lines = [_end_line(one, hashes[place]) for one, place in new.items()]
        if lines:
            connection.execute(insert(_LINES), lines)


def _end_line(row_id: str, digest: str) -> Mapping[str, object]:
    said = {"table_name": ENDS, "row_id": row_id, "seal": 0, "case_row": "", "salt": "", "digest": digest}
    return {**said, "sealed_at": clock.now(), "noticed_at": None}


def _hashes(session: Session, places: list[tuple[str, UUID, int]]) -> dict[tuple[str, UUID, int], str]:
    columns = (_JOURNAL.c.case_kind, _JOURNAL.c.case_id, _JOURNAL.c.seq)
    query = select(*columns, _JOURNAL.c.hash).where(tuple_(*columns).in_(places))
    return {(kind, case_id, seq): found for kind, case_id, seq, found in session.connection().execute(query)}


def _ends_without_entry(session: Session, progress: Progress) -> Iterator[Fault]:
    """Journals that no longer have an entry that a seal counts, also when the case is gone with its whole journal."""
    query = select(_LINES.c.row_id, _LINES.c.digest).where(_LINES.c.table_name == ENDS)
    seen = 0
    found = session.connection().execute(query, execution_options={"yield_per": row_seals.SOME})
    for some in found.partitions(row_seals.SOME):
        told = {_place(row_id): digest for row_id, digest in some}
        there = _hashes(session, list(told))
        for kind, case_id, seq in (place for place, digest in told.items() if there.get(place) != digest):
            name = case_name(session, CaseRef(kind_recorded_as(kind), case_id))
            yield Fault(name, f"mục {seq} của nhật ký đã được niêm phong, nay không còn hoặc đã khác")
        seen += len(some)
        progress("Nhật ký đã niêm phong", seen)


def _place(row_id: str) -> tuple[str, UUID, int]:
    kind, case_id, seq = row_id.split("/")
    return kind, UUID(case_id), int(seq)
