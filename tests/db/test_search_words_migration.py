"""Migration 0024: what was stored with punctuation becomes the words that the program stores today."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, column, inspect, select, table, update
from sqlmodel import Session
from sqlmodel import select as rows_of

from rasoat import publishing, text
from rasoat.db import Database, schema, search_index, table_of
from rasoat.plans.models import Plan
from rasoat.search import matching
from rasoat.search.rebuilding import searched
from tests.plans import samples
from tests.postgres import Server
from tests.visits.samples import visiting
from tests.world import World

LATER = {"finding", "incoming_paper", "meeting", "earlier_notice"}


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A province of its own, whose shape may change."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    database = Database(server.create("words") if server else f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    publishing.publish(database)
    yield World.build(database)
    database.close()
    if server:
        server.drop("words")


def _earlier() -> list[Any]:
    """The models whose tables were there before this migration; a later table has never held other words."""
    return [model for model in searched() if table_of(model).name not in LATER]


def words_of_before(session: Session) -> dict[str, list[dict[str, object]]]:
    """What the program of before would have stored, by table. It is worked out while the models' columns are all there."""
    found = {}
    for model in _earlier():
        rows = session.exec(rows_of(model).order_by(table_of(model).c.id)).all()
        found[table_of(model).name] = [{"of": row.id, "words": _folded(row)} for row in rows]  # type: ignore[attr-defined]
    return found


def fill(session: Session, words: dict[str, list[dict[str, object]]]) -> None:
    """The columns as the program of before filled them."""
    for model in _earlier():
        if changed := words[table_of(model).name]:
            its = table_of(model).c
            these = update(table_of(model)).where(its.id == bindparam("of"))
            session.connection().execute(these.values(search_text=bindparam("words")), changed)


def _folded(row: object) -> str:
    if isinstance(row, Plan):
        return text.fold(f"{row.title} {row.number or ''}/{row.symbol} {row.year}")
    return text.fold(" ".join(row.searchable()))  # type: ignore[attr-defined]


def stored(session: Session) -> dict[str, set[frozenset[str]]]:
    found = {}
    for model in _earlier():
        its = table(table_of(model).name, column("search_text"))
        found[its.name] = {frozenset(words.split(" ")) for words in session.connection().execute(select(its)).scalars()}
    return found


def test_words_of_before_are_those_of_today(world: World) -> None:
    samples.approved(world, number=7)
    visiting(world)
    wanted, before = world.see(stored), world.see(words_of_before)
    schema.downgrade(world.database, "0023")
    names = inspect(world.database.engine).get_table_names()
    assert [name for name in names if name.startswith("search")] == []
    world.do(lambda session: fill(session, before))
    assert world.see(stored) != wanted
    schema.upgrade(world.database)
    assert world.see(stored) == wanted
    query = select(table_of(Plan).c.number)
    found = {asked: world.see(lambda s, asked=asked: s.connection().execute(query.where(matching(s, Plan, asked))).scalars().all())
             for asked in ("07/KHLN", "7/khln-sl", "khln 07", "8")}  # fmt: skip
    assert found == {"07/KHLN": [7], "7/khln-sl": [7], "khln 07": [7], "8": []}
    with world.database.read() as session:
        assert search_index.rows(session.connection(), "plan") >= 0
