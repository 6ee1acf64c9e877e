"""Questions that are asked of each row that is looked at."""

from sqlalchemy import ColumnElement, literal, select
from sqlmodel import SQLModel

from rasoat.db.base import table_of


def for_each(model: type[SQLModel], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a row of `model` that fulfils the conditions, some of which name columns of the rows that are
    looked at.

    A list that is read in its order until a page is full asks this of few rows. Left alone, PostgreSQL sometimes reads
    all rows of `model` before the first question, in the hope of many; an offset forbids it that.
    """
    query = select(literal(1)).select_from(table_of(model)).where(*where)
    return query.correlate_except(table_of(model)).offset(0).exists()
