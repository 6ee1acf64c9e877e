"""Seals: one digest of every row's digest and of the end of every journal, each containing the seal before.

A seal that was written down outside (printed, mailed, in a backup's manifest) shows later that nothing it counts was
changed or taken out, even by somebody who could compute every digest in the database anew.
"""

import hashlib
import re
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

import sqlmodel
from sqlalchemy import ColumnElement, and_, collate, func, insert, literal_column, select, tuple_, update
from sqlmodel import Session, col

from rasoat import clock
from rasoat.audit.faults import Fault
from rasoat.audit.naming import case_name, title_of
from rasoat.db import Database, row_seals, table_of
from rasoat.db.bulk import among_these
from rasoat.db.models import RowSeal, Seal
from rasoat.db.types import canonical
from rasoat.progress import Progress
from rasoat.workflows import CaseRef, journal
from rasoat.workflows.registry import kind_recorded_as

_LINES, _JOURNAL = table_of(RowSeal), journal.TABLE
DAY = timedelta(days=1)
ENDS = "journal"
"""In the place of a table's name: the lines that say where journals ended."""
_UNSEALED = _LINES.c.seal == literal_column("0")
"""This is a literal and not a parameter, so that the databases see that the index of such lines fits."""
_NOTHING: tuple[dict[str, int], str] = ({}, hashlib.sha256().hexdigest())
_NO_MORE = (sys.maxsize, *_NOTHING)


class End(NamedTuple):
    """Where a journal ended: the row id of its line, and the hash of the last entry."""

    row_id: str
    digest: str


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


def seal_now(database: Database) -> Given | None:
    """Make a seal; see `make_seal`. The ends of journals are looked for before the write, in which others wait."""
    with database.read() as session:
        ends = new_ends(session)
    return database.write(lambda session: make_seal(session, ends))


def seal_daily(database: Database) -> Given | None:
    """Make a seal when the last one is a day old; None when it is not yet time, or nothing is to be sealed."""
    with database.read() as session:
        if not _is_due(session):
            return None
        ends = new_ends(session)
    return database.write(lambda session: make_seal(session, ends) if _is_due(session) else None)


def make_seal(session: Session, ends: Iterable[End] | None = None) -> Given | None:
    """Count everything that was written since the last seal into a new one. When there is nothing new, the last one is
    returned; None when nothing was ever written.

    `ends` are what `new_ends` found, perhaps a moment ago: the next seal counts what was written since.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # Two at once would take the same number.
        connection.exec_driver_sql("LOCK TABLE audit_seal IN EXCLUSIVE MODE")
    before = last_seal(session)
    number = before.number + 1 if before else 1
    _add(session, new_ends(session) if ends is None else _uncounted(session, ends))
    uncounted = list(_counted(session, _UNSEALED))
    if not uncounted:
        return Given(before.number, before.hash) if before else None
    _none, counted, lines = uncounted[0]
    connection.execute(update(_LINES).where(_UNSEALED).values(seal=number))
    made_at, previous = clock.real_now(), before.hash if before else ""
    seal = Seal(number=number, made_at=made_at, lines=counted, previous_hash=previous, hash="")
    seal.hash = _hash(seal, lines)
    session.add(seal)
    session.flush()
    return Given(number, seal.hash)


def _is_due(session: Session) -> bool:
    last = last_seal(session)
    # A clock that was ahead and was put right must not put off the next seal until then.
    return last is None or not timedelta() <= clock.real_now() - last.made_at < DAY


def check_seals(session: Session, given: Sequence[Given], progress: Progress) -> Iterator[Fault]:
    """Check every seal against its lines and the one before, the ends of journals against the journals, and the seal
    that was written down.
    """
    previous, number = "", 0
    hashes: dict[int, str] = {}
    # All lines are read once: asked seal by seal, each would be looked for among all.
    with closing(_counted(session, _LINES.c.seal > 0)) as held:
        at, its, lines_of_it = next(held, _NO_MORE)
        for seal in session.connection().execute(select(table_of(Seal)).order_by(table_of(Seal).c.number)).all():
            while at < seal.number:
                at, its, lines_of_it = next(held, _NO_MORE)
            counted, lines = (its, lines_of_it) if at == seal.number else _NOTHING
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


def _counted(session: Session, which: ColumnElement[bool]) -> Generator[tuple[int, dict[str, int], str], None, None]:
    """For each seal the lines of which are asked for: its number, how many lines of each table it counts, and the digest
    of these lines in their order. Lines that no seal counts yet have the number 0.
    """
    binary = "C" if session.connection().dialect.name == "postgresql" else "BINARY"
    columns = (_LINES.c.table_name, _LINES.c.row_id, _LINES.c.case_row, _LINES.c.digest, _LINES.c.noticed_at)
    # Both databases must give the same order.
    order = (_LINES.c.seal, *(collate(column, binary) for column in columns[:2]))
    query = select(_LINES.c.seal, *columns).where(which).order_by(*order)
    with session.connection().execute(query, execution_options={"yield_per": 500}) as found:
        for number, lines_of_it in groupby(found, key=lambda line: int(line.seal)):
            counted: dict[str, int] = {}
            lines = hashlib.sha256()
            for _seal, table, row_id, case_row, digest, noticed in lines_of_it:
                counted[table] = counted.get(table, 0) + 1
                noticed_at = noticed.isoformat(timespec="microseconds") if noticed else ""
                lines.update(f"{table}\t{row_id}\t{case_row}\t{digest}\t{noticed_at}\n".encode())
            yield number, counted, lines.hexdigest()


def new_ends(session: Session) -> list[End]:
    """The ends of the journals that go further than at any seal."""
    last = (
        select(_JOURNAL.c.case_kind, _JOURNAL.c.case_id, func.max(_JOURNAL.c.seq).label("seq"))
        .group_by(_JOURNAL.c.case_kind, _JOURNAL.c.case_id)
        .subquery()
    )
    columns = (last.c.case_kind, last.c.case_id, last.c.seq)
    same = and_(*(_JOURNAL.c[column.name] == column for column in columns))
    query = select(*columns, _JOURNAL.c.hash).select_from(last.join(_JOURNAL, same))
    found = session.connection().execute(query).all()
    return [
        end
        for some in row_seals.chunks(End(f"{kind}/{case_id}/{seq}", digest) for kind, case_id, seq, digest in found)
        for end in _uncounted(session, some)
    ]


def _uncounted(session: Session, ends: Iterable[End]) -> list[End]:
    """Those of the ends that no line has."""
    left: list[End] = []
    for some in row_seals.chunks(ends):
        ids = [end.row_id for end in some]
        known = select(_LINES.c.row_id).where(_LINES.c.table_name == ENDS, among_these(_LINES.c.row_id, ids))
        counted = set(session.connection().execute(known).scalars())
        left += [end for end in some if end.row_id not in counted]
    return left


def _add(session: Session, ends: Iterable[End]) -> None:
    for some in row_seals.chunks(ends):
        session.connection().execute(insert(_LINES), [_end_line(end) for end in some])


def _end_line(end: End) -> Mapping[str, object]:
    said = {"table_name": ENDS, "row_id": end.row_id, "seal": 0, "case_row": "", "salt": "", "digest": end.digest}
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
