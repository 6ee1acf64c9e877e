"""What the databases would lose is kept: UTC, one normal form, stable JSON, versions, folded columns."""

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from rasoat.db import Database, new_id
from rasoat.db.types import canonical
from rasoat.outbox.models import OutboxItem
from rasoat.problems import Problem
from rasoat.units.models import AdministrativeUnit

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


def store(database: Database, **values: Any) -> OutboxItem:
    item_id = new_id()
    database.write(lambda s: s.add(OutboxItem(id=item_id, kind="mail", key=str(item_id), **values)))
    with database.read() as session:
        found = session.get_one(OutboxItem, item_id)
        session.expunge(found)
        return found


def test_instants_come_back_in_utc(database: Database) -> None:
    there = datetime(2024, 7, 17, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    found = store(database, not_before=there).not_before
    assert found == there
    assert found.tzinfo is UTC
    assert found.isoformat() == "2024-07-17T01:30:00.123456+00:00"


def test_a_naive_instant_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        store(database, not_before=datetime(2024, 7, 17))  # noqa: DTZ001 - it is what is refused


def test_text_is_stored_in_one_normal_form(database: Database) -> None:
    typed = unicodedata.normalize("NFD", "Đồng Mỏ")
    found = store(database, error=typed)
    assert found.error == "Đồng Mỏ"
    with database.read() as session:
        assert session.exec(select(OutboxItem.id).where(OutboxItem.error == typed)).one() == found.id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_json_comes_back_as_it_was_but_normal(database: Database, payload: dict[str, Any]) -> None:
    import json

    # Two keys that become one in the normal form are one.
    assume(canonical(json.loads(canonical(payload))) == canonical(payload))
    found = store(database, payload=payload)
    assert canonical(found.payload) == canonical(payload)
    assert found.payload == json.loads(unicodedata.normalize("NFC", json.dumps(payload, ensure_ascii=False)))


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=5))
def test_canonical_json_does_not_depend_on_order(value: dict[str, Any]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_both_databases_hold_the_same_bytes_of_json(database: Database) -> None:
    store(database, payload={"b": 1, "a": "Đồng Mỏ"})
    with database.read() as session:
        assert session.connection().execute(sql("SELECT payload FROM outbox")).scalar() == '{"a":"Đồng Mỏ","b":1}'


def test_ids_are_in_order_of_time() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert {found.version for found in made} == {7}


def test_a_stale_edit_is_refused(database: Database) -> None:
    item = store(database)

    def edit(session: Session, seen: int | None) -> int:
        row = session.get_one(OutboxItem, item.id)
        row.expect_version(seen, "Hoàng Thị Thử")
        return row.version

    assert database.write(lambda s: edit(s, 1)) == 2
    with pytest.raises(Problem) as caught:
        database.write(lambda s: edit(s, 1))
    assert caught.value.key == "row.stale"
    assert database.write(lambda s: edit(s, None)) == 3


def test_search_and_order_follow_the_name(database: Database) -> None:
    names = ["Đồng Mỏ", "Chi Lăng", "Ăn Thịnh", "Anh Sơn", "Đình Lập"]

    def fill(session: Session) -> None:
        for number, name in enumerate(names):
            session.add(AdministrativeUnit(code=str(number), name=name, level="commune", valid_from=date(2020, 1, 1)))

    database.write(fill)
    with database.read() as session:
        query = select(AdministrativeUnit)
        ordered = session.exec(query.order_by(AdministrativeUnit.order_text)).all()
        assert [row.name for row in ordered] == ["Anh Sơn", "Ăn Thịnh", "Chi Lăng", "Đình Lập", "Đồng Mỏ"]
        assert session.exec(query.where(AdministrativeUnit.search_text.contains("dong mo"))).one().name == "Đồng Mỏ"

    def rename(session: Session) -> None:
        session.exec(select(AdministrativeUnit).where(AdministrativeUnit.name == "Chi Lăng")).one().name = "Hữu Lũng"

    database.write(rename)
    with database.read() as session:
        assert session.exec(query.where(AdministrativeUnit.search_text.contains("huu lung"))).one().name == "Hữu Lũng"
