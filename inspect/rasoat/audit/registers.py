"""The registers and the papers: numbers without a gap where they are given here, and a paper that is what was numbered."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.audit.faults import Fault
from rasoat.documents.models import FrozenPaper, RegisterCounter, RegisterEntry
from rasoat.documents.numbering import OWN, title_of
from rasoat.documents.register import OUTSIDE, snapshot_of
from rasoat.incoming.models import IncomingCounter, IncomingPaper
from rasoat.problems import Problem
from rasoat.progress import Progress
from rasoat.units.models import Agency

Series = tuple[UUID, int, str]


def check_register(session: Session, progress: Progress) -> Iterator[Fault]:
    """Check every series, line by line, and every frozen paper."""
    counters = {(row.issuer_id, row.year, row.series): row for row in session.exec(select(RegisterCounter))}
    order = (
        col(RegisterEntry.issuer_id),
        col(RegisterEntry.year),
        col(RegisterEntry.series),
        col(RegisterEntry.number),
    )
    lines = select(RegisterEntry).order_by(*order).execution_options(yield_per=500)
    reached: dict[Series, int] = dict.fromkeys(counters, 0)
    for count, line in enumerate(session.exec(lines), 1):
        series = (line.issuer_id, line.year, line.series)
        before = reached.get(series, 0)
        counter = counters.get(series)
        # Other units take the numbers between those of a series that another system numbers. One line of an own series
        # stands for a range of numbers that were given before the system began.
        gapless = counter is None or counter.kind == OWN
        if gapless and line.number != before + 1 and line.kind_title != OUTSIDE:
            yield Fault(_name(session, series), f"thiếu từ số {before + 1} đến số {line.number - 1}")
        reached[series] = line.number
        progress("Sổ đăng ký văn bản đi", count)
    for series, number in reached.items():
        last = counters[series].last if series in counters else None
        if last != number:
            yield Fault(_name(session, series), f"số cuối đã cấp là {last}, dòng cuối của sổ là {number}")
    yield from _papers(session, progress)


def check_incoming(session: Session, progress: Progress) -> Iterator[Fault]:
    """Check that the numbers of each register of incoming papers follow each other to its last one."""
    counters = {(row.agency_id, row.year): row for row in session.exec(select(IncomingCounter))}
    order = col(IncomingPaper.agency_id), col(IncomingPaper.year), col(IncomingPaper.number)
    rows = select(*order).order_by(*order).execution_options(yield_per=500)
    reached = {key: counter.first - 1 for key, counter in counters.items()}
    for count, (agency_id, year, number) in enumerate(session.exec(rows), 1):
        before = reached.get((agency_id, year), 0)
        if number != before + 1:
            yield Fault(_incoming(session, agency_id, year), f"thiếu từ số {before + 1} đến số {number - 1}")
        reached[agency_id, year] = number
        progress("Sổ đăng ký văn bản đến", count)
    for (agency_id, year), number in reached.items():
        counter = counters.get((agency_id, year))
        last = counter.last if counter else None
        if counter is None or (counter.last and last != number):
            yield Fault(_incoming(session, agency_id, year), f"số đến cuối là {last}, dòng cuối của sổ là {number}")


def _incoming(session: Session, agency_id: UUID, year: int) -> str:
    agency = session.get(Agency, agency_id)
    return f"Sổ văn bản đến năm {year} của {agency.name if agency else agency_id}"


def _name(session: Session, series: Series) -> str:
    agency = session.get(Agency, series[0])
    return f"Sổ {title_of(series[2])} năm {series[1]} của {agency.name if agency else series[0]}"


def _papers(session: Session, progress: Progress) -> Iterator[Fault]:
    query = select(FrozenPaper, RegisterEntry).join(
        RegisterEntry, col(FrozenPaper.register_entry_id) == col(RegisterEntry.id)
    )
    found = session.exec(query.execution_options(yield_per=100))
    for count, (frozen, line) in enumerate(found, 1):
        name = f"{line.kind_title} số {line.number:02d}/{line.symbol}"
        try:
            paper = snapshot_of(frozen)
        except (Problem, ValueError):
            yield Fault(name, "nội dung đã chốt không còn như lúc cấp số")
        else:
            if (paper.number, paper.issued_on) != (line.number, line.dated):
                yield Fault(name, "số hoặc ngày của văn bản đã chốt khác với sổ")
        progress("Văn bản đã chốt", count)
