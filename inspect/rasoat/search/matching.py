"""The condition that rows have every word of a search: as a whole word, or as the beginning of one.

Few matches are asked of the index, and everything else of the rows that it names. A word that many rows have is looked for
in the rows themselves, in the order of the list: a page and its count are full after a few of them, while the index would
have to name them all.
"""

from collections.abc import Iterable, Sequence
from math import isqrt
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, cast, false, func, literal, literal_column, or_, select, table, true, union_all
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session

from rasoat import text
from rasoat.db import Searchable, search_index, table_of
from rasoat.db.counting import MOST_COUNTED

MOST = 4_500
"""Matches that are counted to find out which way is the shorter one."""
TRIED = 4
"""Words that are counted one by one, the longest ones: as a rule they are the rarest."""


class Through(NamedTuple):
    """Another row whose words count as well: `key` is the column that names it. The list's query joins its table."""

    model: type[Searchable]
    key: Any


def matching(session: Session, model: type[Searchable], words: str, *through: Through) -> ColumnElement[bool]:
    """Whether a row of `model`, or one of the rows that it names, has each of the words; `false()` when the index knows of none."""
    asked = text.asked(words)
    if not asked:
        return true()
    # Only where all words must stand in one row, the index answers for all of them at once.
    groups = [[word] for word in sorted(asked, key=len)[-TRIED:]] if through else [asked]
    counts = [_count(session, model, group, through) for group in groups]
    fewest = counts.index(min(counts))
    if not counts[fewest]:
        return false()
    if counts[fewest] > _few(session, model):
        return _read(session, model, asked, through)
    own, *named = _found(session, model, groups[fewest], through)
    rest = [word for word in asked if word not in groups[fewest]]
    return and_(
        table_of(model).c.id.in_(union_all(own, *named) if named else own), _read(session, model, rest, through)
    )


def _count(session: Session, model: type[Searchable], asked: Sequence[str], through: Sequence[Through]) -> int:
    """How many rows the index names; MOST + 1 when there are more. A row that is named twice counts twice."""
    parts = [
        part.with_only_columns(literal(1), maintain_column_froms=True)
        for part in _found(session, model, asked, through, MOST + 1)
    ]
    some = union_all(*parts).limit(MOST + 1).subquery()
    return session.connection().execute(select(func.count()).select_from(some)).scalar_one()


def _few(session: Session, model: type[Searchable]) -> int:
    """Up to how many matches the index is the shorter way.

    It takes ten times as long for each match as reading takes for a row, and a list has read enough after a thousand
    matches (decision 15).
    """
    return min(MOST, isqrt(MOST_COUNTED * search_index.rows(session.connection(), table_of(model).name) // 10))


def _found(
    session: Session,
    model: type[Searchable],
    asked: Sequence[str],
    through: Sequence[Through],
    most: int | None = None,
) -> list[Select[Any]]:
    """The ids of rows by the index: of those that have the words, then of those that name others that have them; of
    these others at most `most`.
    """
    named = [(table_of(model).alias(f"naming_{table_of(one.model).name}"), one) for one in through]
    return [
        _indexed(session, model, asked),
        *(
            select(row.c.id).where(row.c[one.key.name].in_(_indexed(session, one.model, asked).limit(most)))
            for row, one in named
        ),
    ]


def _indexed(session: Session, model: type[Searchable], asked: Iterable[str]) -> Select[Any]:
    name = table_of(model).name
    if session.connection().dialect.name == "sqlite":
        index = search_index.index_of(name)
        words = " ".join(f'"{word}" *' for word in asked)
        # The mark before the id is left out.
        ids = func.substr(literal_column(f"{index}.row"), 2)
        return select(ids).select_from(table(index)).where(literal_column(index).op("MATCH")(literal(words)))
    rows = table_of(model).alias(f"indexed_{name}")
    words = " & ".join(f"'{word}':*" for word in asked)
    vector: ColumnElement[Any] = literal_column(search_index.vector(f"indexed_{name}"))
    return select(rows.c.id).where(vector.op("@@")(cast(literal(words), TSQUERY)))


def _read(
    session: Session, model: type[Searchable], asked: Iterable[str], through: Sequence[Through]
) -> ColumnElement[bool]:
    """The same condition, by reading the words of each row."""
    texts = [table_of(one).c.search_text for one in (model, *(one.model for one in through))]
    spaced: list[ColumnElement[str]] = [literal_column("' '") + one for one in texts]
    # PostgreSQL takes LIKE for rare and would sort all rows that match; of this it expects many, and walks the list.
    return and_(true(), *(or_(*(_position(session, one, f" {word}") > 0 for one in spaced)) for word in asked))


def _position(session: Session, stored: ColumnElement[str], word: str) -> ColumnElement[int]:
    sqlite = session.connection().dialect.name == "sqlite"
    return func.instr(stored, word) if sqlite else func.strpos(stored, word)
