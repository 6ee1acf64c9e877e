"""What the workflow engine costs, against a floor measured in the same run: `python -m bench.workflows`.

(a) In memory: `Runtime.move` with five guards against a bare `transitions` machine that all cases share.
(b) Durable: `Database.write(fire)` against the same raw SQL (select, guarded update, journal insert, commit) on the
    plain driver, on SQLite (WAL, FULL) and on PostgreSQL with fsync. Floor and subject take turns in small batches,
    so that a machine that slows down slows both; the ratio is the median of the rounds.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from uuid import UUID

from tests import errand
from tests.postgres import serve
from tests.world import World
from transitions import Machine

from bench.floor import Floor, PostgresFloor, SqliteFloor
from rasoat.accounts.actor import Actor
from rasoat.db import Database, schema
from rasoat.workflows import CaseRef, Firing, fire
from rasoat.workflows.fire import reasons_against
from rasoat.workflows.machine import Case, Runtime

NOBODY = UUID(int=0)
AIMS = {"sqlite": 0.4, "postgresql": 0.6}


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description="What the workflow engine costs.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--only", choices=["memory", "sqlite", "postgresql"])
    given = parser.parse_args()
    with errand.known():
        if given.only in (None, "memory"):
            in_memory()
        for name, place in [("sqlite", _sqlite), ("postgresql", _postgresql)]:
            if given.only in (None, name):
                with place() as (database, floor):
                    durable(name, database, floor, given.rounds, given.batch)


def in_memory(times: int = 5000) -> None:
    """µs of one move: bare `transitions`, our Runtime, and Runtime with five guards."""
    runtime = Runtime(errand.workflow())
    bare = Machine(model=None, states=["asked", "doing"], initial="asked", auto_transitions=False, send_event=True)
    bare.add_transition("turn", "asked", "doing")
    case, firing = Case("asked"), _firing(runtime)

    def one_bare() -> None:
        case.state = "asked"
        bare.events["turn"].trigger(case)

    def with_guards() -> None:
        reasons_against(firing, tried=True)
        runtime.move("asked", "turn")

    rows = [("bare transitions", one_bare), ("Runtime.move", lambda: runtime.move("asked", "turn")),
            ("Runtime.move + 5 guards", with_guards)]  # fmt: skip
    print("in memory")
    for title, act in rows:
        rounds = [_seconds(act, times) / times * 1e6 for _ in range(7)]
        print(f"  {title:<26}{statistics.median(rounds):8.1f} µs")


def durable(name: str, database: Database, floor: Floor, rounds: int, batch: int) -> None:
    """Durable transitions a second, against the floor."""
    world = World.build(database)
    leader = world.as_("leader")
    refs = database.write(lambda session: [errand.ask(session, leader) for _ in range(20)])
    one_floor = _over(refs, lambda ref: floor.turn(ref.id))
    one_fire = _over(refs, lambda ref: _fire(database, ref, leader))
    times: dict[str, list[float]] = {"floor": [], "fire": []}
    ratios = []
    for _ in range(20):
        one_floor(), one_fire()
    for _ in range(rounds):
        low = [_seconds(one_floor, 1) for _ in range(batch)]
        ours = [_seconds(one_fire, 1) for _ in range(batch)]
        times["floor"] += low
        times["fire"] += ours
        ratios.append(sum(low) / sum(ours))
    floor.close()
    print(f"durable, {name}")
    for title, seconds in times.items():
        p99 = statistics.quantiles(seconds, n=100)[98] * 1e3
        print(f"  {title:<10}{len(seconds) / sum(seconds):8.0f} /s   p99 {p99:6.2f} ms")
    print(f"  ratio     {statistics.median(ratios):8.2f}      aim {AIMS[name]}")


def _fire(database: Database, ref: CaseRef, actor: Actor) -> None:
    database.write(lambda session: fire(session, ref, "turn", actor))


def _firing(runtime: Runtime) -> Firing:
    actor = Actor(NOBODY, NOBODY, "leader", "", "", "", "")  # type: ignore[arg-type]  # the guards look at no role
    record = {"id": NOBODY, "agency_id": NOBODY, "title": "Đếm biển báo", "status": "asked"}
    transition = runtime.transitions["turn", "asked"]
    return Firing(None, CaseRef("errand", NOBODY), record, runtime.definition, transition, actor)  # type: ignore[arg-type]  # nor at the session


def _over(refs: list[CaseRef], act: Callable[[CaseRef], None]) -> Callable[[], None]:
    """`act` on the next of the cases each time, so that no single row is hot."""
    state = {"next": 0}

    def once() -> None:
        act(refs[state["next"] % len(refs)])
        state["next"] += 1

    return once


def _seconds(act: Callable[[], None], times: int) -> float:
    began = perf_counter()
    for _ in range(times):
        act()
    return perf_counter() - began


@contextmanager
def _sqlite() -> Iterator[tuple[Database, Floor]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        database = _ready(f"sqlite:///{path}")
        yield database, SqliteFloor(path)
        database.close()


@contextmanager
def _postgresql() -> Iterator[tuple[Database, Floor]]:
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    with serve(folder, durable=True) as server:
        database = _ready(server.create("bench"))
        yield database, PostgresFloor(database.url)
        database.close()
    shutil.rmtree(folder, ignore_errors=True)


def _ready(url: str) -> Database:
    database = Database(url)
    schema.upgrade(database)
    errand.prepare(database)
    return database


if __name__ == "__main__":
    main()
