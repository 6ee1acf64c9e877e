"""What is kept for a moment is thrown away in time: by its age, and by a commit that touched its tables."""

from datetime import date

import pytest

from rasoat.db import installation
from rasoat.db.models import Installation
from rasoat.db.recent import Recent, Watch

changes = Watch(Installation)


class Clock:
    """A clock that is put forward by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timer():
    return Clock()


@pytest.fixture
def recent(timer):
    made: Recent[int] = Recent(changes, 1.0, most=3, timer=timer)
    return made


def counting():
    """Values that tell how often they were read."""
    values = iter(range(100))
    return lambda: next(values)


def test_it_is_kept_for_its_seconds(recent, timer):
    read = counting()
    assert [recent.get("a", read), recent.get("a", read)] == [0, 0]
    timer.now = 0.99
    assert recent.get("a", read) == 0
    timer.now = 1.0
    assert recent.get("a", read) == 1
    assert recent.get("b", read) == 2


def test_what_fails_is_not_kept(recent):
    def fail() -> int:
        raise KeyError("a")

    for _ in range(2):
        with pytest.raises(KeyError):
            recent.get("a", fail)
    assert recent.get("a", counting()) == 0


def test_it_does_not_grow_without_end(recent):
    for number in range(100):
        recent.get(number, counting())
    assert len(recent) <= 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_commit_clears_it_and_a_failed_write_does_not(database, recent):
    read = counting()
    recent.get("a", read)
    database.write(lambda db: installation.mark_example(db, date(2024, 7, 1)))
    assert recent.get("a", read) == 1

    def fails(db) -> None:
        installation.move_date(db, date(2024, 7, 2))
        db.flush()
        raise ValueError

    with pytest.raises(ValueError):
        database.write(fails)
    assert recent.get("a", read) == 1
    database.write(lambda db: installation.move_date(db, date(2024, 7, 3)))
    assert recent.get("a", read) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_commit_while_it_is_read_makes_it_stale(database, recent):
    def read_before_the_commit() -> int:
        database.write(lambda db: installation.mark_example(db, date(2024, 7, 1)))
        return -1

    assert recent.get("a", read_before_the_commit) == -1
    assert recent.get("a", counting()) == 0
