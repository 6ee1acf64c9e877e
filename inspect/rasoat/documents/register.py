"""The outgoing register: numbers given here without gaps or typed from outside, papers frozen under them, the file of
each paper.

Nghị định 30/2020/NĐ-CP, Điều 15: numbers and days of issue follow each other within a year. Which series an agency keeps,
and of which kind each is, stands in numbering.py; here `series` is the name that it gives.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import insert_once, lock
from rasoat.documents import numbering
from rasoat.documents.models import FrozenPaper, RegisterCounter, RegisterEntry
from rasoat.documents.paper import Paper
from rasoat.numbers import grouped
from rasoat.problems import Problem, Reason
from rasoat.units import queries as units

OUTSIDE = "Số đã cấp ngoài hệ thống"
"""What the register calls the line that stands for numbers given before the system began."""


HIGHEST = 999_999
"""The highest number that may be typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the register says of a paper beside its number (NĐ 30/2020, Phụ lục IV)."""

    symbol: str
    dated: date
    kind_title: str
    subject: str
    signer: str
    recipients: str
    archived_by: str


def enter(session: Session, issuer_id: UUID, series: str, line: Line, typed: int | None = None) -> RegisterEntry:
    """Enter a paper in the register, as its issuer numbers those of that day: with the next number, or with the one that
    was `typed`. `series` is that of the paper's kind. Raises what `take_number` and `record_number` raise.
    """
    year = line.dated.year
    arrangement = numbering.held(session, issuer_id, year)
    name = numbering.in_year(session, issuer_id, year, arrangement, series)
    _require_open(session, issuer_id, line.dated, own=arrangement.keeps(name))
    if arrangement.keeps(name):
        return take_number(session, issuer_id, year, name, line)
    return record_number(session, issuer_id, year, name, typed or 0, line)


def take_number(session: Session, issuer_id: UUID, year: int, series: str, line: Line) -> RegisterEntry:
    """Take the next number of an own series and write its line (NĐ 30/2020, Điều 15 and Phụ lục IV).

    The counter's row is locked until the transaction ends, so that nobody else gets the number and a failure leaves no
    gap. Raises Problem `paper.number_taken` when the register already has a line with that number.
    """
    counter = _held(session, issuer_id, year, series, numbering.OWN)
    number = counter.last + 1
    if twin := find(session, issuer_id, year, series, number):
        raise taken(twin)
    counter.last = number
    return _write_line(session, counter, number, **asdict(line))


def record_number(session: Session, issuer_id: UUID, year: int, series: str, number: int, line: Line) -> RegisterEntry:
    """Write the line of a number that another system gave: gaps are normal there.

    The counter's row is locked until the transaction ends, so that of two who type one number the second is told of the
    first. Raises Problem `paper.number_taken` with the twin, `form.invalid` for a number that cannot be.
    """
    counter = _held(session, issuer_id, year, series, numbering.OUTSIDE)
    if not 1 <= number <= HIGHEST:
        raise Problem("form.invalid", reasons=[impossible()])
    if twin := find(session, issuer_id, year, series, number):
        raise taken(twin)
    counter.last = max(counter.last, number)
    return _write_line(session, counter, number, **asdict(line))


def closed_on(session: Session, issuer_id: UUID, day: date, *, own: bool) -> str | None:
    """Why an issuer that has ended gives no number of that day: its register is closed, and whoever came after it begins its
    own at 01. A number that another system had given before may still be entered; of an `own` series nobody takes one any
    more, whatever day it is to bear.
    """
    issuer = units.agency(session, issuer_id)
    if issuer.valid_to is None or not issuer.has_ended(clock.today() if own else day):
        return None
    return (
        f"{issuer.name} kết thúc ngày {clock.date_text(issuer.valid_to)}, sổ đăng ký văn bản đi đã đóng; "
        "chuyển bản thảo cho cơ quan kế thừa, số lấy ở sổ của cơ quan ấy."
    )


def _require_open(session: Session, issuer_id: UUID, day: date, *, own: bool) -> None:
    if (closed := closed_on(session, issuer_id, day, own=own)) is not None:
        raise Problem("form.invalid", reasons=[Reason("issued_on", closed)])


def impossible() -> Reason:
    """That no paper has such a number."""
    return Reason("number", f"Số phải từ 1 đến {grouped(HIGHEST)}.")


def taken(twin: RegisterEntry) -> Problem:
    """The refusal of a number that a line of the register has, with that line."""
    return Problem("paper.number_taken", number=twin.number, year=twin.year, reasons=[bears(twin)])


def bears(twin: RegisterEntry) -> Reason:
    """Which paper bears a number already."""
    what = twin.subject if twin.kind_title == OUTSIDE else f"{twin.kind_title} “{twin.subject}”"
    day = clock.date_text(twin.dated)
    return Reason("number", f"Số {twin.number:02d}/{twin.symbol} năm {twin.year} đã dùng: {what}, ngày {day}.")


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
    `form.invalid` for a day that is still ahead or of another year, and for a series whose numbers are given outside.
    """
    if not may_reserve(actor, issuer_id):
        raise Problem("forbidden")
    day = dated or clock.today()
    _require_open(session, issuer_id, day, own=False)
    if day > clock.today() or day.year != year:
        raise Problem("form.invalid", reasons=[Reason("dated", f"Nhập ngày đã qua, trong năm {year}.")])
    if not numbering.held(session, issuer_id, year).keeps(series):
        raise Problem("form.invalid", reasons=[Reason("series", "Số của dãy này không cấp tại đây nên không cần ghi.")])
    counter = _held(session, issuer_id, year, series, numbering.OWN)
    if last <= counter.last:
        raise Problem("paper.number_taken", number=last, year=year)
    first, counter.last = counter.last + 1, last
    subject = f"{OUTSIDE}: từ số {first} đến số {last}"
    line = Line(numbering.title_of(series), day, OUTSIDE, subject, signer="", recipients="", archived_by=actor.name)
    return _write_line(session, counter, last, **asdict(line), note=reason.strip())


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


def last_line(session: Session, issuer_id: UUID, year: int, series: str) -> RegisterEntry | None:
    """The line of a series with the newest date."""
    query = select(RegisterEntry).where(
        RegisterEntry.issuer_id == issuer_id, RegisterEntry.year == year, RegisterEntry.series == series
    )
    return session.exec(query.order_by(col(RegisterEntry.dated).desc(), col(RegisterEntry.number).desc())).first()


def last_number(session: Session, issuer_id: UUID, year: int, series: str) -> int:
    """The last number of a series; 0 before there is one."""
    counter = session.get(RegisterCounter, (issuer_id, year, series))
    return counter.last if counter else 0


def years_of(session: Session, issuer_id: UUID) -> set[int]:
    """The years in which an issuer numbered anything."""
    return set(session.exec(select(RegisterCounter.year).where(RegisterCounter.issuer_id == issuer_id).distinct()))


def series_of(session: Session, issuer_id: UUID, year: int) -> list[str]:
    """The series of a year; those of several bodies with one sign are told as one."""
    return sorted({numbering.shared(name) for name in begun(session, issuer_id, year)})


def begun(session: Session, issuer_id: UUID, year: int) -> list[str]:
    """The series of a year by their own names, each body's too."""
    query = select(RegisterCounter.series).where(RegisterCounter.issuer_id == issuer_id, RegisterCounter.year == year)
    return list(session.exec(query))


def in_series(name: str) -> ColumnElement[bool]:
    """The lines of a series, and of each body's that has its sign."""
    apart = numbering.of_body(name, "%")
    return or_(col(RegisterEntry.series) == name, col(RegisterEntry.series).like(apart))


def _write_line(session: Session, counter: RegisterCounter, number: int, **values: Any) -> RegisterEntry:
    """Write the register's line for a number of the counter's series."""
    entry = RegisterEntry(
        issuer_id=counter.issuer_id, year=counter.year, series=counter.series, number=number, **values
    )
    session.add(entry)
    session.flush()
    return entry


def _held(session: Session, issuer_id: UUID, year: int, series: str, kind: numbering.Kind) -> RegisterCounter:
    """Lock the counter and return it. Two papers may begin a series at the same moment, and neither may fail because
    of it.
    """
    key = {"issuer_id": issuer_id, "year": year, "series": series}
    insert_once(session, RegisterCounter, **key, kind=kind)
    counter = lock(session, RegisterCounter, key)
    if counter.kind != kind:
        raise ValueError(f"the series {series} of {year} is {counter.kind}, not {kind}")
    return counter
