"""Prepared statements: what they take and give is what SQLAlchemy's own execution takes and gives."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

from rasoat import clock
from rasoat.db import Database, new_id, table_of
from rasoat.db.prepared import Insert, Prepared, Update, together
from rasoat.outbox.models import OutboxItem

TABLE = table_of(OutboxItem)
INSERT, CHANGE = Insert(TABLE), Update(TABLE)
BY_IDS = select(TABLE).where(TABLE.c.id.in_(bindparam("ids", expanding=True))).order_by(TABLE.c.key)
TWICE = Prepared(
    union_all(
        select(literal("first").label("which"), TABLE.c.key).where(TABLE.c.id.in_(bindparam("ids", expanding=True))),
        select(literal("second"), TABLE.c.key).where(
            TABLE.c.id.in_(bindparam("ids", expanding=True)), TABLE.c.kind == bindparam("kind")
        ),
    )
)
THERE = datetime(2024, 7, 17, 9, 15, 0, 123456, tzinfo=timezone(timedelta(hours=7)))


def row(key: str, **values: Any) -> dict[str, Any]:
    return {
        "id": new_id(), "version": 1, "created_at": clock.now(), "kind": "test", "key": key,
        "payload": {"chữ": [1, {"b": None, "a": "đ"}]}, "not_before": THERE, "attempts": 0, "claimed_until": None,
        "done_at": None, "error": "", **values,
    }  # fmt: skip


def filled(database: Database, count: int) -> list[UUID]:
    rows = [row(f"k{number}") for number in range(count)]
    database.write(lambda session: INSERT.run(session, rows))
    return [one["id"] for one in rows]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_what_is_read_is_what_the_session_reads(database: Database, count: int) -> None:
    ids = filled(database, 5)[:count]
    with database.read() as session:
        by_session = [tuple(found) for found in session.connection().execute(BY_IDS, {"ids": ids})]
        found = Prepared(BY_IDS).rows(session, ids=ids)
    assert [tuple(one) for one in found] == by_session
    assert [one.key for one in found] == [f"k{number}" for number in range(count)]
    assert {(one.not_before, one.not_before.tzinfo) for one in found} == {(THERE, UTC)}
    assert {type(one.id) for one in found} == {UUID}


def test_any_words_are_kept_as_they_are(database: Database) -> None:
    said = 'Nước sâu 2\\3 m: "cấm tắm"\n\t— đã báo % và {} và $1 🚸'
    rows = [row("a", error=said), row("b", claimed_until=THERE)]
    database.write(lambda session: INSERT.run(session, rows))
    database.write(lambda session: CHANGE.run(session, [{"id": rows[1]["id"], "error": said, "claimed_until": None}]))
    with database.read() as session:
        items = [session.get_one(OutboxItem, one["id"]) for one in rows]
        assert [(item.error, item.claimed_until) for item in items] == [(said, None)] * 2


def test_in_an_empty_list_is_nothing(database: Database) -> None:
    filled(database, 1)
    with database.read() as session:
        assert Prepared(BY_IDS).rows(session, ids=[]) == []


def test_a_name_may_stand_twice(database: Database) -> None:
    ids = filled(database, 3)
    with database.read() as session:
        found = TWICE.rows(session, ids=ids[:1], kind="test")
        assert sorted((one.which, one.key) for one in found) == [("first", "k0"), ("second", "k0")]
        assert [one.which for one in TWICE.rows(session, ids=ids[:1], kind="other")] == ["first"]


def test_rows_of_other_columns_are_another_statement(database: Database) -> None:
    ids = filled(database, 2)
    database.write(lambda session: CHANGE.run(session, [{"id": each, "done_at": THERE} for each in ids]))
    database.write(lambda session: CHANGE.run(session, [{"id": ids[0], "attempts": 3, "error": "e"}]))
    with database.read() as session:
        items = [session.get_one(OutboxItem, each) for each in ids]
        assert [(item.attempts, item.error, item.done_at) for item in items] == [(3, "e", THERE), (0, "", THERE)]


def test_a_row_that_lacks_a_column_is_refused(database: Database) -> None:
    (one,) = filled(database, 1)
    rows = [{"id": one, "attempts": 1, "error": "a"}, {"id": one, "attempts": 2}]
    with pytest.raises(KeyError):
        database.write(lambda session: CHANGE.run(session, rows))


@pytest.mark.parametrize("many", [1, 2])
def test_errors_are_sqlalchemys(database: Database, many: int) -> None:
    filled(database, 1)
    rows = [row("k0"), row("other")][:many]
    with pytest.raises(IntegrityError):
        database.write(lambda session: INSERT.run(session, rows))
    with pytest.raises(IntegrityError):
        database.write(lambda session: _side_by_side(session, rows))
    with database.read() as session:
        assert [item.key for item in session.connection().execute(select(TABLE))] == ["k0"]


def _side_by_side(session: Session, rows: list[dict[str, Any]]) -> None:
    with together(session):
        INSERT.run(session, rows)
        CHANGE.run(session, [{"id": rows[0]["id"], "attempts": 1}])


def test_statements_side_by_side_all_take_effect(database: Database) -> None:
    rows = [row("a"), row("b")]
    database.write(lambda session: _side_by_side(session, rows))
    with database.read() as session:
        found = Prepared(BY_IDS).rows(session, ids=[one["id"] for one in rows])
        assert [(one.key, one.attempts) for one in found] == [("a", 1), ("b", 0)]


def test_questions_side_by_side_find_what_each_finds(database: Database) -> None:
    ids = filled(database, 3)

    def ask(session: Session) -> tuple[list[Any], list[Any]]:
        with together(session):
            first, second = Prepared(BY_IDS).ask(session, ids=ids[:1]), Prepared(BY_IDS).ask(session, ids=ids[1:])
        return first.rows(), second.rows()

    first, second = database.write(ask)
    assert ([one.key for one in first], [one.key for one in second]) == (["k0"], ["k1", "k2"])


def test_a_lost_connection_is_not_used_again(database: Database) -> None:
    if database.is_sqlite:
        with database.read() as session, pytest.raises(OperationalError):
            Prepared(
                select(TABLE.c.id, literal(1).label("one")).where(TABLE.c.key == literal(1).op("no such")(2))
            ).rows(session)
        return
    ids = filled(database, 1)
    with database.read() as session:
        mine = session.connection().connection.driver_connection
        assert mine is not None
        mine.close()
        with pytest.raises(DBAPIError) as lost:
            Prepared(BY_IDS).rows(session, ids=ids)
        assert lost.value.connection_invalidated
    with database.read() as session:
        assert len(Prepared(BY_IDS).rows(session, ids=ids)) == 1
