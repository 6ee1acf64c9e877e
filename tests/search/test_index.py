"""The index of words follows the rows, whoever writes them, and is there for every table that is searched."""

from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select, update
from sqlmodel import Session

import rasoat
from rasoat.db import Database, new_id, schema, search_index, table_of
from rasoat.db.base import folded
from rasoat.db.bulk import Insert, Update, new_row, write_rows
from rasoat.plans.models import Plan
from rasoat.search import matching
from rasoat.units.models import AdministrativeUnit
from rasoat.workflows import CaseRef, erasing
from tests.plans import samples
from tests.races.together import together
from tests.world import World

TABLE = table_of(AdministrativeUnit)
pytestmark = pytest.mark.usefixtures("by_index")


@pytest.fixture
def by_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "rows", lambda _connection, _table: 10**9)


def add(session: Session, name: str) -> UUID:
    row = AdministrativeUnit(code=str(new_id()), name=name, level="commune", valid_from=date(2020, 1, 1))
    session.add(row)
    session.flush()
    return row.id


def found(session: Session, asked: str) -> list[UUID]:
    return list(
        session.connection().execute(select(TABLE.c.id).where(matching(session, AdministrativeUnit, asked))).scalars()
    )


def entries(session: Session) -> int:
    """Rows that the index of SQLite knows."""
    return session.connection().exec_driver_sql("SELECT count(*) FROM search_administrative_unit").scalar() or 0


def test_a_row_is_found_by_what_it_says_now(database: Database) -> None:
    key = database.write(lambda s: add(s, "Hồ Đồng Mỏ"))

    def rename(session: Session) -> None:
        session.get_one(AdministrativeUnit, key).name = "Ao Sen"

    database.write(rename)
    with database.read() as session:
        assert (found(session, "ho"), found(session, "ao")) == ([], [key])
    database.write(lambda s: s.delete(s.get_one(AdministrativeUnit, key)))
    with database.read() as session:
        assert found(session, "ao") == []
        assert not database.is_sqlite or entries(session) == 0, "the index has no words of rows that are gone"


def test_what_is_written_past_the_unit_of_work_is_found(database: Database) -> None:
    rows = [new_row(AdministrativeUnit, code=name, name=name, level="commune", valid_from=date(2020, 1, 1), **folded([name]))
            for name in ("Ao Sen", "Hồ Tây")]  # fmt: skip
    changed = [{"id": rows[0]["id"], **folded(["Đập Khe"])}]
    database.write(lambda s: write_rows(s, Insert(AdministrativeUnit, rows)))
    database.write(lambda s: write_rows(s, Update(AdministrativeUnit, changed)))
    database.write(
        lambda s: s.connection().execute(update(TABLE).where(TABLE.c.id == rows[1]["id"]).values(search_text="xa"))
    )
    with database.read() as session:
        assert [len(found(session, asked)) for asked in ("ao", "ho", "dap", "xa")] == [0, 0, 1, 1]


def test_what_is_not_stored_is_not_found(database: Database) -> None:
    def fail(session: Session) -> None:
        add(session, "Ao Sen")
        raise LookupError

    with pytest.raises(LookupError):
        database.write(fail)
    with database.read() as session:
        assert found(session, "ao") == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_writers_at_once_leave_each_row_its_own_words(database: Database) -> None:
    key = database.write(lambda s: add(s, "Ao Sen"))

    def rename(session: Session, number: int) -> None:
        session.connection().execute(select(TABLE.c.id).where(TABLE.c.id == key).with_for_update())
        session.get_one(AdministrativeUnit, key).name = f"Hồ đợt{number}"
        add(session, f"Đập đợt{number}")

    outcomes = together([partial(database.write, partial(rename, number=number)) for number in range(8)])
    assert (outcomes.crashes, outcomes.refusals) == ([], [])
    with database.read() as session:
        last = session.get_one(AdministrativeUnit, key).name.rsplit("t", 1)[1]
        assert [len(found(session, f"dot{number}")) for number in range(8)] == [
            1 + (str(number) == last) for number in range(8)
        ]
        assert found(session, "ao") == []
        assert found(session, "ho") == [key]


def test_a_table_that_was_rebuilt_is_indexed_anew(database: Database) -> None:
    """SQLite changes a table by replacing it, and its triggers go with the old one."""
    key = database.write(lambda s: add(s, "Ao Sen"))
    with database.engine.connect() as connection:
        steps = Operations(MigrationContext.configure(connection))
        with steps.batch_alter_table("administrative_unit", recreate="always" if database.is_sqlite else "auto"):
            pass
        connection.commit()
    database.write(lambda s: s.connection().execute(update(TABLE).where(TABLE.c.id == key).values(search_text="ho")))
    schema.upgrade(database)
    schema.upgrade(database)
    with database.read() as session:
        assert (found(session, "ao"), found(session, "ho")) == ([], [key])
        assert not database.is_sqlite or entries(session) == 1


def test_an_older_shape_has_no_index(database: Database) -> None:
    """The release of before knows nothing of it; the next upgrade makes it again."""
    with database.engine.connect() as connection:
        search_index.drop(connection)
        parts = (
            "SELECT name FROM sqlite_master WHERE name LIKE 'search%'"
            if database.is_sqlite
            else "SELECT indexname FROM pg_indexes WHERE starts_with(indexname, 'search')"
            " UNION SELECT proname FROM pg_proc WHERE starts_with(proname, 'search')"
        )
        assert connection.exec_driver_sql(parts).all() == []
        connection.commit()
    database.write(lambda s: add(s, "Ao Sen"))
    schema.upgrade(database)
    with database.read() as session:
        assert len(found(session, "ao")) == 1


def pages_of_plans(session: Session) -> bytes:
    """The bytes of an index of SQLite; words stand in them without what they share with the word before."""
    blocks = session.connection().exec_driver_sql("SELECT block FROM search_plan_data").scalars()
    return b"".join(map(bytes, blocks))


def test_what_a_person_had_erased_is_found_no_more(world: World) -> None:
    plan = samples.draft(world, samples.joint_plan(world, title="Kiểm tra theo đơn của bà Zqwvkj"))
    asked = partial(matching, model=Plan, words="zqwvkj")
    query = select(table_of(Plan).c.id)
    assert world.see(lambda s: s.connection().execute(query.where(asked(s))).scalars().all()) == [plan.id]
    case = CaseRef("plan", plan.id)
    world.do(lambda s: erasing.erase_texts(s, Plan, plan.id, ["title"], case, world.as_("leader"), "Theo yêu cầu"))
    assert world.see(lambda s: s.connection().execute(query.where(asked(s))).scalars().all()) == []
    if world.database.is_sqlite:
        assert b"qwvkj" not in world.see(pages_of_plans)


def test_words_are_asked_in_one_place() -> None:
    """A list that compared the column itself would find the middles of words, and read the whole table."""
    source = Path(rasoat.__file__).parent
    files = {str(path.relative_to(source)) for path in source.rglob("*.py") if "search_text" in path.read_text("utf-8")}
    elsewhere = {name for name in files if not name.startswith(("db/", "search/"))}
    # These have read all agencies anyway, to show them as a tree, to put the units in their order.
    assert elsewhere == {"web/administration/agencies.py", "ranking/views.py"}
