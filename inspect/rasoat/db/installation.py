"""Whether this is the example database, and the example's date; what was done once for the installation."""

from datetime import date, datetime

from sqlmodel import Session, select

from rasoat import clock
from rasoat.db.locking import insert_once, lock
from rasoat.db.models import Installation, InstallationStep
from rasoat.db.reading import remembered
from rasoat.problems import Problem


def example_date(session: Session) -> date | None:
    """The example's date; None in a real installation."""
    row = remembered(session, Installation, lambda: session.get(Installation, 1))
    return row.example_date if row and row.example else None


def mark_example(session: Session, day: date) -> None:
    """Declare an empty database to be the example, with the date `day`."""
    insert_once(session, Installation, id=1)
    row = lock(session, Installation, 1)
    row.example, row.example_date = True, day


def move_date(session: Session, day: date) -> None:
    """Move the example's date. Raises Problem `example.only` in a real installation."""
    if session.get(Installation, 1) is None:
        raise Problem("example.only")
    row = lock(session, Installation, 1)
    if not row.example:
        raise Problem("example.only")
    row.example_date = day


def note_step(session: Session, name: str) -> None:
    """Note that a step of setting the installation up was done now."""
    now = clock.real_now()
    insert_once(session, InstallationStep, name=name, done_at=now)
    lock(session, InstallationStep, {"name": name}).done_at = now


def steps(session: Session) -> dict[str, datetime]:
    """The steps that were done, with the last time of each."""
    return {row.name: row.done_at for row in session.exec(select(InstallationStep))}
