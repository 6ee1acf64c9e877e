"""What one page works out once is worked out again as soon as something may have changed."""

from uuid import uuid4

from rasoat.db.reading import remembered, remembering, rows_by_id
from rasoat.units.models import Agency
from tests.world import World


def test_a_reading_session_works_a_thing_out_once_until_its_transaction_ends(world: World) -> None:
    asked: list[int] = []

    def work_out() -> int:
        asked.append(1)
        return len(asked)

    with remembering(world.database.engine) as session:
        session.get(Agency, world.agencies["dept"])
        assert [remembered(session, "it", work_out) for _ in range(3)] == [1, 1, 1]
        assert remembered(session, "another", work_out) == 2
        session.rollback()
        assert remembered(session, "it", work_out) == 3


def test_a_session_that_writes_remembers_nothing(world: World) -> None:
    asked: list[int] = []
    world.do(lambda session: [remembered(session, "it", lambda: asked.append(1)) for _ in range(2)])
    assert len(asked) == 2


def test_rows_are_found_by_their_ids_with_none_left_over(world: World) -> None:
    dept, edu = world.agencies["dept"], world.agencies["edu"]
    found = world.see(lambda s: rows_by_id(s, Agency, [dept, edu, dept, None, uuid4()]))
    assert {key: row.id for key, row in found.items()} == {dept: dept, edu: edu}
    assert world.see(lambda s: rows_by_id(s, Agency, [None])) == {}
