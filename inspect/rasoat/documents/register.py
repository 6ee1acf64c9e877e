"""The outgoing register: numbers without gaps, papers frozen under them, the file of each paper.

Nghị định 30/2020/NĐ-CP, Điều 15: numbers and days of issue follow each other within a year. How many series an agency
keeps is its own to choose; here one for each kind of paper.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import insert_once, lock
from rasoat.documents.models import FrozenPaper, RegisterCounter, RegisterEntry
from rasoat.documents.paper import Paper
from rasoat.problems import Problem, Reason

OUTSIDE = "Số đã cấp ngoài hệ thống"
"""What the register calls the line that stands for numbers given before the system began."""


def take_number(
    session: Session,
    issuer_id: UUID,
    year: int,
    series: str,
    *,
    symbol: str,
    dated: date,
    kind_title: str,
    subject: str,
    signer: str,
    recipients: str,
    archived_by: str,
) -> RegisterEntry:
    """Take the next number of a series and write its line (NĐ 30/2020, Điều 15 and Phụ lục IV).

    The counter's row is locked until the transaction ends, so that nobody else gets the number and a failure leaves no
    gap. Raises Problem `paper.number_taken` when the register already has a line with that number.
    """
    counter = _held(session, issuer_id, year, series)
    number = counter.last + 1
    if find(session, issuer_id, year, series, number) is not None:
        raise Problem("paper.number_taken", number=number, year=year)
    counter.last = number
    return _write_line(
        session,
        counter,
        symbol=symbol,
        dated=dated,
        kind_title=kind_title,
        subject=subject,
        signer=signer,
        recipients=recipients,
        archived_by=archived_by,
    )


def reserve_up_to(
    session: Session,
    actor: Actor,
    issuer_id: UUID,
    year: int,
    series: str,
    last: int,
    reason: str = "",
    *,
    dated: date | None = None,
) -> RegisterEntry:
    """Raise the counter to `last`: the numbers up to it were given on paper, before the system began.

    One line of the register says so; `dated` is the day of the last of them (today when not given). Raises Problem
    `forbidden` for anybody but the issuer's clerk, `paper.number_taken` when the series is past it,
    `form.invalid` for a day that is still ahead or of another year.
    """
    if not may_reserve(actor, issuer_id):
        raise Problem("forbidden")
    day = dated or clock.today()
    if day > clock.today() or day.year != year:
        raise Problem("form.invalid", reasons=[Reason("dated", f"Nhập ngày đã qua, trong năm {year}.")])
    counter = _held(session, issuer_id, year, series)
    if last <= counter.last:
        raise Problem("paper.number_taken", number=last, year=year)
    first, counter.last = counter.last + 1, last
    return _write_line(
        session,
        counter,
        symbol=series,
        dated=day,
        kind_title=OUTSIDE,
        subject=f"{OUTSIDE}: từ số {first} đến số {last}",
        signer="",
        recipients="",
        archived_by=actor.name,
        note=reason.strip(),
    )


def may_reserve(actor: Actor, issuer_id: UUID) -> bool:
    """Whether a person may record numbers given outside: the issuer's clerk. The register is not the administrator's."""
    return actor.role == Role.CLERK and actor.agency_id == issuer_id


def freeze(session: Session, entry: RegisterEntry, paper: Paper) -> FrozenPaper:
    """Freeze the paper as it is under its number; a frozen paper never changes.

    Raises ValueError when the paper does not have the number and the date of its line.
    """
    if (paper.number, paper.issued_on) != (entry.number, entry.dated):
        raise ValueError("a paper is frozen under its own number and day")
    frozen = FrozenPaper(
        register_entry_id=entry.id, snapshot=paper.model_dump(mode="json"), snapshot_sha256=paper.digest()
    )
    session.add(frozen)
    session.flush()
    return frozen


def record_file(session: Session, paper_id: UUID, file_sha256: str, engine: str) -> FrozenPaper:
    """Record the one file of a frozen paper. Raises Problem `paper.frozen` when it already has another one."""
    frozen = lock(session, FrozenPaper, paper_id)
    if frozen.file_sha256 and frozen.file_sha256 != file_sha256:
        raise Problem("paper.frozen")
    frozen.file_sha256, frozen.engine, frozen.rendered_at = file_sha256, engine, clock.now()
    session.flush()
    return frozen


def snapshot_of(frozen: FrozenPaper) -> Paper:
    """The paper as it was frozen. Raises Problem `file.lost` when its digest is no longer the recorded one."""
    paper = Paper.model_validate(frozen.snapshot)
    if paper.digest() != frozen.snapshot_sha256:
        raise Problem("file.lost")
    return paper


def find(session: Session, issuer_id: UUID, year: int, series: str, number: int) -> RegisterEntry | None:
    """The line with that number, if there is one."""
    return session.exec(
        select(RegisterEntry).where(
            RegisterEntry.issuer_id == issuer_id,
            RegisterEntry.year == year,
            RegisterEntry.series == series,
            RegisterEntry.number == number,
        )
    ).first()


def last_day(session: Session, issuer_id: UUID, year: int, series: str) -> date | None:
    """The date of the newest line of a series; a later number may not have an earlier date."""
    query = select(func.max(RegisterEntry.dated)).where(
        RegisterEntry.issuer_id == issuer_id, RegisterEntry.year == year, RegisterEntry.series == series
    )
    return session.exec(query).one()


def series_of(session: Session, issuer_id: UUID) -> list[tuple[int, str, int]]:
    """Year, series and last number of every series of an issuer, the newest year first."""
    query = select(RegisterCounter).where(RegisterCounter.issuer_id == issuer_id)
    rows = session.exec(query.order_by(col(RegisterCounter.year).desc(), col(RegisterCounter.series)))
    return [(row.year, row.series, row.last) for row in rows]


def _write_line(session: Session, counter: RegisterCounter, **values: Any) -> RegisterEntry:
    """Write the register's line for the number that the counter has now."""
    entry = RegisterEntry(
        issuer_id=counter.issuer_id, year=counter.year, series=counter.series, number=counter.last, **values
    )
    session.add(entry)
    session.flush()
    return entry


def _held(session: Session, issuer_id: UUID, year: int, series: str) -> RegisterCounter:
    """Lock the counter and return it. Two papers may begin a series at the same moment, and neither may fail because
    of it.
    """
    key = {"issuer_id": issuer_id, "year": year, "series": series}
    insert_once(session, RegisterCounter, **key)
    return lock(session, RegisterCounter, key)
