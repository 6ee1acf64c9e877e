"""Rows written in bulk: what they write is what the session writes, and the model's defaults go along."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy import select as choose
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Field, Session, SQLModel, col, select

from rasoat.db import Database, new_id, table_of
from rasoat.db.bulk import Insert, Update, among, new_row, write_rows
from rasoat.outbox.models import OutboxItem

THERE = datetime(2024, 7, 17, 9, 15, 0, 123456, tzinfo=timezone(timedelta(hours=7)))


def item(key: str, **values: Any) -> dict[str, Any]:
    return new_row(
        OutboxItem, kind="test", key=key, payload={"chữ": [1, {"b": None, "a": "đ"}]}, not_before=THERE, **values
    )


def kept(database: Database) -> dict[str, dict[str, Any]]:
    with database.read() as session:
        return {row.key: row.model_dump() for row in session.exec(select(OutboxItem).order_by(col(OutboxItem.key)))}


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_is_written_is_what_the_session_writes(database: Database, count: int) -> None:
    by_bulk = [item(f"b{number}") for number in range(count)]
    by_session = [OutboxItem(**{**row, "id": new_id(), "key": f"s{n}"}) for n, row in enumerate(by_bulk)]
    database.write(lambda session: write_rows(session, Insert(OutboxItem, by_bulk)))
    database.write(lambda session: session.add_all(by_session))
    found = kept(database)
    for number in range(count):
        bulk, session = found[f"b{number}"], found[f"s{number}"]
        assert {**bulk, "id": 0, "key": ""} == {**session, "id": 0, "key": ""}
        assert (bulk["not_before"], bulk["not_before"].tzinfo) == (THERE, UTC)


def test_any_words_are_kept_as_they_are(database: Database) -> None:
    said = 'Nước sâu 2\\3 m: "cấm tắm"\n\t— đã báo % và {} và $1 🚸'
    rows = [item("a", error=said), item("b", claimed_until=THERE)]
    database.write(lambda session: write_rows(session, Insert(OutboxItem, rows)))
    changed = [{"id": rows[1]["id"], "error": said, "claimed_until": None}]
    database.write(lambda session: write_rows(session, Update(OutboxItem, changed)))
    found = kept(database)
    assert [(row["error"], row["claimed_until"]) for row in found.values()] == [(said, None)] * 2


def test_only_the_named_columns_change(database: Database) -> None:
    rows = [item("a", attempts=3), item("b"), item("c")]
    database.write(lambda session: write_rows(session, Insert(OutboxItem, rows)))
    changed = [{"id": row["id"], "attempts": 7, "done_at": THERE} for row in rows[:2]]
    database.write(lambda session: write_rows(session, Update(OutboxItem, changed)))
    found = kept(database)
    assert [(row["attempts"], row["error"], row["done_at"]) for row in found.values()] == [
        (7, "", THERE),
        (7, "", THERE),
        (0, "", None),
    ]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_among_finds_what_in_finds(database: Database, count: int) -> None:
    rows = [item(f"k{number}") for number in range(4)]
    database.write(lambda session: write_rows(session, Insert(OutboxItem, rows)))
    table = table_of(OutboxItem)
    by_id = choose(table).where(among(table.c.id, "ids")).order_by(table.c.key)
    by_key = choose(table.c.key).where(among(table.c.key, "keys"), table.c.kind == "test").order_by(table.c.key)
    ids = [row["id"] for row in rows[:count]]
    with database.read() as session:
        connection = session.connection()
        found = connection.execute(by_id, {"ids": ids}).all()
        assert found == connection.execute(choose(table).where(table.c.id.in_(ids)).order_by(table.c.key)).all()
        assert len(found) == count
        keys = connection.execute(by_key, {"keys": {"k0", "k3", "none", "a'b"}})
        assert keys.scalars().all() == ["k0", "k3"]


def test_a_list_of_any_length_is_the_same_text(database: Database) -> None:
    table = table_of(OutboxItem)
    seen: set[str] = set()
    query = choose(table.c.id).where(among(table.c.id, "ids"))
    with database.read() as session:
        engine = session.get_bind().engine
        event.listen(engine, "before_cursor_execute", lambda *given: seen.add(given[2]))
        for many in (1, 2, 40):
            session.connection().execute(query, {"ids": [new_id() for _ in range(many)]})
    assert len(seen) == 1


def test_changes_of_several_tables_are_one_statement_on_a_server(database: Database) -> None:
    first = item("a")
    database.write(lambda session: write_rows(session, Insert(OutboxItem, [first])))
    moved = Update(OutboxItem, [{"id": first["id"], "attempts": 2}])
    more = Insert(OutboxItem, [item("b"), item("c", attempts=1)])
    seen: list[str] = []

    def write(session: Session) -> None:
        engine = session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
        write_rows(session, moved, Insert(OutboxItem, []), more)

    database.write(write)
    assert [row["attempts"] for row in kept(database).values()] == [2, 0, 1]
    written = [text for text in seen if "SELECT" not in text or "json_populate" in text]
    assert len(written) == (2 if database.is_sqlite else 1)


def test_defaults_of_the_model_go_along() -> None:
    class Later(SQLModel):
        name: str
        count: int = 5
        made: list[int] = Field(default_factory=lambda: [1])

    assert new_row(Later, name="a") == {"name": "a", "count": 5, "made": [1]}
    assert new_row(Later, name="a", count=7, made=[])["count"] == 7
    assert new_row(Later, name="a")["made"] is not new_row(Later, name="a")["made"]


def test_no_rows_are_no_statement(database: Database) -> None:
    def nothing(session: Session) -> None:
        write_rows(session, Insert(OutboxItem, []), Update(OutboxItem, []))
        write_rows(session)

    database.write(nothing)
    assert kept(database) == {}


@pytest.mark.parametrize("many", [1, 2])
def test_errors_are_sqlalchemys_and_leave_nothing(database: Database, many: int) -> None:
    database.write(lambda session: write_rows(session, Insert(OutboxItem, [item("a")])))
    with pytest.raises(IntegrityError):
        database.write(lambda session: write_rows(session, Insert(OutboxItem, [item("a"), item("b")][:many])))
    assert list(kept(database)) == ["a"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lost_connection_is_not_used_again(database: Database) -> None:
    def lose(session: Session) -> None:
        mine = session.connection().connection.driver_connection
        assert mine is not None
        mine.close()
        write_rows(session, Insert(OutboxItem, [item("a")]))

    with database.read() as session, pytest.raises(DBAPIError) as lost:
        lose(session)
    assert lost.value.connection_invalidated
    database.write(lambda session: write_rows(session, Insert(OutboxItem, [item("b")])))
    assert list(kept(database)) == ["b"]
