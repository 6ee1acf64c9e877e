"""The trials of mutants, as a plugin of one test run.

The run loads the program and collects the tests once. Then, in the place of running them, it tries the mutants: each in a copy
of this process (`fork`) that takes the mutant's code in and runs the tests of its module that reach the changed lines, the
quickest first, until one fails. What is needed while the program is loaded (constants, decorators, default values) is tried
in a process that loads it anew.
"""

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from coverage import Coverage

from tests.mutants import swapping
from tests.mutants.mutating import Mutant

PATIENCE, MARGIN = 30, 3
"""A copy of the process may take this many times as long as its tests took without a mutant, and this many seconds more."""
LOADING, TEMPLATE = "", "template"
"""Contexts of lines that no test reaches by itself: while the program is loaded, while the tests' database is made."""


class Outcome(NamedTuple):
    """How a mutant ended: `noticed` by a test, `broke` (could not be loaded, or hung) or `survived`; and by which test."""

    ended: str
    by: str = ""


class Failures:
    """Remembers the first failure: the test, and what it said."""

    def __init__(self) -> None:
        self.first = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The result of a part of a test."""
        if report.failed and not self.first:
            crash = getattr(report.longrepr, "reprcrash", None)
            told = crash.message.splitlines()[0] if crash and crash.message else ""
            self.first = f"{report.nodeid} ({report.when}) {told}"[:300]


class Trials(Failures):
    """Tries the mutants of some modules; `fresh` tries one in a process that loads the program anew."""

    def __init__(self, files: Iterable[str], fresh: Callable[[str, Mutant, list[str]], Outcome]) -> None:
        super().__init__()
        self.files, self.fresh = [str(Path(file).resolve()) for file in files], fresh
        self.lines: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.took: dict[str, float] = {}
        self.ready: Callable[[], None] = lambda: None
        self.broken = "the tests cannot be loaded"
        self.cover = self._covering()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of running the tests: what they reach without a mutant, then whatever is asked for."""
        self.items = session.items
        self.broken = (
            "the tests cannot be loaded" if session.testsfailed else "" if session.items else "no test was found"
        )
        if not self.broken:
            self._reached(self._measured(self.cover))
            self._keep_template()
            took, lines, self.broken = in_copy(self._baseline, 90 * PATIENCE) or ({}, {}, "the tests hang")
            self.took = took
            self._reached(lines)
        if not self.broken:
            self.broken = "the trials broke off"
            self.ready()
            self.broken = ""
        return True

    def try_one(self, module: str, mutant: Mutant, tests: tuple[str, ...]) -> Outcome:
        """How one mutant of a module ends, which these tests must notice."""
        mine = sorted((item for item in self.items if _named(item, tests)), key=lambda item: self.took[item.nodeid])
        path = str(Path(module).resolve())
        reached = set().union(*(self.lines[path, line] for line in mutant.lines))
        changes = swapping.changes(path, Path(module).read_text(encoding="utf-8"), mutant.text)
        # Without what stands in brackets, because a mutant may change what a test is made with.
        anew = partial(self.fresh, module, mutant, list(dict.fromkeys(item.nodeid.partition("[")[0] for item in mine)))
        if changes is None:
            return anew()
        chosen = [item for item in mine if item.nodeid in reached]
        limit = PATIENCE + MARGIN * sum(self.took[item.nodeid] for item in chosen)
        outcome = Outcome("survived", "" if chosen else "no test reaches it")
        if chosen:
            outcome = in_copy(partial(self._swapped, changes, chosen), limit) or Outcome("broke", "hung")
        doubtful = outcome.ended == "survived" and not reached.isdisjoint({LOADING, TEMPLATE})
        return anew() if doubtful or outcome.ended == "not living" else outcome

    def _swapped(self, changes: swapping.Changes, items: list[pytest.Item]) -> Outcome:
        gc.unfreeze()  # The tests freeze what lives before the first of them (tests/kept.py).
        if not swapping.swap(changes):
            return Outcome("not living")
        for _ in self._running(items):
            if self.first:
                return Outcome("noticed", self.first)
        return Outcome("survived")

    def _baseline(self) -> tuple[dict[str, float], dict[tuple[str, int], set[str]], str]:
        """Run all tests without a mutant: how long each took, which of them reach a line, the first that fails."""
        # What many tests begin from is played in full by each of them, so that all of them are known to reach its lines.
        forget = sys.modules["tests.milestones"].forget
        cover, began = self._covering(), time.monotonic()
        for item in self._running(self.items, lambda item: (forget(), cover.switch_context(item.nodeid))):
            self.took[item.nodeid], began = time.monotonic() - began, time.monotonic()
            if self.first:
                break
        return self.took, self._measured(cover), self.first and f"a test fails without any mutant: {self.first}"

    def _running(self, items: list[pytest.Item], before: Callable[[pytest.Item], Any] = id) -> Iterator[pytest.Item]:
        for item, after in zip(items, [*items[1:], None], strict=True):
            before(item)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            yield item

    def _keep_template(self) -> None:
        """Make the migrated database once; every copy of this process begins with a copy of the file."""
        conftest: Any = sys.modules["tests.conftest"]
        migrate, ready = conftest.migrate, Path.cwd() / TEMPLATE

        def prepare() -> dict[tuple[str, int], set[str]]:
            cover = self._covering()
            cover.switch_context(TEMPLATE)
            migrate(f"sqlite:///{ready}")
            return self._measured(cover)

        ready.unlink(missing_ok=True)
        self._reached(in_copy(prepare, 30 * PATIENCE) or {})
        conftest.migrate = lambda url: Path(url.removeprefix("sqlite:///")).write_bytes(ready.read_bytes())

    def _covering(self) -> Coverage:
        cover = Coverage(data_file=None, config_file=False, include=self.files)
        cover.start()
        return cover

    def _measured(self, cover: Coverage) -> dict[tuple[str, int], set[str]]:
        cover.stop()
        data = cover.get_data()
        return {
            (path, line): set(contexts)
            for path in data.measured_files()
            for line, contexts in data.contexts_by_lineno(path).items()
        }

    def _reached(self, lines: dict[tuple[str, int], set[str]]) -> None:
        for line, contexts in lines.items():
            self.lines[line] |= contexts


def _named(item: pytest.Item, tests: tuple[str, ...]) -> bool:
    return any(item.nodeid == test or item.nodeid.startswith((test + "/", test + "::", test + "[")) for test in tests)


def in_copy(work: Callable[[], Any], limit: float) -> Any:
    """What `work` gives in a copy of this process; None when it takes longer than `limit` seconds or breaks down."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    pid = os.fork()
    if not pid:
        os.setsid()
        with suppress(BaseException):
            sending.send(work())
        os._exit(0)
    sending.close()
    with _ended(pid):
        try:
            return receiving.recv() if receiving.poll(limit) else None
        except EOFError:
            return None


@contextmanager
def _ended(pid: int) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
