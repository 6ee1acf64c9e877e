"""Lines of the outgoing register for papers that were issued before the program was used.

Their numbers were given then. In a series whose numbers come from outside the line is written whenever the paper is brought in; in an
own series only among the numbers that the clerk has recorded as given outside, so that the numbers given here still follow each
other without a gap (NĐ 30/2020, Điều 15).
"""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.db.locking import insert_once, lock
from rasoat.documents import numbering, register
from rasoat.documents.models import RegisterCounter, RegisterEntry
from rasoat.documents.register import OUTSIDE, Line
from rasoat.problems import Problem, Reason

MARK = "Trước khi dùng hệ thống"


def against(session: Session, issuer_id: UUID, series: str, number: int, day: date) -> list[Reason]:
    """Why the register has no place for a paper of before with that number: another paper bears it, or the series gives its numbers
    here and has not come so far.
    """
    arrangement = numbering.of_year(session, issuer_id, day.year)
    name = numbering.in_year(session, issuer_id, day.year, arrangement, series)
    if not 1 <= number <= register.HIGHEST:
        return [register.impossible()]
    twin = register.find(session, issuer_id, day.year, name, number)
    if twin is not None and twin.kind_title != OUTSIDE:
        return [register.bears(twin)]
    last = register.last_number(session, issuer_id, day.year, name)
    if arrangement.keeps(name) and number > last:
        told = (
            f"Dãy số {numbering.title_of(name)} năm {day.year} cấp tại đây mới đến số {last}: văn thư ghi vào sổ văn bản đi "
            f"các số đã cấp ngoài hệ thống, ít nhất đến số {number}, rồi đưa văn bản này vào."
        )
        return [Reason("number", told)]
    return []


def enter(session: Session, issuer_id: UUID, series: str, line: Line, number: int) -> RegisterEntry:
    """Write the line of a paper of before. A line that only said that numbers up to this one were given outside becomes that of the
    paper, and goes on saying so in its note. Raises Problem `form.invalid` with what `against` says.
    """
    year = line.dated.year
    arrangement = numbering.held(session, issuer_id, year)
    name = numbering.in_year(session, issuer_id, year, arrangement, series)
    key: dict[str, Any] = {"issuer_id": issuer_id, "year": year, "series": name}
    insert_once(session, RegisterCounter, **key, kind=numbering.OWN if arrangement.keeps(name) else numbering.OUTSIDE)
    counter = lock(session, RegisterCounter, key)
    if reasons := against(session, issuer_id, series, number, line.dated):
        raise Problem("form.invalid", reasons=reasons)
    entry = register.find(session, issuer_id, year, name, number)
    note = MARK
    if entry is None:
        entry = RegisterEntry(**key, number=number, **asdict(line), note=note, earlier=True)
    else:
        note = f"{MARK}. {entry.subject}"
        for column, value in {**asdict(line), "note": note, "earlier": True}.items():
            setattr(entry, column, value)
    if counter.kind == numbering.OUTSIDE:
        counter.last = max(counter.last, number)
    session.add(entry)
    session.flush()
    return entry


def leave(session: Session, entry_id: UUID) -> None:
    """The paper of a line was taken out again: the line says that its number was given outside, as far as anybody knows."""
    entry = lock(session, RegisterEntry, entry_id)
    before = entry.note.removeprefix(MARK).lstrip(". ")
    entry.subject = before or f"{OUTSIDE}: số {entry.number}"
    entry.kind_title, entry.signer, entry.recipients, entry.note, entry.earlier = OUTSIDE, "", "", "", False
    session.flush()
