"""Migration 0010 on a filled database: what an obligation said of its measure and verdict, its first part says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from rasoat import publishing
from rasoat.db import Database, schema
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation, Recommendation
from tests.postgres import Server
from tests.recommendations.samples import followed_up
from tests.world import World


# A landed migration never changes (migrations.sha256): the other database is of `make long`.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A province of its own, whose shape may change."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    database = Database(server.create("parts") if server else f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    publishing.publish(database)
    yield World.build(database)
    database.close()
    if server:
        server.drop("parts")


def _meaning(session: Session) -> list[tuple[Any, ...]]:
    rows = session.exec(select(Obligation).order_by(col(Obligation.id))).all()
    return [
        (row.id, row.measure, row.verdict, row.source_id, row.force, [(p.ordinal, p.measure, p.verdict) for p in row.parts])
        for row in rows
    ]  # fmt: skip


def test_each_obligation_of_before_has_one_part_and_its_source(world: World) -> None:
    followed = followed_up(world)
    officer, district = world.as_("officer"), world.as_("district_officer")
    row = world.see(lambda s: s.exec(select(Obligation).where(
        Obligation.inspection_id == followed.id, Obligation.addressee_id == world.agencies["district"])).first())  # fmt: skip
    world.do(lambda s: setattr(s.get_one(Obligation, row.id).parts[0], "measure", "46 biển được cắm"))
    world.do(lambda s: answering.answer(s, district, row.id, claim="met", text="Đã cắm biển."))
    world.do(lambda s: answering.verify(s, officer, row.id, verdict="partly_met", evidence="Còn thiếu 12 biển."))
    before = world.see(_meaning)

    schema.downgrade(world.database, "0009")
    with world.database.read() as session:
        old = session.connection().execute(
            text("SELECT measure, verdict FROM obligation WHERE verdict <> '' AND recommendation_id IS NOT NULL")
        ).all()  # fmt: skip
    assert [tuple(one) for one in old] == [("46 biển được cắm", "partly_met")]

    schema.upgrade(world.database)
    assert world.see(_meaning) == before
    [part] = world.see(lambda s: s.get_one(Obligation, row.id)).parts
    assert (part.ordinal, part.measure, part.verdict) == (1, "46 biển được cắm", "partly_met")
    assert world.see(lambda s: s.get(Recommendation, s.get_one(Obligation, row.id).source_id)) is not None
    assert schema.differences(world.database) == []
