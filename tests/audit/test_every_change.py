"""Every column of every table is changed, and a row of every table removed, behind the program's back: `audit verify`
finds it, or columns.yaml says why it does not.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Boolean, Column, Engine, String, Table, create_engine, delete, event, select, update
from sqlalchemy import Text as SqlText
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from rasoat.audit.answers import check_answers
from rasoat.audit.faults import Fault, readable
from rasoat.audit.rows import check_rows, check_table
from rasoat.audit.sealing import check_seals
from rasoat.audit.verifying import verify
from rasoat.db import new_id, row_seals
from rasoat.settings import Settings
from rasoat.workflows import chains
from tests.audit.everything import fill, value_for

LISTED: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "columns.yaml").read_text("utf-8"))
TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables}
Look = Callable[[Session, Table, str], list[object]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The database as somebody opens it who goes past the program: no reference is checked."""
    folder = tmp_path_factory.mktemp("audited")
    settings = Settings(data_dir=folder / "installed", secure_cookies=False)
    fill(settings, folder).close()
    engine = create_engine(settings.url)
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA ignore_check_constraints=ON"))
    yield engine
    engine.dispose()


@contextmanager
def undone(engine: Engine) -> Iterator[Session]:
    """A session in which anything may be done: nothing of it stays."""
    with engine.connect() as connection, Session(connection, autoflush=False) as session:
        # The driver begins a transaction before it changes something, and not before it reads.
        yield session
        session.rollback()
        connection.rollback()


def quiet(_step: str, _count: int) -> None:
    pass


def everything(session: Session, _table: Table, _column: str) -> list[object]:
    """The whole verification, without the files."""
    return list(verify(session, None, [], quiet))


def nearby(session: Session, table: Table, column: str) -> list[object]:
    """The parts of the verification that look at this column; without one, those that look at the table."""
    if table.name == "audit_seal":
        return list(readable("", check_seals(session, [], quiet)))
    if table.name == "row_seal":
        return [*check_rows(session, quiet), *check_seals(session, [], quiet)]
    sealed = row_seals.is_sealed(table)
    found: list[object] = list(check_table(session, table, quiet)) if sealed else []
    if table.name in ("response", "response_revision", "submission"):
        found += check_answers(session, quiet)
    if table.name.startswith("journal") or ("journal_hash" in table.c and (not column or table.c[column].info)):
        found += chains.verify(session)
    return found


def test_nothing_is_found_where_nothing_was_changed(engine: Engine) -> None:
    with undone(engine) as session:
        assert everything(session, TABLES["plan"], "") == []


def test_every_column_has_its_line() -> None:
    listed = {
        name: sorted([*said.get("found", "").split(), *said.get("not_found", {})]) for name, said in LISTED.items()
    }
    assert listed == {name: sorted(column.name for column in table.c) for name, table in TABLES.items()}


@pytest.mark.parametrize("name", TABLES)
def test_a_changed_column_is_found(engine: Engine, name: str) -> None:
    expect_changes(engine, TABLES[name], nearby)


@pytest.mark.parametrize("name", TABLES)
def test_a_removed_row_is_found(engine: Engine, name: str) -> None:
    expect_removal(engine, TABLES[name], nearby)


@pytest.mark.long
@pytest.mark.parametrize("name", TABLES)
def test_the_whole_verification_finds_each(engine: Engine, name: str) -> None:
    expect_changes(engine, TABLES[name], everything)
    expect_removal(engine, TABLES[name], everything)


def expect_changes(engine: Engine, table: Table, look: Look) -> None:
    found = [column.name for column in table.c if changed_and_seen(engine, table, column, look)]
    assert found == [column.name for column in table.c if column.name in LISTED[table.name].get("found", "").split()]


def changed_and_seen(engine: Engine, table: Table, column: Column[Any], look: Look) -> bool:
    with undone(engine) as session:
        connection = session.connection()
        row = connection.execute(select(table).order_by(*table.primary_key).limit(1)).mappings().one()
        this = [each == row[each.name] for each in table.primary_key]
        value = value_for(session, column, other_than=row[column.name])
        try:
            connection.execute(update(table).where(*this).values({column: value}))
        except IntegrityError:
            connection.execute(update(table).where(*this).values({column: new_id()}))
        return bool(look(session, table, column.name))


def expect_removal(engine: Engine, table: Table, look: Look) -> None:
    with undone(engine) as session:
        connection = session.connection()
        row = connection.execute(select(table).order_by(*table.primary_key).limit(1)).mappings().one()
        this = [each == row[each.name] for each in table.primary_key]
        assert connection.execute(delete(table).where(*this)).rowcount == 1
        assert bool(look(session, table, "")) == ("removal_not_found" not in LISTED[table.name])


UNREADABLE = (
    "obligation.due_on",
    "journal.recorded_at",
    "response.answers",
    "register_entry.id",
    "audit_seal.lines",
    "row_seal.noticed_at",
)
"""Of each kind one: a date, a time, a document, a key, what seals count, what digests say of themselves."""


@pytest.mark.parametrize("column", UNREADABLE)
def test_what_cannot_be_read_is_named(engine: Engine, column: str) -> None:
    """Somebody who writes past the program may write anything, in any place."""
    assert found_unreadable(engine, *column.split("."))


@pytest.mark.long
@pytest.mark.parametrize("name", TABLES)
def test_whatever_cannot_be_read_is_named(engine: Engine, name: str) -> None:
    for column in LISTED[name].get("found", "").split():
        kind = TABLES[name].c[column].type
        # Whatever is no truth value is read as true, and is found as any other change when it was not.
        if not isinstance(kind, String | SqlText | Boolean):
            assert found_unreadable(engine, name, column), column


def found_unreadable(engine: Engine, table: str, column: str) -> bool:
    spoil = f"UPDATE {table} SET {column} = '{{' WHERE rowid = (SELECT min(rowid) FROM {table})"  # noqa: S608 - our own names
    with undone(engine) as session:
        try:
            session.connection().exec_driver_sql(spoil)
        except IntegrityError:
            # A table's only key, if it is a number, is SQLite's own: nobody can write anything else there.
            assert [one.name for one in TABLES[table].primary_key] == [column]
            return True
        return bool(everything(session, TABLES[table], column))


def test_a_fault_names_the_case(engine: Engine) -> None:
    with undone(engine) as session:
        answer = TABLES["answer"]
        session.connection().execute(update(answer).values(text="Đã làm hết."))
        faults: list[Fault] = list(check_table(session, answer, quiet))
        assert len(faults) == 2
        assert all("Báo cáo kết quả thực hiện “Đã làm hết.” của Nội dung phải theo dõi “" in f.name for f in faults)
        session.connection().execute(delete(answer))
        assert [fault.why for fault in check_table(session, answer, quiet)] == [
            "đã bị xóa, không phải bằng chương trình"
        ] * 2
