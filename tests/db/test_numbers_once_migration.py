"""Migration 0017 on a database in which numbers stand twice: only those lists are numbered anew, and no row is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect
from sqlmodel import select, update

from rasoat import clock, publishing
from rasoat.db import Database, schema, table_of
from rasoat.db.bulk import new_row
from rasoat.findings.models import Finding
from rasoat.recommendations import sources
from rasoat.recommendations.models import Recommendation
from rasoat.workflows import chains
from tests.papers.samples import prepared
from tests.postgres import Server
from tests.races.numbered import GROUPS
from tests.world import World


# A landed migration never changes (migrations.sha256): the other database is of `make long`.
@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.long), "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A province of its own, whose shape may change."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    database = Database(server.create("once") if server else f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    publishing.publish(database)
    yield World.build(database)
    database.close()
    if server:
        server.drop("once")


def _ordinals(world: World, model: type) -> list[tuple[str, int]]:
    query = select(model).order_by(model.ordinal, model.created_at, model.id)
    return [(row.text, row.ordinal) for row in world.see(lambda s: s.exec(query).all())]


def test_only_lists_with_a_number_twice_are_numbered_anew(world: World) -> None:
    case = prepared(world)
    texts = [text for text, _ in _ordinals(world, Recommendation)]
    strengths = [text for text, _ in _ordinals(world, Finding)]
    schema.downgrade(world.database, "0016")
    recommendation, finding = table_of(Recommendation), table_of(Finding)
    removed = new_row(Recommendation, inspection_id=case.inspection_id, ordinal=1, text="Đã bỏ", removed_at=clock.now())
    then = {column["name"] for column in inspect(world.database.engine).get_columns(recommendation.name)}
    removed = {name: value for name, value in removed.items() if name in then}
    # The tables of today's rows' digests are not there in this shape: nothing is written by the program's own sessions.
    with world.database.engine.begin() as connection:
        connection.execute(update(recommendation).values(ordinal=1))
        later = update(finding).where(finding.c.kind == "shortcoming").values(ordinal=finding.c.ordinal + 5)
        connection.execute(later)
        connection.execute(insert(recommendation).values(removed))

    schema.upgrade(world.database)
    assert schema.differences(world.database) == []
    assert _ordinals(world, Recommendation) == [(texts[0], 1), ("Đã bỏ", 1), (texts[1], 2)]
    now = world.see(lambda s: s.exec(select(Finding)).all())
    assert sorted(row.text for row in now) == sorted(strengths)
    assert min(row.ordinal for row in now if row.kind == "shortcoming") == 6, "nothing stood twice there"
    assert world.see(lambda s: list(chains.verify(s))) == []
    assert world.see(lambda s: list(sources.differing(s))) == [], "the obligations have the numbers of today"


def test_every_number_in_a_list_stands_there_once() -> None:
    """A new table with numbers needs a unique index, and its line in tests/races/numbered.py."""
    from sqlmodel import SQLModel

    # The order in which an act proposed something is no number that anybody reads.
    unnumbered = {"passing"}
    tables = {name for name, table in SQLModel.metadata.tables.items() if "ordinal" in table.c} - unnumbered
    assert tables <= {str(model.__tablename__) for model in GROUPS}
    for model in GROUPS:
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        number = "ordinal" if "ordinal" in table.c else "number"
        unique = [set(index.columns.keys()) for index in table.indexes if index.unique]
        unique += [set(one.columns.keys()) for one in table.constraints if type(one).__name__ == "UniqueConstraint"]
        assert any(number in columns for columns in unique), model
