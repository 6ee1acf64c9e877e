"""Migration 0021: names of files that were stored uncleaned are cleaned, their digests hold, and what somebody changed
stays found.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, TableClause, column, select, table, update
from sqlmodel import Session, SQLModel

from rasoat import clock, publishing
from rasoat.audit import make_seal
from rasoat.audit.rows import CHANGED, check_table
from rasoat.db import Database, new_id, schema, table_of
from rasoat.files.models import Attachment, Blob
from rasoat.tablets.receiving.models import Photo, Record
from tests.files.test_names import BAD
from tests.postgres import Server
from tests.visits.samples import visiting
from tests.world import World

NAMES = [(before, after) for before, after in BAD.items() if before and not set(before) & set("\x00\ud83d")]
TABLES = (Attachment, Photo)


# A landed migration never changes (migrations.sha256): the other database is of `make long`.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A province of its own, whose shape may change."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    database = Database(server.create("names") if server else f"sqlite:///{tmp_path / 'x.sqlite3'}")
    schema.upgrade(database)
    publishing.publish(database)
    yield World.build(database)
    database.close()
    if server:
        server.drop("names")


def add(world: World) -> dict[type[SQLModel], list[UUID]]:
    """An attachment and a photograph for each name."""
    visit_id, who = visiting(world).visit.id, world.as_("lead").user_id
    sent = Record(id=new_id(), kind="site", visit_id=visit_id, account_id=who, digest="", body={}, answer={},
                  made_at=clock.now(), outcome="applied")  # fmt: skip
    owner = {"owner_kind": "submission", "owner_id": sent.id, "sha256": "0" * 64, "name": "a.jpg"}

    def write(session: Session) -> dict[type[SQLModel], list[UUID]]:
        session.add_all([sent, Blob(sha256="0" * 64, size=1, kind="image/jpeg")])
        session.flush()
        files = [Attachment(**owner, uploaded_by=who) for _ in NAMES]
        photos = [Photo(id=new_id(), submission_id=sent.id, visit_id=visit_id, account_id=who, size=1, **owner)
                  for _ in NAMES]  # fmt: skip
        session.add_all([*files, *photos])
        return {Attachment: [row.id for row in files], Photo: [row.id for row in photos]}

    return world.do(write)


def as_it_is(model: type[SQLModel]) -> TableClause:
    """The table, with names that are not cleaned when they are written or read."""
    kept = table_of(model)
    return table(kept.name, column("id", kept.c.id.type), column("name"))


def name_past_the_program(connection: Connection, model: type[SQLModel], row_id: UUID, name: str) -> None:
    """Store a name as the first versions did: as it came."""
    raw = as_it_is(model)
    connection.execute(update(raw).where(raw.c.id == row_id).values(name=name))


def faults(world: World) -> list[str]:
    def look(session: Session) -> list[str]:
        return [
            fault.why for model in TABLES for fault in check_table(session, table_of(model), lambda _step, _count: None)
        ]

    return world.see(look)


def test_older_names_are_clean_and_nobody_is_said_to_have_changed_them(world: World) -> None:
    ids = add(world)
    schema.downgrade(world.database, "0019")
    with world.database.engine.begin() as connection:
        for model in TABLES:
            for row_id, (name, _) in zip(ids[model], NAMES, strict=True):
                name_past_the_program(connection, model, row_id, name)
    schema.upgrade(world.database)
    assert faults(world) == []
    for model in TABLES:
        raw = as_it_is(model)
        with world.database.engine.connect() as connection:
            kept = {row.id: row.name for row in connection.execute(select(raw))}
        assert [kept[row_id] for row_id in ids[model]] == [after for _, after in NAMES]


@pytest.mark.parametrize("sealed", [False, True])
def test_a_name_that_somebody_changed_stays_found(world: World, sealed: bool) -> None:
    ids = add(world)
    if sealed:
        world.do(make_seal)
    schema.downgrade(world.database, "0020")
    with world.database.engine.begin() as connection:
        for model in TABLES:
            name_past_the_program(connection, model, ids[model][0], "khác\nhẳn.jpg")
    schema.upgrade(world.database)
    assert faults(world) == [CHANGED, CHANGED]
