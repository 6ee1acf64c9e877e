"""Migration 0004 on a database that really has the damage: rows of drafts deleted as the early version did."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select, update

from rasoat import clock
from rasoat.accounts.actor import SYSTEM_ID
from rasoat.db import Database, schema
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.workflows import CaseRef, chains, journal
from tests.recommendations.samples import REVIEWED_ON, TO_DISTRICT, add, followed_up, obligations, put_status
from tests.world import World


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.use_date(REVIEWED_ON):
        yield


# A landed migration never changes (migrations.sha256): the other database is of `make long`.
@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.long), "postgresql"])
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own, since its shape changes."""
    if request.param == "sqlite":
        path = tmp_path / "damaged.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()
        return
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
    database = Database(server.create("damaged", template))
    yield database
    database.close()
    server.drop("damaged")


def _delete(world: World, *ids: object) -> None:
    def operation(session: Session) -> None:
        session.connection().execute(delete(Obligation).where(col(Obligation.id).in_(ids)))

    world.do(operation)


def _without_row(session: Session) -> set[UUID]:
    """Obligations that have a journal and no row, told by columns that every shape of the database has."""
    journals = select(journal.JournalEntry.case_id).where(journal.JournalEntry.case_kind == "obligation")
    return set(session.exec(journals)) - set(session.exec(select(Obligation.id)))


def _broken(world: World) -> dict[UUID, str]:
    """What is wrong with the journals, by case."""
    return world.see(lambda s: {broken.ref.id: broken.why for broken in chains.verify(s)})


def test_a_journal_whose_draft_was_deleted_gets_an_end(damaged: Database) -> None:
    world = World.build(damaged)
    inspection = followed_up(world)
    issued = obligations(world, inspection.id)[0]
    put_status(world, inspection.id, "reviewing")
    removed = add(world, inspection.id, TO_DISTRICT[0], "district", "other_district")
    left_out, *drafts = obligations(world, inspection.id, Obligation.status == "drafted")
    schema.downgrade(damaged, "0003")
    _delete(world, left_out.id, issued.id, *(one.id for one in drafts))
    world.do(lambda s: s.connection().execute(delete(Recommendation).where(col(Recommendation.id) == removed.id)))
    assert world.see(_without_row) == {left_out.id, issued.id, *(one.id for one in drafts)}

    schema.upgrade(damaged)
    # A case that had been sent was not lost by that fault: it stays told.
    assert _broken(world) == {issued.id: "hồ sơ không còn, nhật ký vẫn còn"}
    story = world.see(lambda s: journal.entries(s, CaseRef("obligation", left_out.id)))
    create, end = (entry for entry, _note in story)
    assert (end.trigger, end.from_state, end.to_state, end.seq) == ("row_lost", "drafted", "dropped", 2)
    assert (end.actor_id, end.agency_id, end.previous_hash) == (SYSTEM_ID, create.agency_id, create.hash)
    assert "entry before" in end.facts["what"]

    schema.downgrade(damaged, "0003")
    schema.upgrade(damaged)
    assert world.see(lambda s: len(journal.entries(s, CaseRef("obligation", left_out.id)))) == 2


def test_an_appended_end_that_was_changed_is_found(damaged: Database) -> None:
    world = World.build(damaged)
    inspection = followed_up(world)
    put_status(world, inspection.id, "reviewing")
    add(world, inspection.id, TO_DISTRICT[0], "district")
    [draft] = obligations(world, inspection.id, Obligation.status == "drafted")
    schema.downgrade(damaged, "0003")
    _delete(world, draft.id)
    schema.upgrade(damaged)
    entry = journal.JournalEntry
    world.do(lambda s: s.connection().execute(update(entry).where(col(entry.trigger) == "row_lost").values(seq=3)))
    assert _broken(world) == {draft.id: "thiếu một mục trước mục này"}
    assert world.see(lambda s: s.exec(select(entry).where(entry.case_id == draft.id)).all())
