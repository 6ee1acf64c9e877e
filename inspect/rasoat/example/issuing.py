"""Papers on their last step: numbers that were given before, the file, the folder of the example."""

from pathlib import Path

from rasoat import clock
from rasoat.db import Database
from rasoat.documents import register
from rasoat.example.teller import Teller
from rasoat.papers import operations as papers
from rasoat.papers import word
from rasoat.papers.models import PaperCase

OUTSIDE = "Các số đã cấp trước khi dùng hệ thống"


def issue(teller: Teller, name: str, title: str) -> None:
    """Make the file of a numbered paper, issue the paper, and write its PDF and its Word file into the folder."""
    clerk = teller.actor("vanthu")
    with clock.at(teller.moment):
        papers.render_and_issue(teller.database, teller.store, teller.settings, teller.ids[name], clerk)
    reference, pdf, word_name, word_file = _paper(teller.database, teller, name)
    target = _folder(teller) / f"{reference.replace('/', '-')}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pdf)
    target.with_name(word_name).write_bytes(word_file)
    teller.tell(clerk, f"ban hành {title} {reference}: {target.name}, {len(pdf) // 1000} kB")


def _folder(teller: Teller) -> Path:
    """Numbers begin anew with each year: the papers of later years stand in folders of their own."""
    year = teller.moment.year
    return teller.papers if year == teller.first_year else teller.papers / str(year)


def _paper(database: Database, teller: Teller, name: str) -> tuple[str, bytes, str, bytes]:
    with database.read() as session:
        notice = session.get_one(PaperCase, teller.ids[name])
        pdf = papers.issued_file(session, teller.store, notice.id)
        return notice.reference, pdf, word.word_name(notice), word.word_of(session, notice)


def numbers_given_before(teller: Teller, series: str, last: int) -> None:
    """The numbers that were given before the program was used."""
    teller.do(
        "vanthu",
        f"ghi sổ: các số đến {last} của dãy {series} đã cấp ngoài hệ thống",
        lambda s, a: register.reserve_up_to(s, a, a.agency_id, teller.moment.year, series, last, OUTSIDE),
    )
