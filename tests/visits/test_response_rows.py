"""What stands at a place is found by its key: neither a visit's hundreds of places nor old disputes are walked through."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from tests.world import World

from rasoat.db.prepared import Prepared
from rasoat.visits import response_rows as standing

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHERE = {"visits": [uuid4(), uuid4()], "checklists": ["warning_signs"]}


def plan(session: Session, statement: Prepared, **values: object) -> str:
    connection = session.connection()
    made = statement._select(connection.dialect, values)
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {made.sql}", made.parameters(values))
    return "\n".join(str(row[3]) for row in rows)


def test_by_the_whole_key(world: World) -> None:
    sites = world.see(lambda s: plan(s, standing._AT_SITES, **WHERE, sites=[uuid4(), uuid4()]))
    units = world.see(lambda s: plan(s, standing._OF_UNITS, **WHERE))
    assert "(visit_id=? AND checklist=? AND scope=? AND site_id=?)" in sites
    assert "(visit_id=? AND checklist=? AND scope=?)" in units
    for found in (sites, units):
        assert "response_conflict USING INDEX ix_response_conflict_response_id (response_id=?)" in found
        assert "SCAN" not in found
