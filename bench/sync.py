"""What a tablet's record costs, against a floor measured in the same run: `python -m bench.sync`.

Subject: `rasoat serve` with two web processes takes checklists of 40 answers from tablets: bearer token, permission,
validation, merge, revision, journal of what was sent, one durable commit before the answer. Floor: the same bytes
through the same web server into one raw insert and commit; for comparison the same insert behind a bare Flask. All run
all the time and take turns in short rounds, so that a machine that slows down slows them all; a ratio is the median of
the rounds. Clients and servers share the cores.

Places: 11 visits with 3 tablets and 120 places each. Eight clients work in eight visits. Each tablet goes through its
own 40 places and then round again: one submission in the first round makes a response, later ones its next revision.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres import serve
from tests.tablets import stage
from tests.tablets.served import Served

from bench import raw_web
from bench.soak import soak
from bench.tablets import Tablets
from bench.wire import drive
from rasoat.settings import Settings

CLIENTS = (1, 8, 32)
AIMS = {"sqlite": (800, 2500), "postgresql": (800, 2300)}
"""Records a second on a calm machine with eight clients: one in a request, and in batches."""
BATCH = 20


@dataclass
class Bench:
    """The running servers, and the tablets that send to them."""

    floor: Served
    flask: Served
    subject: Served
    tablets: Tablets


@dataclass
class Measured:
    """All rounds of one number of clients."""

    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)

    def take(self, server: Served, lanes: list[list[bytes]], each: int = 1) -> float:
        """Run one round; `each` records go in a request. Returns records a second."""
        before = server.processor_seconds()
        run = drive(server.port, lanes)
        records = len(run.answers) * each
        self.rates.append(records / run.wall)
        self.seconds += run.answers
        self.own.append(run.own / run.wall)
        self.served.append((server.processor_seconds() - before) / records * 1e6)
        return self.rates[-1]

    def ratios(self, other: "Measured") -> list[float]:
        """The ratios to another measurement's rates, round by round."""
        return [mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True)]

    def __str__(self) -> str:
        p95 = statistics.quantiles(self.seconds, n=20)[18] * 1e3
        return (
            f"{statistics.median(self.rates):7.0f} /s   p95 {p95:6.1f} ms   "
            f"server {statistics.median(self.served):5.0f} µs of processor a record, clients {statistics.median(self.own):4.0%}"
        )


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description="What a tablet's record costs.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=800, help="in each round")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--soak", type=int, default=0, metavar="N", help="send N records and watch the memory instead")
    given = parser.parse_args()
    for name, place in [("sqlite", sqlite), ("postgresql", postgresql)]:
        if given.only in (None, name):
            with place() as bench:
                if given.soak:
                    soak(name, bench.subject, bench.tablets, given.soak)
                else:
                    report(name, bench, given.rounds, given.requests)


def report(name: str, bench: Bench, rounds: int, requests: int) -> None:
    """Single records at each number of clients, then batches."""
    for clients in CLIENTS:
        rate = compare(f"{name}, {clients} clients", bench, clients, rounds, requests // clients)
        if clients == 8:
            aim = AIMS[name][0]
            print(f"  {'aim':<8}{aim:7} /s   {'reached' if rate >= aim else 'NOT reached'}")
    found = Measured()
    print(f"{name}, 8 clients, batches of {BATCH}; load {os.getloadavg()[0]:.1f}")
    for _ in range(rounds):
        lanes = [bench.tablets.batches(lane, max(1, requests // 8 // BATCH), BATCH) for lane in _spread(bench, 8)]
        found.take(bench.subject, lanes, BATCH)
    print(f"  subject {found}   aim {AIMS[name][1]}")


def compare(title: str, bench: Bench, clients: int, rounds: int, each: int) -> float:
    """Run the floors and the subject in turns with the very same bytes. Returns the subject's median rate."""
    warm, measured = Measured(), {name: Measured() for name in ("floor", "flask", "subject")}
    print(f"{title}; load {os.getloadavg()[0]:.1f}")
    for number in range(rounds + 1):
        lanes = [bench.tablets.single(lane, each) for lane in _spread(bench, clients)]
        # The first round fills connections, caches and the databases' own files.
        taking = measured if number else dict.fromkeys(measured, warm)
        for name, taken in taking.items():
            taken.take(getattr(bench, name), lanes)
    for name, found in measured.items():
        print(f"  {name:<8}{found}")
    to_flask, to_floor = (measured["subject"].ratios(measured[name]) for name in ("flask", "floor"))
    print(f"  to flask{statistics.median(to_flask):7.2f}   rounds {min(to_flask):.2f} to {max(to_flask):.2f}")
    print(f"  to floor{statistics.median(to_floor):7.2f}   rounds {min(to_floor):.2f} to {max(to_floor):.2f}")
    return statistics.median(measured["subject"].rates)


def _spread(bench: Bench, clients: int) -> list[int]:
    """Put lanes in different visits first: three tablets of one visit are next to each other."""
    count = len(bench.tablets.devices)
    return sorted(range(count), key=lambda lane: (lane % 3, lane))[:clients]


@contextmanager
def sqlite() -> Iterator[Bench]:
    """Both on SQLite, each with a file of its own."""
    with tempfile.TemporaryDirectory() as folder, _running(Path(folder), lambda name: "") as bench:
        yield bench


@contextmanager
def postgresql() -> Iterator[Bench]:
    """Both on one PostgreSQL that forces every commit to the disk."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    with serve(folder, durable=True) as server, _running(folder, server.create) as bench:
        yield bench
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path, create: Callable[[str], str]) -> Iterator[Bench]:
    content = stage.overlay(folder / "content")
    settings = Settings(data_dir=folder / "subject", database_url=create("subject"), content_dir=content)
    devices = stage.prepare(settings, teams=11, tablets=3, sites=120)
    floors = [_floor(folder, create, kind) for kind in ("bare", "flask")]
    environment = {
        "RASOAT_DATA_DIR": str(settings.data_dir),
        "RASOAT_DATABASE_URL": settings.database_url,
        "RASOAT_CONTENT_DIR": str(content),
        "RASOAT_WORKERS": "2",
    }
    subject = Served(folder / "subject.log", environment)
    try:
        yield Bench(*(server.start() for server in (*floors, subject)), Tablets(devices))
    finally:
        for server in (*floors, subject):
            server.stop()


def _floor(folder: Path, create: Callable[[str], str], kind: str) -> Served:
    url = create(f"floor_{kind}").replace("+psycopg", "") or f"sqlite:///{folder}/{kind}.sqlite3"
    raw_web.prepare(url)
    return Served(folder / f"{kind}.log", {}, [sys.executable, "-m", "bench.raw_web", "{port}", url, kind])


if __name__ == "__main__":
    main()
