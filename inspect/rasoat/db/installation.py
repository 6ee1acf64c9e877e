"""Whether this is the example database, and the example's date."""

from datetime import date

from sqlmodel import Session

from rasoat.db.models import Installation
from rasoat.problems import Problem


def example_date(session: Session) -> date | None:
    """The example's date; None in a real installation."""
    row = session.get(Installation, 1)
    return row.example_date if row and row.example else None


def mark_example(session: Session, day: date) -> None:
    """Declare an empty database to be the example, with the date `day`."""
    session.merge(Installation(id=1, example=True, example_date=day))


def move_date(session: Session, day: date) -> None:
    """Move the example's date. Raises Problem `example.only` in a real installation."""
    row = session.get(Installation, 1)
    if row is None or not row.example:
        raise Problem("example.only")
    row.example_date = day
