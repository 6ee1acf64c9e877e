"""A response is found by its whole key: neither a visit's hundreds of sites nor old conflicts are walked through."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Select
from sqlmodel import Session
from tests.world import World

from rasoat.visits import response_rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHERE = {"visits": [uuid4(), uuid4()], "checklists": ["warning_signs"]}


def plan(session: Session, query: Select[Any], **values: Any) -> str:
    connection = session.connection()
    literal = query.params(values).compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {literal}")
    return "\n".join(str(row[3]) for row in rows)


def test_by_the_whole_key(world: World) -> None:
    sites = world.see(lambda s: plan(s, response_rows.AT_SITES, **WHERE, sites=[uuid4(), uuid4()]))
    units = world.see(lambda s: plan(s, response_rows.OF_UNITS, **WHERE))
    assert "(visit_id=? AND checklist=? AND scope=? AND site_id=?)" in sites
    assert "(visit_id=? AND checklist=? AND scope=?)" in units
    for found in (sites, units):
        assert "response_conflict USING INDEX ix_response_conflict_response_id (response_id=?)" in found
        assert "SCAN" not in found
