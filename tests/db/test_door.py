"""The one door in: all or nothing, again when only timing broke it, busy and away told in words."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, select

from rasoat.commands.bodies import WORKING
from rasoat.db import Database
from rasoat.db import database as door
from rasoat.db.installation import example_date, mark_example
from rasoat.outbox.models import OutboxItem
from rasoat.problems import Problem
from tests.postgres import Server


@pytest.fixture
def postgres_only(postgres: Server, postgres_template: str) -> Iterator[Database]:
    found = Database(postgres.create("door", postgres_template))
    yield found
    found.close()
    postgres.drop("door")


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(sqlite_template, folder / "x.sqlite3"))


def put(session: Session, key: str) -> None:
    session.add(OutboxItem(kind="mail", key=key))
    session.flush()


def keys(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.exec(select(OutboxItem.key)))


def test_what_an_operation_returns_stays_usable(database: Database) -> None:
    def make(session: Session) -> OutboxItem:
        item = OutboxItem(kind="mail", key="a")
        session.add(item)
        return item

    assert database.write(make).key == "a"
    assert keys(database) == ["a"]


def test_nothing_remains_of_what_fails(database: Database) -> None:
    def half(session: Session) -> None:
        put(session, "a")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        database.write(half)
    assert keys(database) == []


def test_reading_leaves_nothing_behind(database: Database) -> None:
    with database.read() as session:
        put(session, "a")
    assert keys(database) == []


def test_a_write_inside_a_write_is_a_mistake(database: Database) -> None:
    with pytest.raises(RuntimeError, match="a write inside a write"):
        database.write(lambda _outer: database.write(lambda session: put(session, "a")))
    database.write(lambda session: put(session, "b"))
    assert keys(database) == ["b"]


def test_faults_of_ours_are_not_called_away(database: Database) -> None:
    database.write(lambda session: put(session, "a"))
    with pytest.raises(IntegrityError):
        database.write(lambda session: put(session, "a"))
    with pytest.raises(DBAPIError, match="no_such_table"):
        database.write(lambda session: session.connection().execute(text("SELECT 1 FROM no_such_table")))


def test_bad_timing_is_tried_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door.time, "sleep", lambda _seconds: None)
    tries: list[int] = []

    def unlucky_twice(session: Session) -> str:
        put(session, f"try-{len(tries)}")
        tries.append(1)
        if len(tries) < 3:
            raise DBAPIError("UPDATE", {}, sqlite3.OperationalError("database is locked"))
        return "done"

    assert database.write(unlucky_twice) == "done"
    assert keys(database) == ["try-2"]


def test_who_never_gets_through_is_told_busy(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(door.time, "sleep", waits.append)

    def unlucky(_session: Session) -> None:
        raise DBAPIError("UPDATE", {}, sqlite3.OperationalError("database is locked"))

    with pytest.raises(Problem) as caught:
        database.write(unlucky)
    assert caught.value.key == "database.busy"
    assert len(waits) == door.ATTEMPTS


def test_many_writers_lose_nothing(database: Database) -> None:
    def many(number: int) -> None:
        for step in range(10):
            database.write(lambda session, key=f"{number}-{step}": put(session, key))

    threads = [threading.Thread(target=many, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(keys(database)) == 60


COUNT = """
import sys
from sqlmodel import Session
from rasoat.db import Database
from rasoat.db.installation import Installation
database = Database(sys.argv[1])
def add(session):
    row = session.get(Installation, 1, with_for_update=True)
    row.example_date = row.example_date.fromordinal(row.example_date.toordinal() + 1)
for _ in range(25):
    database.write(add)
database.close()
"""


def test_several_processes_take_turns(database: Database) -> None:
    database.write(lambda session: mark_example(session, date(2024, 1, 1)))
    command = [sys.executable, "-c", COUNT, database.url]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    with database.read() as session:
        assert example_date(session) == date(2024, 3, 16)


def test_deadlocks_are_resolved(postgres_only: Database) -> None:
    first, second = threading.Event(), threading.Event()
    for key in ("a", "b"):
        postgres_only.write(lambda session, key=key: put(session, key))

    def lock_both(session: Session, order: str, mine: threading.Event, other: threading.Event) -> None:
        for key in order:
            session.exec(select(OutboxItem).where(OutboxItem.key == key).with_for_update()).one()
            mine.set()
            other.wait(5)

    threads = [
        threading.Thread(target=postgres_only.write, args=(lambda s: lock_both(s, "ab", first, second),)),
        threading.Thread(target=postgres_only.write, args=(lambda s: lock_both(s, "ba", second, first),)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_a_program_that_holds_sqlite_makes_us_busy(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BUSY_SECONDS", 0.05)
    database = Database(f"sqlite:///{sqlite_file}")
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem) as caught:
        database.write(lambda session: put(session, "a"))
    assert caught.value.key == "database.busy"
    other.execute("ROLLBACK")
    other.close()
    database.write(lambda session: put(session, "a"))
    assert keys(database) == ["a"]
    database.close()


def test_a_lost_sqlite_folder_is_told_as_away(sqlite_file: Path) -> None:
    database = Database(f"sqlite:///{sqlite_file}")
    shutil.rmtree(sqlite_file.parent)
    for act in (lambda: keys(database), lambda: database.write(lambda session: put(session, "a"))):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.key == "database.away"
    database.engine.dispose()


def test_a_server_that_is_away_is_told_as_away() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Problem) as caught:
        database.write(lambda session: put(session, "a"))
    assert caught.value.key == "database.away"
    database.close()


def test_reading_does_not_make_writers_forget_what_they_prepared(postgres_only: Database) -> None:
    names = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT outbox.key%'")
    # The driver prepares what it was asked more than five times.
    for _ in range(7):
        postgres_only.write(lambda session: session.exec(select(OutboxItem.key)).all())
        assert keys(postgres_only) == []
    assert postgres_only.write(lambda session: session.connection().execute(names).scalar()) == 1


def test_who_reads_and_then_writes_waits_for_no_other_reader(database: Database) -> None:
    with ExitStack() as readers:
        for _ in range(WORKING):
            readers.enter_context(database.read()).connection()
        database.write(lambda session: put(session, "a"))
    assert keys(database) == ["a"]


@pytest.mark.parametrize("idle", [0.0, 3600.0], ids=["asked-before-use", "not-asked"])
def test_a_lost_connection_is_replaced(postgres_only: Database, monkeypatch: pytest.MonkeyPatch, idle: float) -> None:
    """A server restart between two writes costs nobody anything, whether or not the connection was asked first."""
    monkeypatch.setattr(door, "IDLE_SECONDS", idle)
    postgres_only.write(lambda session: put(session, "before"))
    killer = Database(postgres_only.url)
    killer.write(
        lambda s: s.connection().execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                 "AND datname = current_database()")
        )
    )  # fmt: skip
    killer.close()
    postgres_only.write(lambda session: put(session, "after"))
    assert keys(postgres_only) == ["after", "before"]


def test_the_server_does_not_compile_statements(postgres_only: Database) -> None:
    """What it saves is less than what it costs: the lists of an old province would take seconds."""
    with postgres_only.read() as session:
        assert session.connection().exec_driver_sql("SHOW jit").scalar_one() == "off"
    assert postgres_only.write(lambda s: s.connection().exec_driver_sql("SHOW jit").scalar_one()) == "off"
