"""The registers of the department, printed into the folder of the papers."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import col, select

from rasoat import clock
from rasoat.documents import ledger
from rasoat.documents.models import RegisterEntry
from rasoat.example.teller import Teller
from rasoat.incoming import register_lines as came
from rasoat.incoming.models import IncomingPaper
from rasoat.papers import register_lines as went
from rasoat.units import queries as units


def outgoing(teller: Teller) -> None:
    """The year's register of papers that went out."""
    order = col(RegisterEntry.dated), col(RegisterEntry.number), col(RegisterEntry.id)
    with teller.database.read() as session:
        own = RegisterEntry.issuer_id == teller.ids["lead"], RegisterEntry.year == teller.moment.year
        rows = session.exec(select(RegisterEntry).where(*own).order_by(*order)).all()
        _print(teller, went.TITLE, went.COLUMNS, list(went.lines(session, rows)))


def incoming(teller: Teller) -> None:
    """The year's register of papers that came in."""
    with teller.database.read() as session:
        own = IncomingPaper.agency_id == teller.ids["lead"], IncomingPaper.year == teller.moment.year
        rows = session.exec(select(IncomingPaper).where(*own).order_by(col(IncomingPaper.number))).all()
        _print(teller, came.TITLE, came.COLUMNS, list(came.lines(rows)))


def _print(
    teller: Teller, title: str, columns: Sequence[ledger.Column], rows: Iterable[Sequence[str | int | date | None]]
) -> None:
    year = teller.moment.year
    with teller.database.read() as session:
        whose = f"{units.agency(session, teller.ids['dept']).name}, năm {year}"
    told = [[_cell(value) for value in row] for row in rows]
    name = f"{title} {year}.pdf"
    (teller.papers / name).write_bytes(ledger.printed(title, whose, columns, told, teller.settings))
    teller.tell(teller.actor("vanthu"), f"in {title.lower()} năm {year}: {len(told)} dòng")


def _cell(value: str | int | date | None) -> str:
    return clock.date_text(value) if isinstance(value, date) else "" if value is None else str(value)
