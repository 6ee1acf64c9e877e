"""A response is found by its whole key: neither a visit's hundreds of sites nor old conflicts are walked through."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Executable, event
from sqlmodel import Session
from tests.world import World

from rasoat.visits import response_rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHERE = {"visits": [uuid4(), uuid4()], "checklists": ["warning_signs"]}


def plan(session: Session, query: Executable, **lists: Any) -> str:
    """How SQLite finds what a query asks: the statement is caught on its way and asked again as a question about it."""
    seen: list[tuple[str, Any]] = []
    engine = session.get_bind().engine

    def catch(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", catch)
    session.connection().execute(query, lists)
    event.remove(engine, "before_cursor_execute", catch)
    ((statement, parameters),) = seen
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return "\n".join(str(row[3]) for row in rows)


def test_by_the_whole_key(world: World) -> None:
    sites = world.see(lambda s: plan(s, response_rows.AT_SITES, **WHERE, sites=[uuid4(), uuid4()]))
    units = world.see(lambda s: plan(s, response_rows.OF_UNITS, **WHERE))
    assert "(visit_id=? AND checklist=? AND scope=? AND site_id=?)" in sites
    assert "(visit_id=? AND checklist=? AND scope=?)" in units
    for found in (sites, units):
        assert "response_conflict USING INDEX ix_response_conflict_response_id (response_id=?)" in found
        assert "SCAN response" not in found
