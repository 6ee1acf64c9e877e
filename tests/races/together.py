"""Several writers at once, held so that each has read before the first of them writes.

Threads that merely start together seldom meet: an operation takes a few milliseconds. Here each of them stops before its
first writing statement, until none is left that still reads. A writer that waits for a lock counts as stopped, since it
can go on only when the writer that has the lock does. Nothing sleeps, and the order does not depend on the machine.
"""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

from rasoat.problems import Problem

LONGEST = 20.0
"""Seconds after which a writer goes on alone: something other than a lock keeps the others."""
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH\b.*\bINSERT)\b", re.IGNORECASE | re.DOTALL)
_LOCKS = re.compile(r"\bFOR (NO KEY )?UPDATE\b|\bpg_advisory_xact_lock|\bLOCK TABLE", re.IGNORECASE)


@dataclass
class Outcomes:
    """What became of each writer: what it returned, the Problem it was refused with, or an exception of any other kind."""

    results: list[Any] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The keys of the refusals, each once."""
        return sorted({problem.key for problem in self.refusals})


class _Meeting:
    """Where the writers stop. Each is reading, stopped, waiting for a lock, or done."""

    def __init__(self, count: int) -> None:
        self.changed = threading.Condition()
        self.states: dict[int, str] = dict.fromkeys(range(count), "reading")
        self.open = False

    def put(self, number: int, state: str) -> None:
        with self.changed:
            self.states[number] = state
            if "reading" not in self.states.values() and "stopped" in self.states.values():
                self.open = True
            self.changed.notify_all()
            if state == "stopped":
                self.changed.wait_for(lambda: self.open, LONGEST)
                self.states[number] = "writing"


_here = threading.local()


def _before(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
    meeting: _Meeting | None = getattr(_here, "meeting", None)
    if meeting is None or meeting.open:
        return
    if _LOCKS.search(statement):
        meeting.put(_here.number, "waiting")
    elif _WRITES.match(statement):
        meeting.put(_here.number, "stopped")


def _after(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
    meeting: _Meeting | None = getattr(_here, "meeting", None)
    if meeting is not None and not meeting.open and _LOCKS.search(statement):
        meeting.put(_here.number, "reading")


@contextmanager
def _watched() -> Iterator[None]:
    event.listen(Engine, "before_cursor_execute", _before)
    event.listen(Engine, "after_cursor_execute", _after)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", _before)
        event.remove(Engine, "after_cursor_execute", _after)


def together(writers: Sequence[Callable[[], Any]]) -> Outcomes:
    """Run all of them at once, each in a thread of its own, and return what became of them."""
    outcomes, meeting = Outcomes(), _Meeting(len(writers))
    start = threading.Barrier(len(writers))

    def run(number: int, write: Callable[[], Any]) -> None:
        _here.meeting, _here.number = meeting, number
        try:
            start.wait(LONGEST)
            outcomes.results.append(write())
        except Problem as problem:
            outcomes.refusals.append(problem)
        except BaseException as error:
            outcomes.crashes.append(error)
        finally:
            meeting.put(number, "done")

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(writers)]
    with _watched():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "a writer never came back"
    return outcomes
