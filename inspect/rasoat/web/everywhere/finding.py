"""Looking for words in every kind of thing that a person may see: a bounded number of each, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import text
from rasoat.accounts.actor import Actor
from rasoat.db import table_of
from rasoat.db.bulk import among_these
from rasoat.db.counting import count_text
from rasoat.numbers import is_plain, plain
from rasoat.pages.everywhere import Hit, Kind
from rasoat.pages.paging import Page, paginate
from rasoat.search import matching
from rasoat.web.everywhere.kinds import all_of, kinds_for
from rasoat.web.everywhere.telling import Found, Line, found_of, lines

SHOWN = 5
"""Things of each kind on the page."""
LOOKED_AT = 20
"""Things of each kind that are read to find the best among them; beyond, the page says only that there are more."""
LARGEST_NUMBER = 999_999
"""Numbers of papers are smaller."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the best ones, how many there are, and where all of them are."""

    kind: Kind
    lines: list[Line]
    total: int
    url: str

    @property
    def count(self) -> str:
        """The total in words."""
        return count_text(self.total, LOOKED_AT)


def find(session: Session, actor: Actor, words: str) -> list[Group]:
    """What has every word, by kind: first the kinds in which something is called so. Empty without a word."""
    asked = text.asked(words)
    if not asked:
        return []
    looked = {kind.name: _ranked(kind, _rows(session, actor, kind, words), asked) for kind in kinds_for(actor)}
    shown = [one for ranked in looked.values() for _, one in ranked[:SHOWN]]
    told: dict[str, list[Line]] = {}
    for line in lines(session, actor, shown):
        told.setdefault(line.kind.name, []).append(line)
    groups = [
        Group(kind, told[kind.name], len(looked[kind.name]), all_of(actor, kind, words))
        for kind in kinds_for(actor)
        if kind.name in told
    ]
    return sorted(groups, key=lambda group: looked[group.kind.name][0][0] > 0)


def _rows(session: Session, actor: Actor, kind: Kind, words: str) -> list[Any]:
    """At most one more than LOOKED_AT: those with just that number, then those of the list in its order."""
    query = _query(session, actor, kind, words)
    if query is None:
        return []
    rows: list[Any] = []
    number = plain(_number(text.asked(words)[0]), 1, LARGEST_NUMBER)
    if kind.number is not None and number is not None:
        rows += session.exec(_ordered(query.where(kind.number == number), kind))
    if len(rows) <= LOOKED_AT:
        rows += session.exec(_ordered(query, kind))
    return list({row.id: row for row in rows}.values())[: LOOKED_AT + 1]


def _query(session: Session, actor: Actor, kind: Kind, words: str) -> SelectOfScalar[Any] | None:
    """The things of a kind that have the words and that the person may see; None when it is known that there are none."""
    if kind.visible_to(actor) is false():
        return None
    has_words = matching(session, kind.model, words, *kind.through)
    if has_words is false():
        return None
    return kind.joined(select(kind.model)).where(has_words, kind.listed(session, actor))


def _ordered(query: SelectOfScalar[Any], kind: Kind) -> SelectOfScalar[Any]:
    order = (by.column.desc() if by.descending else by.column.asc() for by in kind.order)
    return query.order_by(*order).limit(LOOKED_AT + 1)


def _ranked(kind: Kind, rows: Sequence[Any], asked: Sequence[str]) -> list[tuple[int, Found]]:
    ranked = [(_rank(one.hit, asked), one) for one in found_of(kind, rows)]
    return sorted(ranked, key=lambda pair: (pair[0], pair[1].hit.ended))


def _rank(hit: Hit, asked: Sequence[str]) -> int:
    """0: that is its number, 1: it is called so, 2: its name has these words one after the other, 3: it has them somewhere."""
    title = text.words(hit.title)
    if _begins(text.words(hit.reference), asked):
        return 0
    if _begins(title, asked):
        return 1
    return 2 if any(_begins(title[at:], asked) for at in range(1, len(title))) else 3


def _begins(words: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether the words begin with those asked, of which the last one may be the beginning of a word, but not of a number."""
    if len(words) < len(asked):
        return False
    *before, last = (_number(one) for one in asked)
    there = [_number(one) for one in words[: len(asked)]]
    return there[:-1] == before and (there[-1] == last or (not is_plain(last) and there[-1].startswith(last)))


def _number(word: str) -> str:
    """A number as it is written without zeros before it: 02 is 2."""
    return word.lstrip("0") or word if is_plain(word) else word


def of_kind(session: Session, actor: Actor, kind: Kind, words: str) -> tuple[Page[Any], list[Line]]:
    """All things of one kind that have the words, page by page."""
    query = _query(session, actor, kind, words)
    if query is None:
        return Page([], 0), []
    page = paginate(query, kind.order)
    return page, lines(session, actor, found_of(kind, page.items))


def of_things(session: Session, actor: Actor, things: Sequence[tuple[str, UUID]]) -> list[Line]:
    """The things with these kinds and ids in their order, without those that the person may not see."""
    found: dict[tuple[str, UUID], Found] = {}
    for kind in kinds_for(actor):
        ids = {row_id for name, row_id in things if name == kind.name}
        seen = kind.visible_to(actor)
        if ids and seen is not false():
            rows = session.exec(select(kind.model).where(among_these(table_of(kind.model).c.id, ids), seen))
            found |= {(kind.name, one.row_id): one for one in found_of(kind, rows)}
    return lines(session, actor, [found[thing] for thing in things if thing in found])
