"""Counting that stops: a page may not cost more because there is more."""

from typing import Any

from sqlalchemy import func, literal, select
from sqlmodel import Session

MOST_COUNTED = 1_000
"""Rows that are counted; a page says of more only that there are more."""


def count_up_to(session: Session, query: Any, most: int = MOST_COUNTED) -> int:
    """The number of a query's rows; `most` + 1 when there are more than `most`."""
    rows = query.order_by(None).with_only_columns(literal(1), maintain_column_froms=True).limit(most + 1).subquery()
    return session.connection().execute(select(func.count()).select_from(rows)).scalar_one()


def count_text(count: int, most: int = MOST_COUNTED) -> str:
    """A number that `count_up_to` gave, in words: 12, Hơn 1.000."""
    return f"Hơn {most:,}".replace(",", ".") if count > most else str(count)
