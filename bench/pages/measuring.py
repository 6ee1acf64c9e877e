"""One page's cost: its time, its size, its queries, and the time of the same queries without the program."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from tests.web.browse import Client
from werkzeug.test import TestResponse

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs one person: milliseconds, bytes, queries."""

    who: str
    endpoint: str
    address: str
    p50: float
    p95: float
    size: int
    queries: int
    sql: float
    """Milliseconds of the same statements on the bare driver."""

    @property
    def ratio(self) -> float:
        """How many times the bare statements' time the page takes."""
        return self.p50 / max(self.sql, 0.01)


class Meter:
    """Measures the pages of one person who is signed in."""

    def __init__(self, app: Flask, who: str, password: str, *, rounds: int, seconds: float) -> None:
        self.who, self.rounds, self.seconds = who, rounds, seconds
        self.engine: Engine = app.extensions["rasoat_database"].engine
        self.client = Client(app)
        if self.client.sign_in(who, password).status_code != 303:
            raise RuntimeError(f"{who} cannot sign in")

    def opens(self, address: str) -> bool:
        """Whether this person may open the address."""
        return self.client.get(address).status_code == 200

    def cost(self, endpoint: str, address: str) -> Cost:
        """Open the page once to warm it up, then as often as asked for, or as fits into the seconds, but twice at least."""
        with _noted(self.engine) as statements:
            size = len(self.client.get(address).data)
        times: list[float] = []
        while len(times) < 2 or (len(times) < self.rounds and sum(times) < self.seconds * 1000):
            began = perf_counter()
            self.client.get(address)
            times.append((perf_counter() - began) * 1000)
        bare = min(self._bare(statements) for _ in range(2))
        return Cost(self.who, endpoint, address, statistics.median(times), _p95(times), size, len(statements), bare)

    def _bare(self, statements: list[Statement]) -> float:
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            began = perf_counter()
            for text, values in statements:
                cursor.execute(text, values)
                if cursor.description is not None:
                    cursor.fetchall()
            return (perf_counter() - began) * 1000
        finally:
            connection.rollback()
            connection.close()


def timed(acts: list[tuple[int, Callable[[], TestResponse]]]) -> tuple[float, float, float, int, int]:
    """p50 and p95 in milliseconds of acts that follow each other, the median of their processor time (without a database
    server's), bytes and queries of the last. Each must be answered with the status that stands beside it.
    """
    times: list[float] = []
    processor: list[float] = []
    for status, act in acts:
        # Reading and writing have an engine each.
        with _noted(Engine) as statements:
            began, busy = perf_counter(), process_time()
            answer = act()
            size = len(answer.data)
            times.append((perf_counter() - began) * 1000)
            processor.append((process_time() - busy) * 1000)
        if answer.status_code != status:
            raise RuntimeError(f"answered with {answer.status_code} and not {status}")
    return statistics.median(times), _p95(times), statistics.median(processor), size, len(statements)


def _p95(times: list[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


@contextmanager
def _noted(engine: Engine | type[Engine]) -> Iterator[list[Statement]]:
    """The statements that are sent meanwhile."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
