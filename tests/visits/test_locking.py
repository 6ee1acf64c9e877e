"""Who had to wait for a visit is told how things stand after the wait."""

import threading

import pytest
from sqlalchemy import text, update
from sqlmodel import Session, col
from tests.visits.samples import visiting
from tests.world import World

from rasoat.inspections.models import Inspection
from rasoat.visits.locking import lock_visits

WAITS = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_inspection_is_read_after_the_wait(world: World) -> None:
    case = visiting(world)
    database, visit_id = world.database, case.visit.id
    told: list[str] = []

    def wait() -> None:
        told.append(database.write(lambda s: lock_visits(s, [visit_id])[visit_id].inspection_means))

    waiting = threading.Thread(target=wait)

    def move_on(session: Session) -> None:
        lock_visits(session, [visit_id])
        waiting.start()
        while waiting.is_alive() and not session.connection().execute(WAITS).scalar():
            pass
        changed = update(Inspection).where(col(Inspection.id) == case.inspection_id).values(means=" told ")
        session.connection().execute(changed)

    database.write(move_on)
    waiting.join(30)
    assert told == [" told "]
