"""What the tests put back is what was there, also for whoever has the database open meanwhile."""

import pytest
from sqlalchemy import create_engine, text

from rasoat.db import Database
from tests import snapshots
from tests.world import World

NAMES = text("SELECT name FROM agency ORDER BY name")


def names(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.execute(NAMES).scalars())


@pytest.mark.parametrize("open_elsewhere", [False, True])
def test_it_is_there_again(database: Database, world: World, open_elsewhere: bool) -> None:
    image, before = snapshots.take(database.engine), names(database)
    other = create_engine(database.engine.url)
    elsewhere = other.connect()
    if open_elsewhere:
        assert list(elsewhere.execute(NAMES).scalars()) == before
        elsewhere.rollback()
    database.write(lambda session: session.execute(text("UPDATE agency SET name = 'Khác'")))
    assert set(names(database)) == {"Khác"}
    snapshots.put_back(database.engine, image, snapshots.take(database.engine))
    assert names(database) == before
    assert list(elsewhere.execute(NAMES).scalars()) == before
    database.write(lambda session: session.execute(text("UPDATE agency SET name = 'Lại khác'")))
    assert set(names(database)) == {"Lại khác"}
    elsewhere.close()
    other.dispose()
    assert world.see(
        lambda session: session.execute(text("PRAGMA integrity_check")).scalar() == "ok" if database.is_sqlite else True
    )
