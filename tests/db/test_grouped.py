"""Many small writes as one: each caller gets its own result, no item harms another."""

import os
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db import Database, grouped
from rasoat.db.grouped import Grouped
from rasoat.outbox.models import OutboxItem
from rasoat.problems import Problem

Operation = Callable[[Session, list[str]], list[Any]]


def insert(session: Session, items: list[str]) -> list[Any]:
    """Keep each word once; a word may ask for trouble."""
    results: list[Any] = []
    for word in items:
        if word == "refused":
            results.append(Problem("not_found"))
            continue
        if word == "ended":
            raise SystemExit
        if word == "broken":
            raise ZeroDivisionError(word)
        session.add(OutboxItem(kind="test", key=word, payload={}))
        session.flush()
        results.append((word, len(items), clock.today()))
    return results


@pytest.fixture
def writer(database: Database) -> Grouped[str, Any]:
    return Grouped(database, insert)


def kept(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(OutboxItem.key).where(OutboxItem.kind == "test").order_by(col(OutboxItem.id))))


class Held:
    """Keeps the writer busy with a first item, so that all others wait together."""

    def __init__(self, operation: Operation) -> None:
        self.operation, self.go, self.begun = operation, threading.Event(), threading.Event()

    def __call__(self, session: Session, items: list[str]) -> list[Any]:
        if items == ["first"]:
            self.begun.set()
            self.go.wait(10)
        return self.operation(session, items)


def together(database: Database, words: list[str]) -> dict[str, Any]:
    """Hand in all words at once; what became of each."""
    held = Held(insert)
    writer = Grouped(database, held)
    with ThreadPoolExecutor(len(words) + 1) as pool:
        first = pool.submit(writer.write, "first")
        held.begun.wait(10)
        waiting = {word: pool.submit(writer.write, word) for word in words}
        while len(writer._waiting) < len(words):
            threading.Event().wait(0.005)
        held.go.set()
        first.result()
        return {word: one.exception() or one.result() for word, one in waiting.items()}


def test_one_item_is_written_and_its_result_returned(writer: Grouped[str, Any], database: Database) -> None:
    assert writer.write("a")[0] == "a"
    assert kept(database) == ["a"]


def test_what_waits_is_written_in_one_transaction(database: Database) -> None:
    results = together(database, ["a", "b", "c"])
    assert {word: result[:2] for word, result in results.items()} == {"a": ("a", 3), "b": ("b", 3), "c": ("c", 3)}
    assert sorted(kept(database)) == ["a", "b", "c", "first"]


def test_those_who_came_together_last_time_are_waited_for(plain: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouped, "GATHER_SECONDS", 30)
    writer = Grouped(plain, insert)
    assert [result[1] for result in writer.write_all(["a", "b"])] == [2, 2]
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(writer.write, "c")
        while not writer._waiting:
            threading.Event().wait(0.005)
        assert writer.write("d")[1] == early.result()[1] == 2


def test_who_comes_while_the_turn_is_waited_for_goes_along(plain: Database) -> None:
    writer = Grouped(plain, insert)
    turn = plain._turn
    assert turn is not None
    with ThreadPoolExecutor(2) as pool:
        with turn:
            early = pool.submit(writer.write, "a")
            while not writer._led or writer._waiting:
                threading.Event().wait(0.005)
            late = pool.submit(writer.write, "b")
            while not writer._waiting:
                threading.Event().wait(0.005)
        assert early.result()[1] == late.result()[1] == 2


def test_a_refused_item_harms_no_other(database: Database) -> None:
    results = together(database, ["a", "refused", "b"])
    assert isinstance(results["refused"], Problem)
    assert results["a"][0], results["b"][0]
    assert sorted(kept(database)) == ["a", "b", "first"]


@pytest.mark.parametrize("bad", ["broken", "first"])
def test_a_broken_item_is_found_out_alone(database: Database, bad: str) -> None:
    """One raises, the other breaks a constraint of the database: its word is there already."""
    results = together(database, ["a", bad, "b"])
    assert isinstance(results[bad], Exception)
    assert results["a"] == ("a", 1, clock.today())
    assert sorted(kept(database)) == ["a", "b", "first"]


def test_several_at_once_keep_their_order(writer: Grouped[str, Any], database: Database) -> None:
    words = [f"w{n:03d}" for n in range(150)]
    results = writer.write_all([*words[:70], "refused", *words[70:]])
    assert isinstance(results.pop(70), Problem)
    assert [result[0] for result in results] == words
    assert kept(database) == words


@pytest.fixture
def plain(tmp_path: Any, sqlite_template: Any) -> Iterator[Database]:
    """SQLite will do where the database does not matter."""
    path = tmp_path / "plain.sqlite3"
    shutil.copy(sqlite_template, path)
    found = Database(f"sqlite:///{path}")
    yield found
    found.close()


def test_too_many_waiting_are_told_so(plain: Database) -> None:
    held = Held(insert)
    writer = Grouped(plain, held, room=2)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(writer.write, "first")
        held.begun.wait(10)
        with pytest.raises(Problem, match="1302"):
            writer.write_all(["a", "b", "c"])
        held.go.set()
        first.result()
    assert kept(plain) == ["first"]


def test_a_lost_database_is_told_to_all_at_once(plain: Database) -> None:
    tried = []

    def away(_session: Session, items: list[str]) -> list[Any]:
        tried.append(len(items))
        raise Problem("database.away")

    writer = Grouped(plain, away)
    assert [getattr(one, "key", one) for one in writer.write_all(["a", "b"])] == ["database.away"] * 2
    assert tried == [2]


def test_a_wrong_number_of_results_is_nobodys_success(plain: Database) -> None:
    writer: Grouped[str, str] = Grouped(plain, lambda _session, _items: [])
    with pytest.raises(RuntimeError):
        writer.write("a")


def test_the_callers_date_goes_along(plain: Database) -> None:
    writer = Grouped(plain, insert)
    with clock.use_date(date(2024, 7, 17)):
        assert writer.write("a")[2] == date(2024, 7, 17)
    assert writer.write("b")[2] == clock.today() != date(2024, 7, 17)


def test_one_that_breaks_keeps_nobody_waiting(plain: Database) -> None:
    writer = Grouped(plain, insert, most=1)
    with pytest.raises(ZeroDivisionError):
        writer.write_all(["broken", "after"])
    assert writer.write("next")[0] == "next"
    assert kept(plain) == ["after", "next"]


def test_a_leader_that_is_ended_leaves_nobody_waiting(plain: Database) -> None:
    results = together(plain, ["ended", "b"])
    # Whoever of the two led is ended; the other is told to try again.
    assert {getattr(result, "key", type(result)) for result in results.values()} == {SystemExit, "database.busy"}
    assert kept(plain) == ["first"]


def test_a_child_process_begins_anew(plain: Database) -> None:
    writer = Grouped(plain, insert)
    writer.write("parent")
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tried here
        child = os.fork()
    if child == 0:
        # In the child: nothing of pytest may run on.
        try:
            os.write(writing, writer.write("child")[0].encode())
        finally:
            os._exit(0)
    os.close(writing)
    assert os.read(reading, 100) == b"child"
    os.waitpid(child, 0)
    os.close(reading)
    assert writer.write("again")[0] == "again"
    assert kept(plain) == ["parent", "child", "again"]


def test_many_threads_lose_and_double_nothing(database: Database) -> None:
    writer = Grouped(database, insert)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(writer.write, [f"{n:03d}" for n in range(120)]))
    assert sorted(result[0] for result in results) == [f"{n:03d}" for n in range(120)]
    assert sorted(kept(database)) == [f"{n:03d}" for n in range(120)]
